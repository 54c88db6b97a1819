package org.commonplace.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.commonplace.chrome.Bell;
import org.commonplace.chrome.Pages;
import org.commonplace.chrome.Rows;
import org.commonplace.chrome.Site;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The queue of letters: written in the transaction of what they are about, sent after it. */
@Component
public class Letters {
    static final int ATTEMPTS = 12;
    private final JdbcClient jdbc;
    private final Pages pages;
    private final Site site;
    private final Clock clock;
    private final Bell bell = new Bell();

    Letters(JdbcClient jdbc, Pages pages, Site site, Clock clock) {
        this.jdbc = jdbc;
        this.pages = pages;
        this.site = site;
        this.clock = clock;
    }

    /** Queues a letter. A second one for the same event and recipient is not queued. */
    public void queue(Letter letter) {
        String html =
                pages.render(
                        "mail/letter",
                        Map.of("letter", letter, "site", site.name(), "url", site.url()));
        jdbc.sql(
                        """
                insert into mail.letter
                    (event, recipient, subject, body_text, body_html, message_id, queued_at, next_attempt_at)
                values (:event, :to, :subject, :text, :html, :message, :now, :now)
                on conflict (event, recipient) do nothing
                """)
                .param("event", letter.event())
                .param("to", letter.to())
                .param("subject", letter.subject())
                .param("text", letter.asText())
                .param("html", html)
                .param(
                        "message",
                        UUID.randomUUID()
                                + "@"
                                + site.url()
                                        .replaceFirst("^https?://", "")
                                        .replaceFirst("[:/].*", ""))
                .param("now", Rows.sql(clock.instant()))
                .update();
        bell.ring();
    }

    /** Waits until a letter is queued here, at most so long. */
    void await(long seconds) throws InterruptedException {
        bell.await(seconds);
    }

    /**
     * The next letters that are due, locked until the transaction ends; other nodes pass over them.
     */
    List<Queued> due(int most) {
        return jdbc.sql(
                        """
                select id, recipient, subject, body_text, body_html, message_id, attempts
                  from mail.letter
                 where state = 'queued' and next_attempt_at <= :now
                 order by next_attempt_at
                 limit %d for update skip locked
                """
                                .formatted(most))
                .param("now", Rows.sql(clock.instant()))
                .query(
                        (row, n) ->
                                new Queued(
                                        row.getLong("id"),
                                        row.getString("recipient"),
                                        row.getString("subject"),
                                        row.getString("body_text"),
                                        row.getString("body_html"),
                                        row.getString("message_id"),
                                        row.getInt("attempts")))
                .list();
    }

    void sent(Queued letter) {
        jdbc.sql(
                        "update mail.letter set state = 'sent', sent_at = :now, attempts = attempts + 1 where id = :id")
                .param("now", Rows.sql(clock.instant()))
                .param("id", letter.id())
                .update();
    }

    /**
     * Puts a letter off: a minute, two, four, up to six hours; after the last attempt it has
     * failed.
     */
    void putOff(Queued letter, String error) {
        Instant next = clock.instant().plus(backoff(letter.attempts()));
        jdbc.sql(
                        """
                update mail.letter
                   set attempts = attempts + 1, last_error = :error, next_attempt_at = :next,
                       state = case when attempts + 1 >= :most then 'failed' else 'queued' end
                 where id = :id
                """)
                .param("error", error)
                .param("next", Rows.sql(next))
                .param("most", ATTEMPTS)
                .param("id", letter.id())
                .update();
    }

    static Duration backoff(int attempts) {
        return Duration.ofMinutes(Math.min(360, 1L << Math.min(attempts, 9)));
    }

    /**
     * Forgets what letters said, two weeks after they went; that they went is kept, so that none
     * goes twice.
     */
    public int forget() {
        return jdbc.sql(
                        """
                update mail.letter set body_text = '', body_html = '', subject = ''
                 where state <> 'queued' and body_text <> '' and queued_at < :before
                """)
                .param("before", Rows.sql(clock.instant().minus(Duration.ofDays(14))))
                .update();
    }

    /** Forgets every letter to an address, as when its owner leaves. */
    public void forget(String recipient) {
        jdbc.sql("delete from mail.letter where recipient = :recipient")
                .param("recipient", recipient)
                .update();
    }

    /** How many letters wait, went and failed, for the administrator. */
    public Map<String, Long> counts() {
        return jdbc
                .sql("select state, count(*) as n from mail.letter group by state")
                .query((row, n) -> Map.entry(row.getString("state"), row.getLong("n")))
                .list()
                .stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    record Queued(
            long id,
            String to,
            String subject,
            String text,
            String html,
            String messageId,
            int attempts) {}
}
