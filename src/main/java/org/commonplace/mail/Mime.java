package org.commonplace.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.dom.address.MailboxList;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.commonplace.chrome.Marks;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * A mail as it came, read as kindly as can be: whatever is broken in its MIME, there are headers, a
 * text and attachments. Bounds keep a bomb from filling the memory.
 */
public final class Mime {
    private static final int DEEP = 40;
    private static final int PARTS = 200;
    private static final int TEXT = 400_000;

    /** More bytes than that nobody wrote into a mail: it is a file. */
    private static final int LONG_TEXT = 4_000_000;

    private static final Pattern ID = Pattern.compile("<[^<>\\s]{1,300}>");
    private static final Pattern META =
            Pattern.compile("(?i)<meta[^>]{0,200}charset=[\"']?([\\w.:-]+)");

    /** Of a header, in characters: how much is read, and how much of it decoded. */
    private static final int READ = 20_000;

    private static final int DECODED = 4_000;
    private static final int SUBJECT = 1_000;
    private static final MimeConfig CONFIG =
            MimeConfig.custom()
                    .setMaxLineLen(-1)
                    .setMaxHeaderLen(200_000)
                    .setMaxHeaderCount(20_000)
                    .setMaxContentLen(-1)
                    .build();
    private final Message message;
    private final StringBuilder plain = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private final List<Part> files = new ArrayList<>();
    private @Nullable Report report;
    private boolean calendarReply;
    private int parts;

    /** A part that is no text of the mail itself: a file, with the name that its sender gave. */
    public record Part(String name, String type, byte[] bytes, boolean inline) {}

    /** A mail server's report that a letter did not arrive (RFC 3464). */
    record Report(String action, String status, String recipient, String diagnostic) {
        boolean hard() {
            return action.equals("failed") && status.startsWith("5");
        }
    }

    private Mime(Message message) {
        this.message = message;
        walk(message, 0);
    }

    /** Reads a mail that is in memory. */
    public static Mime of(byte[] raw) throws IOException {
        return of(new ByteArrayInputStream(raw));
    }

    /**
     * Reads a mail; of what it is made each part is in memory once. Throws {@link IOException}
     * where it is no mail at all.
     */
    public static Mime of(InputStream raw) throws IOException {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(CONFIG);
        builder.setContentDecoding(true);
        builder.setDecodeMonitor(DecodeMonitor.SILENT);
        builder.setBodyFactory(new MimeBodies());
        builder.setBodyDescriptorBuilder(MimeBounds.start());
        try {
            byte[] head = Boundary.named(raw.readNBytes(Boundary.HEAD));
            return new Mime(
                    builder.parseMessage(
                            new SequenceInputStream(new ByteArrayInputStream(head), raw)));
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new IOException("not readable as a mail", e);
        }
    }

    private void walk(Entity entity, int depth) {
        if (depth > DEEP || ++parts > PARTS) return;
        Body body = entity.getBody();
        switch (body) {
            case Multipart many -> {
                if (type(entity).equals("multipart/encrypted")) {
                    plain.append(Trimming.ENCRYPTED).append("\n");
                    return;
                }
                for (Entity one : many.getBodyParts()) walk(one, depth + 1);
            }
            case Message forwarded -> {
                boolean attached =
                        "attachment".equalsIgnoreCase(String.valueOf(entity.getDispositionType()));
                if (isReportOf(entity) || (attached && !plain.toString().isBlank())) return;
                walkForwarded(forwarded, depth);
            }
            case SingleBody single -> leaf(entity, single);
            case null, default -> {
                // An empty part.
            }
        }
    }

    private static boolean isReportOf(Entity entity) {
        Entity parent = entity.getParent();
        return parent != null && type(parent).equals("multipart/report");
    }

    /** A mail in the mail: its words are words of this one, below a line that says whose. */
    private void walkForwarded(Message forwarded, int depth) {
        plain.append("\n\n---------- Forwarded message ----------\n\n");
        walk(forwarded, depth + 1);
    }

    private static String type(Entity entity) {
        String type = entity.getMimeType();
        return type == null ? "text/plain" : type.toLowerCase(Locale.ROOT);
    }

