package org.commonplace.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.commonplace.chrome.Bell;
import org.commonplace.chrome.Line;
import org.commonplace.chrome.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Mails that came in: on disk before they are accepted, and done with once. */
@Component
public class IncomingMails {
    static final int ATTEMPTS = 6;
    private static final Duration KEPT = Duration.ofDays(30);
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Bell bell = new Bell();

    IncomingMails(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A mail in the queue, as it came. */
    public record Incoming(
            long id,
            String envelopeFrom,
            String recipient,
            byte[] raw,
            int attempts,
            Instant receivedAt) {}

    /**
     * Keeps a mail for one of our addresses; true where it is new. The same mail to the same
     * address, sent again because our answer was lost, is the same.
     */
    public boolean keep(String envelopeFrom, String recipient, byte[] raw) {
        int kept =
                jdbc.sql(
                                """
                        insert into mail.incoming (envelope_from, recipient, fingerprint, raw, size, received_at, next_attempt_at)
                        values (:from, :recipient, :fingerprint, :raw, :size, :now, :now)
                        on conflict (fingerprint) do nothing
                        """)
                        .param("from", envelopeFrom)
                        .param("recipient", recipient)
                        .param("fingerprint", fingerprint(recipient, raw))
                        .param("raw", raw)
                        .param("size", raw.length)
                        .param("now", Rows.sql(clock.instant()))
                        .update();
        bell.ring();
        return kept == 1;
    }

    /** Of everything but the headers that change on the way. */
    private static byte[] fingerprint(String recipient, byte[] raw) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((recipient + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(withoutTrace(raw));
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] withoutTrace(byte[] raw) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length);
        boolean skipping = false;
        int at = 0;
        while (at < raw.length) {
            int end = at;
            while (end < raw.length && raw[end] != '\n') end++;
            int next = Math.min(raw.length, end + 1);
            String line = new String(raw, at, Math.min(end - at, 40), StandardCharsets.ISO_8859_1);
            if (line.isBlank()) {
                out.write(raw, at, raw.length - at);
                break;
            }
            boolean folded = line.startsWith(" ") || line.startsWith("\t");
            if (!folded)
                skipping =
                        line.matches(
                                "(?i)(received|x-received|delivered-to|return-path|authentication-results):.*");
            if (!skipping) out.write(raw, at, next - at);
            at = next;
        }
        return out.toByteArray();
    }

    Bell bell() {
        return bell;
    }

    /** The next that waits, locked until the transaction ends; other nodes pass over it. */
    Optional<Incoming> due() {
        return jdbc.sql(
                        """
                select id, envelope_from, recipient, raw, attempts, received_at from mail.incoming
                 where state = 'waiting' and next_attempt_at <= :now
                 order by next_attempt_at, id
                 limit 1 for update skip locked
                """)
                .param("now", Rows.sql(clock.instant()))
                .query((row, n) -> incoming(row))
                .optional();
    }

    /** A mail that waits for its author to confirm it, locked. */
    Optional<Incoming> unconfirmed(long id) {
        return jdbc.sql(
                        """
                select id, envelope_from, recipient, raw, attempts, received_at from mail.incoming
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
                row.getBytes("raw"),
                row.getInt("attempts"),
                Rows.instant(row, "received_at"));
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

    /** Tries it again later: after a minute, two, four; after the last time it has failed. */
    boolean putOff(Incoming mail, String error) {
        boolean last = mail.attempts() + 1 >= ATTEMPTS;
        jdbc.sql(
                        """
                update mail.incoming
                   set attempts = attempts + 1, outcome = :error, next_attempt_at = :next,
                       state = case when :last then 'failed' else 'waiting' end
                 where id = :id
                """)
                .param("error", shortened(error))
                .param("next", Rows.sql(clock.instant().plus(Letters.backoff(mail.attempts()))))
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
