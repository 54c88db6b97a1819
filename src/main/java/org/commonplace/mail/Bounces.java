package org.commonplace.mail;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commonplace.chrome.Line;
import org.commonplace.chrome.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Addresses that letters come back from: after three refusals for good no more go there, until its
 * owner says that it works again.
 */
@Component
public class Bounces {
    static final int MOST = 3;
    private static final Pattern FOR_GOOD =
            Pattern.compile("\\b5\\.\\d{1,3}\\.\\d{1,3}\\b|\\b55\\d\\b");
    private final JdbcClient jdbc;
    private final Clock clock;

    Bounces(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A mail server's report on a letter; says what became of it. */
    Delivery.Outcome reported(Mime mail, Letters.Sent letter) {
        Optional<Mime.Report> report = mail.report();
        boolean hard =
                report.map(Mime.Report::hard)
                        .orElseGet(() -> FOR_GOOD.matcher(mail.plain()).find());
        String reason =
                report.map(one -> one.status() + " " + one.diagnostic())
                        .orElse("no report")
                        .strip();
        if (report.filter(one -> one.action().matches("delayed|delivered|relayed|expanded"))
                .isPresent()) return Delivery.Outcome.dropped("report: " + report.get().action());
        jdbc.sql("update mail.letter set state = 'bounced', last_error = :reason where id = :id")
                .param("reason", reason)
                .param("id", letter.id())
                .update();
        if (hard) hard(letter.to(), reason);
        return Delivery.Outcome.dropped((hard ? "bounce: " : "soft bounce: ") + reason);
    }

    /** The address refused a letter for good. */
    void hard(String email, String reason) {
        Instant now = clock.instant();
        jdbc.sql(
                        """
                insert into mail.address as a (email, hard, last_bounce_at, last_reason, suspended_at)
                values (:email, 1, :now, :reason, null)
                on conflict (email) do update
                   set hard = a.hard + 1, last_bounce_at = :now, last_reason = :reason,
                       suspended_at = case when a.hard + 1 >= :most then coalesce(a.suspended_at, :now) else a.suspended_at end
                """)
                .param("email", email)
                .param("now", Rows.sql(now))
                .param("reason", Line.start(reason, 300))
                .param("most", MOST)
                .update();
    }

    /** An address that letters no longer go to. */
    public record Suspended(String email, String reason, Instant since) {}

    public Optional<Suspended> of(String email) {
        return jdbc.sql(
                        "select email, last_reason, suspended_at from mail.address where email = :email and suspended_at is not null")
                .param("email", email)
                .query(
                        (row, n) ->
                                new Suspended(
                                        row.getString(1),
                                        row.getString(2),
                                        Rows.instant(row, "suspended_at")))
                .optional();
    }

    /** The latest suspended ones. */
    public List<Suspended> all(int most) {
        return jdbc.sql(
                        """
                select email, last_reason, suspended_at from mail.address
                 where suspended_at is not null order by suspended_at desc limit :most
                """)
                .param("most", most)
                .query(
                        (row, n) ->
                                new Suspended(
                                        row.getString(1),
                                        row.getString(2),
                                        Rows.instant(row, "suspended_at")))
                .list();
    }

    /** The address works: its owner says so, or wrote from it. */
    public void works(String email) {
        jdbc.sql("delete from mail.address where email = :email").param("email", email).update();
    }
}