    private void leaf(Entity entity, SingleBody body) {
        String type = type(entity);
        byte[] bytes = bytes(body);
        if (type.equals("message/delivery-status")) {
            report = report(new String(bytes, StandardCharsets.UTF_8));
            return;
        }
        if (type.equals("text/calendar")) {
            String method = parameter(entity, "Content-Type", "method");
            String text = new String(bytes, StandardCharsets.UTF_8).toUpperCase(Locale.ROOT);
            calendarReply |= method.equalsIgnoreCase("reply") || text.contains("METHOD:REPLY");
        }
        String name = name(entity);
        String disposition = String.valueOf(entity.getDispositionType()).toLowerCase(Locale.ROOT);
        boolean file =
                disposition.equals("attachment")
                        || (!name.isEmpty() && !disposition.equals("inline") && !body(disposition))
                        || (!type.equals("text/plain") && !type.equals("text/html"))
                        || bytes.length > LONG_TEXT;
        if (file) {
            if (bytes.length > 0 && !type.startsWith("text/rfc822"))
                files.add(new Part(name, type, bytes, disposition.equals("inline")));
            return;
        }
        String text = Marks.few(decoded(bytes, charset(entity, type, bytes)));
        StringBuilder into = type.equals("text/html") ? html : plain;
        if (into.length() > TEXT) return;
        if (!into.isEmpty()) into.append(type.equals("text/html") ? "<hr>" : "\n\n");
        String read = type.equals("text/html") ? WithoutPictures.of(text) : flowed(entity, text);
        into.append(read, 0, Math.min(TEXT, read.length()));
    }

    /**
     * A text is the mail's own though it has a name, where it says not what it is and comes first.
     */
    private boolean body(String disposition) {
        return disposition.equals("null") && plain.isEmpty() && html.isEmpty() && files.isEmpty();
    }

