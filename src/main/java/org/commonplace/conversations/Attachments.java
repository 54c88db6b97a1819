package org.commonplace.conversations;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.Pictures;
import org.commonplace.chrome.PublicId;
import org.commonplace.mail.Mail;
import org.commonplace.mail.Mime;
import org.commonplace.people.Belongings;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What comes with a post by mail: the whole text where some was left out, and its files. A file is
 * typed by what is in it; pictures are written anew without what the camera notes; what could run
 * is not taken.
 */
@Component
public class Attachments {
    private static final int MOST = 10;
    private static final int LARGEST = 15 * 1024 * 1024;
    private static final int NAME = 120;
    private static final int SMALL_PICTURE = 4_000;

    /** What librarians send each other: documents, tables, records, texts. */
    private static final Set<String> TYPES =
            Set.of(
                    "application/pdf",
                    "application/epub+zip",
                    "application/rtf",
                    "application/msword",
                    "application/vnd.ms-excel",
                    "application/vnd.ms-powerpoint",
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                    "application/vnd.oasis.opendocument.text",
                    "application/vnd.oasis.opendocument.spreadsheet",
                    "application/vnd.oasis.opendocument.presentation",
                    "application/marc",
                    "application/json",
                    "text/plain",
                    "text/csv",
                    "text/tab-separated-values",
                    "text/calendar",
                    "application/x-bibtex-text-file");

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final DefaultDetector detector = new DefaultDetector();

