package org.commonplace.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Site;
import org.commonplace.communities.Communities;
import org.commonplace.communities.CommunityId;
import org.commonplace.conversations.Attachments;
import org.commonplace.conversations.PostId;
import org.commonplace.mail.Mail;
import org.commonplace.mail.MailText;
import org.commonplace.mail.Mime;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.questions.Bringing;
import org.commonplace.questions.QuestionId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The archive of a mailing list: each thread becomes a question, what others wrote below it
 * answers, what its author wrote comments. Threads are found by References, and by subject where a
 * program left them out. Nobody's address is shown; authors are unclaimed names. Brought again,
 * nothing comes twice; later months go on with the threads of earlier ones.
 */
@Component
public class MailArchive {
    private static final String KIND = "mail";
    private static final int BATCH = 200;
    private static final Duration SAME_SUBJECT = Duration.ofDays(30);
    private static final String LICENCE = "as at its source";
    private static final int TITLE = 200;
    private final Origins origins;
    private final Members members;
    private final Communities communities;
    private final Bringing bringing;
    private final Attachments attachments;
    private final Cards cards;
    private final Site site;
    private final TransactionTemplate transaction;

    MailArchive(
            Origins origins,
            Members members,
            Communities communities,
            Bringing bringing,
            Attachments attachments,
            Cards cards,
            Site site,
            TransactionTemplate transaction) {
        this.origins = origins;
        this.members = members;
        this.communities = communities;
        this.bringing = bringing;
        this.attachments = attachments;
        this.cards = cards;
        this.site = site;
        this.transaction = transaction;
    }

    /**
     * Brings an archive into a community that everybody may read, or only tries it. Throws {@link
     * InputProblem} before anything is written.
     */
    public Report bringIn(
            Path file,
            @Nullable String host,
            @Nullable String community,
            boolean trial,
            Progress progress) {
        Report report = new Report(file.toAbsolutePath().normalize().toString(), trial);
        if (!Files.isRegularFile(file))
            throw new InputProblem(file.toString(), 0, "there is no such file");
        String slug = community == null ? Communities.COMMONS : community;
        CommunityId into =
                communities
                        .slugged(slug)
                        .orElseThrow(
                                () ->
                                        new InputProblem(
                                                file.toString(),
                                                0,
                                                "there is no community “" + slug + "”"));
        if (cards.find(into.value(), Viewer.VISITOR).isEmpty())
            throw new InputProblem(
                    file.toString(),
                    0,
                    "“" + slug + "” is not open to everybody, and an archive is");
        String from = host == null ? slug : host;
        Reading reading =
                new Reading(new MboxFile(file), report, progress, origins.known(from, KIND));
        reading.look();
        reading.count();
        if (!trial)
            new Writing(
                            reading,
                            from,
                            into.value(),
                            host == null
                                    ? site.url() + "/communities/" + slug
                                    : "https://" + host + "/")
                    .all();
        return report;
    }

    /** A mail as the first pass remembers it. */
    private static final class Headers {
        final long key;
        final String author;
        final String name;
        final Instant at;
        final String title;
        final boolean reply;
        final List<Long> answers;
        long root;
        long id;

        Headers(long key, Mime mime, Instant at) {
            this.key = key;
            this.author = mime.from();
            this.name = mime.name();
            this.at = at;
            this.title =
                    Mail.title(
                            mime.subject()
                                    .replaceAll(
                                            "^\\s*(\\S{0,12}:\\s*)?\\[[^\\]]{1,30}\\]\\s*", "$1"));
            this.reply =
                    !title.equals(
                            mime.subject().replaceAll("^\\s*\\[[^\\]]{1,30}\\]\\s*", "").strip());
            this.answers = mime.answers().stream().map(MailArchive::key).toList();
        }
    }

    /** The first pass: who answers whom. */
    private static final class Reading {
        private final MboxFile file;
        private final Report report;
        private final Progress progress;
        private final Map<Long, Long> known;
        private final Map<Long, Headers> mails = new LinkedHashMap<>();
        private long twice;
        private long before;

        Reading(MboxFile file, Report report, Progress progress, Map<Long, Long> known) {
            this.file = file;
            this.report = report;
            this.progress = progress;
            this.known = known;
        }