    private static byte[] bytes(SingleBody body) {
        if (body instanceof MimeBodies.Held held) return held.bytes();
        try (InputStream in = body.getInputStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * By the charset that the mail names, if it fits; else UTF-8, if it fits; else Windows-1252.
     */
    static String decoded(byte[] bytes, @Nullable String charset) {
        Optional<Charset> named = charset(charset);
        for (Charset one :
                named.isPresent() && !named.get().equals(StandardCharsets.US_ASCII)
                        ? List.of(named.get(), StandardCharsets.UTF_8)
                        : List.of(StandardCharsets.UTF_8)) {
            try {
                return one.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                // The next may fit.
            }
        }
        return new String(bytes, Charset.forName("windows-1252"));
    }

    private static Optional<Charset> charset(@Nullable String name) {
        if (name == null || name.isBlank()) return Optional.empty();
        String plain = name.strip().replaceAll("[\"']", "").toLowerCase(Locale.ROOT);
        try {
            return Optional.of(
                    Charset.forName(
                            plain.equals("iso-8859-1") || plain.equals("latin1")
                                    ? "windows-1252"
                                    : plain));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    /** The one that the part names; for HTML without one, that of its meta element. */
    private static @Nullable String charset(Entity entity, String type, byte[] bytes) {
        if (!parameter(entity, "Content-Type", "charset").isEmpty() || !type.equals("text/html"))
            return parameter(entity, "Content-Type", "charset");
        Matcher meta =
                META.matcher(
                        new String(
                                bytes,
                                0,
                                Math.min(bytes.length, 3_000),
                                StandardCharsets.ISO_8859_1));
        return meta.find() ? meta.group(1) : null;
    }

    /** Lines that were broken only to fit (RFC 3676) are one again. */
    private static String flowed(Entity entity, String text) {
        if (!parameter(entity, "Content-Type", "format").equalsIgnoreCase("flowed")) return text;
        boolean delete = parameter(entity, "Content-Type", "delsp").equalsIgnoreCase("yes");
        StringBuilder joined = new StringBuilder(text.length());
        String[] lines = text.split("\r?\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = unstuffed(lines[i]);
            boolean soft =
                    line.endsWith(" ")
                            && !line.equals("-- ")
                            && i + 1 < lines.length
                            && depth(line) == depth(lines[i + 1]);
            if (soft && depth(line) == 0)
                joined.append(delete ? line.substring(0, line.length() - 1) : line);
            else joined.append(line).append(i + 1 < lines.length ? "\n" : "");
        }
        return joined.toString();
    }

    /** What begins with a mark of its own is no quotation. */
    private static String unstuffed(String line) {
        if (!line.startsWith(" ")) return line;
        return line.startsWith(" >") ? "\\" + line.substring(1) : line.substring(1);
    }

    private static int depth(String line) {
        int depth = 0;
        while (depth < line.length() && line.charAt(depth) == '>') depth++;
        return depth;
    }

    private static String parameter(Entity entity, String field, String name) {
        Field found = entity.getHeader() == null ? null : entity.getHeader().getField(field);
        return found == null ? "" : Parameters.of(found.getBody()).getOrDefault(name, "");
    }

    private static String name(Entity entity) {
        String name = entity.getFilename();
        if (name == null || name.isBlank()) name = parameter(entity, "Content-Type", "name");
        String decoded = DecoderUtil.decodeEncodedWords(name, DecodeMonitor.SILENT);
        return (decoded == null ? "" : decoded)
                .replaceAll("[\\p{Cntrl}/\\\\]+", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static Report report(String fields) {
        Map<String, String> found = new java.util.HashMap<>();
        String unfolded = fields.replaceAll("\r?\n[ \t]+", " ");
        for (String line : unfolded.split("\r?\n")) {
            int colon = line.indexOf(':');
            if (colon > 0)
                found.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
        }
        String recipient =
                found.getOrDefault("original-recipient", found.getOrDefault("final-recipient", ""));
        return new Report(
                found.getOrDefault("action", "").toLowerCase(Locale.ROOT),
                found.getOrDefault("status", ""),
                recipient.substring(recipient.indexOf(';') + 1).strip().toLowerCase(Locale.ROOT),
                found.getOrDefault("diagnostic-code", ""));
    }

    /** The first header of a name, decoded; empty where there is none. */
    String header(String name) {
        List<String> all = headers(name);
        return all.isEmpty() ? "" : all.getFirst();
    }

    List<String> headers(String name) {
        return raw(name).stream().map(Mime::plain).toList();
    }

    /** As they stand; of one that is longer than any program's, the end. */
    private List<String> raw(String name) {
        return message.getHeader().getFields(name).stream()
                .map(Field::getBody)
                .map(body -> body == null ? "" : body)
                .map(body -> body.substring(Math.max(0, body.length() - READ)))
                .toList();
    }

    private static String plain(String body) {
        return decoded(body).replaceAll("\\s+", " ").strip();
    }

    /** Encoded words (RFC 2047), which the library looks for in time that grows with the square. */
    private static String decoded(String body) {
        if (body.length() > DECODED || !body.contains("=?")) return body;
        String decoded = DecoderUtil.decodeEncodedWords(body, DecodeMonitor.SILENT);
        return decoded == null ? body : decoded;
    }

    /** Decoded, on one line; empty where there is none. */
    public String subject() {
        Field field = message.getHeader().getField("Subject");
        if (field == null || field.getRaw() == null) return "";
        String line = decoded(field.getRaw().toByteArray(), null);
        String value = line.substring(line.indexOf(':') + 1).replace("\r", "").replace("\n", "");
        String words = decoded(value.strip()).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return words.substring(0, Math.min(SUBJECT, words.length()));
    }

    private Optional<Mailbox> author() {
        List<String> raw = raw("From");
        if (raw.isEmpty() || raw.getFirst().length() > DECODED) return Optional.empty();
        MailboxList from = message.getFrom();
        return from == null || from.isEmpty() ? Optional.empty() : Optional.of(from.getFirst());
    }

    /** The author's address, in lower case; empty where the mail has none. */
    public String from() {
        return author().map(one -> one.getAddress().toLowerCase(Locale.ROOT)).orElse("");
    }

    /** The author's name as the mail gives it; empty where it gives none. */
    public String name() {
        String name = author().map(Mailbox::getName).orElse("");
        return name == null
                ? ""
                : name.replaceAll("[\\p{Cntrl}\\s]+", " ")
                        .replaceAll("^['\"]+|['\"]+$", "")
                        .strip();
    }

    /** With its brackets; nothing where the mail has none. */
    public Optional<String> messageId() {
        Matcher id = ID.matcher(String.join(" ", raw("Message-ID")));
        return id.find() ? Optional.of(id.group()) : Optional.empty();
    }

    /** The Message-IDs that the mail answers, without brackets, nearest first. */
    public List<String> answers() {
        List<String> ids = new ArrayList<>();
        Matcher direct = ID.matcher(String.join(" ", raw("In-Reply-To")));
        while (direct.find()) ids.add(bare(direct.group()));
        List<String> references = new ArrayList<>();
        Matcher all = ID.matcher(String.join(" ", raw("References")));
        while (all.find()) references.add(bare(all.group()));
        ids.addAll(references.reversed());
        return ids.stream().distinct().limit(50).toList();
    }

    private static String bare(String id) {
        return id.substring(1, id.length() - 1);
    }

    public java.time.@Nullable Instant date() {
        return message.getDate() == null ? null : message.getDate().toInstant();
    }

    public String plain() {
        return plain.toString();
    }

    public String html() {
        return html.toString();
    }

    public List<Part> files() {
        return files;
    }

    boolean calendarReply() {
        return calendarReply;
    }

    Optional<Report> report() {
        return Optional.ofNullable(report);
    }
}