    Attachments(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Says that a post came by mail, and keeps what it brought; returns the names not taken. Under
     * an alias nothing comes along: a file's author or a signature would say whose it is.
     */
    public List<String> keep(PostId post, Mail mail, Viewer author) {
        boolean masked = masked(post, author);
        List<Attachment> kept = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (Mime.Part part : mail.files()) {
            if (decoration(part)) continue;
            @Nullable File file = kept.size() < MOST && !masked ? file(part) : null;
            if (file == null) refused.add(part.name().isEmpty() ? part.type() : part.name());
            else kept.add(store(post, kept.size(), file));
        }
        jdbc.sql(
                        """
                update conversations.post
                   set source = 'mail', message_id = :message, files = cast(:files as jsonb), has_original = :original
                 where id = :id
                """)
                .param("message", masked ? null : mail.messageId())
                .param("files", kept.isEmpty() ? null : json.writeValueAsString(kept))
                .param("original", mail.shorter() && !masked)
                .param("id", post.value())
                .update();
        if (mail.shorter() && !masked)
            jdbc.sql("insert into conversations.original (post, text) values (:post, :text)")
                    .param("post", post.value())
                    .param("text", mail.original())
                    .update();
        return refused;
    }

    /** Whether there is anything to post: words, or a file that can be kept. */
    public boolean any(Mail mail) {
        return !mail.text().isBlank()
                || mail.files().stream().anyMatch(part -> !decoration(part) && file(part) != null);
    }

    /** Keeps the files of a post that an archive brings; returns how many were not taken. */
    public int bring(PostId post, List<Mime.Part> parts) {
        List<Attachment> kept = new ArrayList<>();
        int refused = 0;
        for (Mime.Part part : parts) {
            if (decoration(part)) continue;
            @Nullable File file = kept.size() < MOST ? file(part) : null;
            if (file == null) refused++;
            else kept.add(store(post, kept.size(), file));
        }
        if (!kept.isEmpty())
            jdbc.sql("update conversations.post set files = cast(:files as jsonb) where id = :id")
                    .param("files", json.writeValueAsString(kept))
                    .param("id", post.value())
                    .update();
        return refused;
    }

    /** Whether somebody speaks in a post under an alias. */
    public boolean masked(PostId post, Viewer author) {
        return jdbc.sql("select author <> :own from conversations.post where id = :id")
                .param("own", author.id())
                .param("id", post.value())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** Logos and icons of a signature, cards and keys of mail programs are no attachments. */
    private static boolean decoration(Mime.Part part) {
        boolean picture = part.type().startsWith("image/");
        return (picture
                        && (part.inline() || part.name().isEmpty())
                        && part.bytes().length < SMALL_PICTURE * 5)
                || (picture && part.bytes().length < SMALL_PICTURE)
                || part.type().equals("application/pgp-signature")
                || part.type().equals("application/pkcs7-signature")
                || part.type().equals("application/x-pkcs7-signature")
                || part.type().equals("application/pgp-keys")
                || part.type().equals("application/ms-tnef")
                || part.type().equals("text/vcard")
                || part.type().equals("text/x-vcard");
    }

    private record File(String name, String type, byte[] bytes) {}

    private @Nullable File file(Mime.Part part) {
        if (part.bytes().length == 0 || part.bytes().length > LARGEST) return null;
        String type = type(part);
        if (type.startsWith("image/")) {
            try {
                Pictures.Picture picture = Pictures.of(part.bytes());
                String ending = picture.type().equals("image/png") ? ".png" : ".jpg";
                return new File(
                        name(part).replaceFirst("\\.\\w{2,5}$", "") + ending,
                        picture.type(),
                        picture.bytes());
            } catch (Pictures.Unreadable e) {
                return null;
            }
        }
        return TYPES.contains(type) ? new File(name(part), type, part.bytes()) : null;
    }

    /** By content, and among kinds of one container by the name's ending; never by what is said. */
    private String type(Mime.Part part) {
        Metadata about = new Metadata();
        about.set(TikaCoreProperties.RESOURCE_NAME_KEY, part.name());
        try (TikaInputStream in = TikaInputStream.get(part.bytes())) {
            return detector.detect(in, about).getBaseType().toString().toLowerCase(Locale.ROOT);
        } catch (java.io.IOException e) {
            return "application/octet-stream";
        }
    }

    private static String name(Mime.Part part) {
        String name = Markdown.cleaned(part.name()).strip();
        if (name.isEmpty()) return "file";
        int from = Math.max(0, name.length() - NAME);
        return name.substring(from);
    }

    private Attachment store(PostId post, int position, File file) {
        long id = PublicId.next();
        jdbc.sql(
                        """
                insert into conversations.file (id, post, position, name, type, size, bytes)
                values (:id, :post, :position, :name, :type, :size, :bytes)
                """)
                .param("id", id)
                .param("post", post.value())
                .param("position", position)
                .param("name", file.name())
                .param("type", file.type())
                .param("size", file.bytes().length)
                .param("bytes", file.bytes())
                .update();
        return new Attachment(PublicId.text(id), file.name(), file.type(), file.bytes().length);
    }

    /** A file with its bytes. */
    public record Stored(String name, String type, byte[] bytes) {}

    /** A file of a post that the caller may see. */
    Optional<Stored> file(PostId post, long id) {
        return jdbc.sql(
                        "select name, type, bytes from conversations.file where id = :id and post = :post")
                .param("id", id)
                .param("post", post.value())
                .query((row, n) -> new Stored(row.getString(1), row.getString(2), row.getBytes(3)))
                .optional();
    }

    /**
     * The whole mail that a post was made of, with quotations and signature: for its author, and
     * for members where the author speaks under the own name. A signature would say whose alias it
     * is.
     */
    Optional<String> original(PostId post, Viewer viewer) {
        return jdbc.sql(
                        """
                select o.text from conversations.original o
                  join conversations.post p on p.id = o.post
                  join people.byline b on b.persona = p.author
                 where o.post = :post and (p.author = any(:personas) or :signedIn and not b.alias)
                """)
                .param("post", post.value())
                .param("personas", viewer.personas().toArray(new Long[0]))
                .param("signedIn", viewer.signedIn())
                .query((row, n) -> row.getString(1))
                .optional();
    }

    /** Hands over what came with somebody's posts: files, and whole mails. */
    void of(Viewer author, Belongings.Files to) throws IOException {
        List<Long> files =
                ids(
                        "select f.id from conversations.file f join conversations.post p on p.id = f.post where p.author = any(:personas) order by f.id",
                        author);
        for (long id : files) {
            Kept file = kept(id);
            String name = file.name().replaceAll("[/\\\\:]", "_");
            to.add("files/" + PublicId.text(file.post()) + "-" + name, file.bytes());
        }
        List<Long> mails =
                ids(
                        "select o.post from conversations.original o join conversations.post p on p.id = o.post where p.author = any(:personas) order by o.post",
                        author);
        for (long post : mails)
            to.add(
                    "mails/" + PublicId.text(post) + ".txt",
                    jdbc.sql("select text from conversations.original where post = :post")
                            .param("post", post)
                            .query((row, n) -> row.getString(1))
                            .single()
                            .getBytes(StandardCharsets.UTF_8));
    }

    private record Kept(long post, String name, byte[] bytes) {}

    private Kept kept(long file) {
        return jdbc.sql("select post, position, name, bytes from conversations.file where id = :id")
                .param("id", file)
                .query(
                        (row, n) ->
                                new Kept(
                                        row.getLong("post"),
                                        row.getInt("position") + "-" + row.getString("name"),
                                        row.getBytes("bytes")))
                .single();
    }

    private List<Long> ids(String statement, Viewer author) {
        return jdbc.sql(statement)
                .param("personas", author.personas().toArray(new Long[0]))
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** Forgets the whole mails of somebody who leaves: a signature says more than the text. */
    void forgetOriginals(Viewer author) {
        jdbc.sql(
                        """
                with own as (
                    update conversations.post set has_original = false
                     where author = any(:personas) and has_original returning id)
                delete from conversations.original where post in (select id from own)
                """)
                .param("personas", author.personas().toArray(new Long[0]))
                .update();
    }

    /** Forgets what a post brought along, as when its text goes. */
    void forget(PostId post) {
        jdbc.sql("delete from conversations.file where post = :post")
                .param("post", post.value())
                .update();
        jdbc.sql("delete from conversations.original where post = :post")
                .param("post", post.value())
                .update();
        jdbc.sql(
                        "update conversations.post set files = null, has_original = false where id = :post")
                .param("post", post.value())
                .update();
    }
}