        void look() {
            file.read(
                    (raw, read) -> {
                        progress.at("reading", read, file.size());
                        Mime mime = mime(raw);
                        if (mime == null) {
                            report.pass("not readable as a mail", "byte " + read);
                            return;
                        }
                        Instant at = date(mime);
                        if (mime.from().isEmpty() || at == null) {
                            report.pass("no author or no date", mime.subject());
                            return;
                        }
                        long key = key(mime, raw);
                        if (mails.containsKey(key)) twice++;
                        else mails.put(key, new Headers(key, mime, at));
                    });
            thread();
        }

        /** A root is the farthest mail that is here, or was brought before; else by subject. */
        private void thread() {
            List<Headers> inOrder =
                    mails.values().stream()
                            .sorted(java.util.Comparator.comparing(one -> one.at))
                            .toList();
            Map<String, Headers> latest = new HashMap<>();
            for (Headers mail : inOrder) {
                mail.root = root(mail);
                String subject = mail.title.toLowerCase(Locale.ROOT);
                Headers last = latest.get(subject);
                boolean goesOn =
                        mail.root == mail.key
                                && mail.reply
                                && last != null
                                && last.at.plus(SAME_SUBJECT).isAfter(mail.at);
                if (goesOn && last != null) mail.root = last.root;
                if (!subject.isEmpty()) latest.put(subject, mail);
            }
        }

        private long root(Headers mail) {
            for (long answered : mail.answers) {
                Headers parent = mails.get(answered);
                if (parent != null && parent != mail && parent.root != 0) return parent.root;
                if (parent == null && known.containsKey(answered)) return answered;
            }
            return mail.key;
        }

        void count() {
            before = mails.keySet().stream().filter(known::containsKey).count();
            long threads = mails.values().stream().filter(one -> one.root == one.key).count();
            long threadsBefore =
                    mails.values().stream()
                            .filter(one -> one.root == one.key && known.containsKey(one.key))
                            .count();
            report.count("threads", threads, threads - threadsBefore);
            report.count("mails", mails.size(), mails.size() - before);
            report.count(
                    "authors",
                    mails.values().stream().map(one -> one.author).distinct().count(),
                    0);
            if (twice > 0) report.count("twice in it", twice, 0);
        }
    }

