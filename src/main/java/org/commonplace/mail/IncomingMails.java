package org.commonplace.mail;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.commonplace.chrome.Bell;
import org.commonplace.chrome.Line;
import org.commonplace.chrome.Rows;
import org.commonplace.chrome.Spool;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.support.SqlBinaryValue;
import org.springframework.stereotype.Component;

/** Mails that came in: on disk before they are accepted, and done with once. */
@Component
public class IncomingMails {
    static final int ATTEMPTS = 6;
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int LARGE = 1_000_000;
    private static final int PIECE = 256 * 1024;

    /** One large mail is written at a time: the database takes some of its size in memory. */
    private static final Semaphore ONE = new Semaphore(1, true);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Bell bell = new Bell();

    IncomingMails(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A mail in the queue; {@link #raw} reads it. */
    public record Incoming(
            long id,
            String envelopeFrom,
            String recipient,
            int size,
            int attempts,
            Instant receivedAt) {
        boolean large() {
            return size > LARGE;
        }
    }

    /** Keeps a mail that lies in the spool for one of our addresses, as below. */
    boolean keep(String envelopeFrom, String recipient, Spool.Piece mail) throws IOException {
        boolean large = mail.size() > LARGE;
        if (large) ONE.acquireUninterruptibly();
        try (InputStream read = mail.read();
                InputStream raw = mail.read()) {
            return keep(envelopeFrom, recipient, fingerprint(recipient, read), raw, mail.size());
        } finally {
            if (large) ONE.release();
        }
    }

    /**
     * Keeps a mail for one of our addresses; true where it is new. The same mail to the same
     * address, sent again because our answer was lost, is the same.
     */
    public boolean keep(String envelopeFrom, String recipient, byte[] raw) {
        try {
            return keep(
                    envelopeFrom,
                    recipient,
                    fingerprint(recipient, new ByteArrayInputStream(raw)),
                    new ByteArrayInputStream(raw),
                    raw.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean keep(
            String envelopeFrom, String recipient, byte[] fingerprint, InputStream raw, long size) {
        int kept =
                jdbc.sql(
                                """
                        insert into mail.incoming (envelope_from, recipient, fingerprint, raw, size, received_at, next_attempt_at)
                        values (:from, :recipient, :fingerprint, :raw, :size, :now, :now)
                        on conflict (fingerprint) do nothing
                        """)
                        .param("from", envelopeFrom)
                        .param("recipient", recipient)
                        .param("fingerprint", fingerprint)
                        .param("raw", new SqlBinaryValue(raw, size))
                        .param("size", size)
                        .param("now", Rows.sql(clock.instant()))
                        .update();
        bell.ring();
        return kept == 1;
    }

    /** Of everything but the headers that change on the way. */
    private static byte[] fingerprint(String recipient, InputStream mail) throws IOException {
        MessageDigest digest = digest();
        digest.update((recipient + "\n").getBytes(StandardCharsets.UTF_8));
        byte[] start = new byte[40];
        boolean skipping = false;
        for (int n = start(mail, start); n > 0; n = start(mail, start)) {
            boolean ended = start[n - 1] == '\n';
            String line = new String(start, 0, ended ? n - 1 : n, StandardCharsets.ISO_8859_1);
            if (line.isBlank()) {
                digest.update(start, 0, n);
                mail.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
                break;
            }
            if (!line.startsWith(" ") && !line.startsWith("\t")) skipping = trace(line);
            if (!skipping) digest.update(start, 0, n);
            while (!ended) {
                int next = mail.read();
                if (next < 0) break;
                if (!skipping) digest.update((byte) next);
                ended = next == '\n';
            }
        }
        return digest.digest();
    }

    private static boolean trace(String line) {
        return line.matches(
                "(?i)(received|x-received|delivered-to|return-path|authentication-results):.*");
    }

    /** The beginning of the next line, with its end where that is within; how many bytes. */
    private static int start(InputStream mail, byte[] start) throws IOException {
        int n = 0;
        while (n < start.length) {
            int next = mail.read();
            if (next < 0) break;
            start[n++] = (byte) next;
            if (next == '\n') break;
        }
        return n;
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Bell bell() {
        return bell;
    }

    /**
     * Begins the next that waits: the attempt is counted before it is looked at, so that one that
     * ends the house is not the first again for ever. One that was begun often enough is set aside,
     * and nothing is begun.
     */
    Optional<Incoming> begin() {
        return jdbc.sql(
                        """
                select id, envelope_from, recipient, size, attempts, received_at from mail.incoming
                 where state = 'waiting' and next_attempt_at <= :now
                 order by next_attempt_at, id
                 limit 1 for update skip locked
                """)
                .param("now", Rows.sql(clock.instant()))
                .query((row, n) -> incoming(row))
                .optional()
                .map(this::begun);
    }

    private Incoming begun(Incoming mail) {
        boolean over = mail.attempts() >= ATTEMPTS;
        jdbc.sql(
                        """
                update mail.incoming
                   set attempts = attempts + cast(:one as int), next_attempt_at = :next,
                       outcome = case when :over then 'begun too often without an end' else outcome end,
                       state = case when :over then 'failed' else 'waiting' end
                 where id = :id
                """)
                .param("one", over ? 0 : 1)
                .param("over", over)
                .param("next", Rows.sql(clock.instant().plus(Letters.backoff(mail.attempts()))))
                .param("id", mail.id())
                .update();
        return mail;
    }

    /** Whether one that was begun still waits: then it is locked until the transaction ends. */
    boolean waits(Incoming mail) {
        return jdbc.sql(
                        "select id from mail.incoming where id = :id and state = 'waiting' for update skip locked")
                .param("id", mail.id())
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /** A mail that waits for its author to confirm it, locked. */
    Optional<Incoming> unconfirmed(long id) {
        return jdbc.sql(
                        """
                select id, envelope_from, recipient, size, attempts, received_at from mail.incoming
                 where id = :id and state = 'unconfirmed' and raw is not null for update
                """)
                .param("id", id)
                .query((row, n) -> incoming(row))
                .optional();
    }

    private static Incoming incoming(ResultSet row) throws SQLException {
        return new Incoming(
                row.getLong("id"),
                row.getString("envelope_from"),
                row.getString("recipient"),
                row.getInt("size"),
                row.getInt("attempts"),
                Rows.instant(row, "received_at"));
    }

    /** The mail as it came, read piece by piece: it need not be in memory. */
    InputStream raw(Incoming mail) {
        return new BufferedInputStream(new Raw(mail.id()), PIECE);
    }

    private final class Raw extends InputStream {
        private final long id;
        private int at = 1;

        Raw(long id) {
            this.id = id;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            byte[] piece =
                    jdbc.sql(
                                    "select substring(raw from :at for :length) from mail.incoming where id = :id")
                            .param("at", at)
                            .param("length", length)
                            .param("id", id)
                            .query((row, n) -> row.getBytes(1))
                            .single();
            if (piece.length == 0) return length == 0 ? 0 : -1;
            System.arraycopy(piece, 0, into, from, piece.length);
            at += piece.length;
            return piece.length;
        }
    }

    void end(long id, @Nullable String messageId, Delivery.Outcome outcome) {
        jdbc.sql(
                        """
                update mail.incoming
                   set state = :state, outcome = :note, message_id = :message, sender = :sender, thread = :thread,
                       ended_at = :now, raw = case when :forgets then null else raw end,
                       envelope_from = case when :forgets then '' else envelope_from end,
                       recipient = case when :forgets then '' else recipient end
                 where id = :id
                """)
                .param("forgets", outcome.forgets())
                .param("state", outcome.state())
                .param("note", shortened(outcome.note()))
                .param("message", outcome.forgets() ? null : messageId)
                .param("sender", outcome.sender())
                .param("thread", outcome.thread())
                .param("now", Rows.sql(clock.instant()))
                .param("id", id)
                .update();
    }

    /**
     * It did not succeed, and is tried again later: after a minute, two, four; true where that was
     * the last time, and it is set aside.
     */
    boolean putOff(Incoming mail, String error) {
        boolean last = mail.attempts() + 1 >= ATTEMPTS;
        jdbc.sql(
                        """
                update mail.incoming
                   set outcome = :error, state = case when :last then 'failed' else 'waiting' end
                 where id = :id
                """)
                .param("error", shortened(error))
                .param("last", last)
                .param("id", mail.id())
                .update();
        return last;
    }

    private static String shortened(String text) {
        return Line.start(text, 500);
    }

    /** A mail as the administrator's list shows it: no word of it. */
    public record Listed(
            long id, String from, String to, String state, String outcome, int size, Instant at) {}

    /**
     * The latest, those that failed first. Of an address only what kind it is: which thread
     * somebody wrote to is theirs.
     */
    public List<Listed> latest(int most) {
        return jdbc.sql(
                        """
                select id, envelope_from, recipient, state, outcome, size, received_at from mail.incoming
                 order by state = 'failed' desc, received_at desc, id desc limit :most
                """)
                .param("most", most)
                .query(
                        (row, n) ->
                                new Listed(
                                        row.getLong("id"),
                                        row.getString("envelope_from"),
                                        row.getString("recipient")
                                                .replaceFirst("\\+[^@+]{11,}@", "+…@"),
                                        row.getString("state"),
                                        row.getString("outcome"),
                                        row.getInt("size"),
                                        Rows.instant(row, "received_at")))
                .list();
    }

    /** One that failed is tried again now. */
    public void again(long id) {
        jdbc.sql(
                        """
                update mail.incoming set state = 'waiting', attempts = 0, next_attempt_at = :now
                 where id = :id and state = 'failed' and raw is not null
                """)
                .param("id", id)
                .param("now", Rows.sql(clock.instant()))
                .update();
        bell.ring();
    }

    /**
     * Forgets what mails said, thirty days after; that they came is kept, so that none counts
     * twice.
     */
    public int forget() {
        return jdbc.sql(
                        """
                update mail.incoming set raw = null, envelope_from = '', state = case state when 'unconfirmed' then 'dropped' else state end
                 where raw is not null and received_at < :before and state <> 'waiting'
                """)
                .param("before", Rows.sql(clock.instant().minus(KEPT)))
                .update();
    }

    /** Forgets what came from a member who leaves. */
    public void forget(long member) {
        jdbc.sql("update mail.incoming set raw = null, envelope_from = '' where sender = :member")
                .param("member", member)
                .update();
    }
}