    private static @Nullable Mime mime(byte[] raw) {
        try {
            return Mime.of(raw);
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable Instant date(Mime mime) {
        Instant date = mime.date();
        boolean sane =
                date != null
                        && date.isAfter(Instant.parse("1971-01-01T00:00:00Z"))
                        && date.isBefore(Instant.now().plus(Duration.ofDays(2)));
        return sane ? date : null;
    }

    private static long key(Mime mime, byte[] raw) {
        return mime.messageId()
                .map(id -> key(id.substring(1, id.length() - 1)))
                .orElseGet(() -> key(new String(raw, StandardCharsets.ISO_8859_1)));
    }

    /** Sixty-three bits of what makes a mail itself. */
    private static long key(String id) {
        return ByteBuffer.wrap(digest(id)).getLong() & Long.MAX_VALUE;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The passes that write: questions first, then what was written below them. */
    private final class Writing {
        private final Reading reading;
        private final String from;
        private final long community;
        private final String url;
        private final Map<String, PersonaId> people = new HashMap<>();
        private final Map<Long, PersonaId> askers = new HashMap<>();
        private final Set<Long> touched = new LinkedHashSet<>();
        private final List<Brought> batch = new ArrayList<>();

        private record Brought(Headers headers, String body, List<Mime.Part> files) {}

        Writing(Reading reading, String from, long community, String url) {
            this.reading = reading;
            this.from = from;
            this.community = community;
            this.url = url;
        }

        void all() {
            for (Headers one : reading.mails.values())
                one.id = reading.known.getOrDefault(one.key, PublicId.next());
            pass(true);
            pass(false);
            List<Long> questions = new ArrayList<>(touched);
            for (int i = 0; i < questions.size(); i += BATCH) {
                List<Long> some = questions.subList(i, Math.min(questions.size(), i + BATCH));
                transaction.executeWithoutResult(status -> bringing.count(some));
            }
        }

        private void pass(boolean openings) {
            Set<Long> seen = new LinkedHashSet<>();
            reading.file.read(
                    (raw, read) -> {
                        reading.progress.at(
                                openings ? "questions" : "answers", read, reading.file.size());
                        Mime mime = mime(raw);
                        Headers headers = mime == null ? null : reading.mails.get(key(mime, raw));
                        if (mime == null
                                || headers == null
                                || !seen.add(headers.key)
                                || reading.known.containsKey(headers.key)
                                || openings != (headers.root == headers.key)) return;
                        String words = MailText.of(mime).own();
                        if (words.isBlank() && mime.files().isEmpty() && !openings) {
                            reading.report.pass("nothing but quotations", headers.title);
                            return;
                        }
                        batch.add(new Brought(headers, words, mime.files()));
                        if (batch.size() >= BATCH) write(openings);
                    });
            write(openings);
        }

        private void write(boolean openings) {
            if (batch.isEmpty()) return;
            transaction.executeWithoutResult(
                    status -> {
                        persons();
                        if (openings) questions();
                        else replies();
                        Map<Long, Long> ids = new HashMap<>();
                        for (Brought one : batch) {
                            ids.put(one.headers().key, one.headers().id);
                            int refused =
                                    attachments.bring(new PostId(one.headers().id), one.files());
                            for (int i = 0; i < refused; i++)
                                reading.report.pass(
                                        "files of a kind that is not kept", one.headers().title);
                        }
                        origins.remember(from, KIND, ids);
                    });
            batch.clear();
        }

        /**
         * Authors as unclaimed names; their address is nowhere but in a hash that cannot be read.
         */
        private void persons() {
            List<Headers> fresh =
                    batch.stream()
                            .map(Brought::headers)
                            .filter(one -> !people.containsKey(one.author))
                            .toList();
            List<MemberId> ids =
                    members.bringIn(
                            fresh.stream()
                                    .map(
                                            one ->
                                                    new Members.Imported(
                                                            from,
                                                            Members.addressKey(one.author),
                                                            name(one),
                                                            url,
                                                            "",
                                                            null,
                                                            null,
                                                            one.at))
                                    .toList());
            for (int i = 0; i < fresh.size(); i++)
                people.put(fresh.get(i).author, new PersonaId(ids.get(i).value()));
        }

        private static String name(Headers one) {
            String name = one.name.replaceAll("\\s*\\(?via [^)]*\\)?$", "").strip();
            return name.isEmpty() || name.contains("@") ? "?" : name;
        }

        private void questions() {
            bringing.questions(
                    batch.stream()
                            .map(
                                    one ->
                                            new Bringing.OldQuestion(
                                                    text(one),
                                                    title(one.headers()),
                                                    community,
                                                    List.of(),
                                                    null,
                                                    0,
                                                    0))
                            .toList());
            for (Brought one : batch) {
                askers.put(one.headers().id, author(one.headers()));
                touched.add(one.headers().id);
            }
        }

        private static String title(Headers one) {
            String title = one.title.isBlank() ? "…" : one.title;
            return title.length() <= TITLE ? title : title.substring(0, TITLE - 1) + "…";
        }

        private PersonaId author(Headers one) {
            PersonaId author = people.get(one.author);
            if (author == null) throw new IllegalStateException("no author");
            return author;
        }

        private Bringing.OldText text(Brought one) {
            return new Bringing.OldText(
                    new PostId(one.headers().id),
                    author(one.headers()),
                    one.headers().at,
                    one.body(),
                    1,
                    null,
                    null,
                    LICENCE,
                    url,
                    null,
                    List.of());
        }

        private void replies() {
            List<Bringing.OldAnswer> answers = new ArrayList<>();
            List<Bringing.OldComment> comments = new ArrayList<>();
            for (Brought one : batch) {
                Headers root = reading.mails.get(one.headers().root);
                long question =
                        root != null ? root.id : reading.known.getOrDefault(one.headers().root, 0L);
                Cards.Place place = cards.place(question, Viewer.VISITOR);
                if (place.parent() != null) {
                    question = place.parent();
                    place = cards.place(question, Viewer.VISITOR);
                }
                touched.add(question);
                PersonaId asker = askers.getOrDefault(question, place.byline());
                QuestionId id = new QuestionId(question);
                if (author(one.headers()).equals(asker))
                    comments.add(
                            new Bringing.OldComment(
                                    text(one),
                                    id,
                                    id.post(),
                                    place.title(),
                                    place.path(),
                                    community));
                else
                    answers.add(
                            new Bringing.OldAnswer(text(one), id, place.title(), place.path(), 0));
            }
            bringing.answers(answers, community);
            bringing.comments(comments);
        }
    }
}
