package org.commonplace.chrome;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What forms were sent, by the key that each form carries, with what was answered. A row that says
 * no answer belongs to a sending that is still at work, or that the house's end interrupted.
 *
 * <p>No statement here waits for the disk. The log of the database is written in order: where a
 * deed is on disk, the key that was taken before it is, too.
 */
@Component
public class Sendings {
    /** How long a form that is sent once more is answered as it was the first time. */
    private static final Duration KEPT = Duration.ofDays(1);

    /** So many are kept of a member, or of all visitors at one address. */
    private static final int MOST = 200;

    private final JdbcClient jdbc;
    private final Clock clock;

    Sendings(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What was answered; neither an address nor a page where the page was too long to keep. */
    record Outcome(@Nullable String location, byte @Nullable [] page) {}

    /** A sending: since when it is at work, and what came of it. */
    record Sending(Instant since, @Nullable Outcome outcome) {}

    /** Takes the key: exactly one caller gets it. */
    boolean take(byte[] key, byte[] owner) {
        return jdbc.sql(
                                """
                with lazily as (select set_config('synchronous_commit', 'off', true)),
                     old as (
                         delete from chrome.sending where owner = :owner and began_at <
                             (select began_at from chrome.sending where owner = :owner
                               order by began_at desc offset :most limit 1))
                insert into chrome.sending (key, owner, began_at)
                select :key, :owner, :at from lazily on conflict do nothing
                """)
                        .param("key", key)
                        .param("owner", owner)
                        .param("most", MOST)
                        .param("at", Rows.sql(clock.instant()))
                        .update()
                == 1;
    }

    Optional<Sending> find(byte[] key) {
        return jdbc.sql(
                        "select began_at, done, location, page from chrome.sending where key = :key")
                .param("key", key)
                .query(
                        (row, n) ->
                                new Sending(
                                        Rows.instant(row, "began_at"),
                                        row.getBoolean("done")
                                                ? new Outcome(
                                                        row.getString("location"),
                                                        row.getBytes("page"))
                                                : null))
                .optional();
    }

    void done(byte[] key, Outcome outcome) {
        jdbc.sql(
                        """
                with lazily as (select set_config('synchronous_commit', 'off', true))
                update chrome.sending set done = true, location = :location, page = :page
                  from lazily where key = :key
                """)
                .param("key", key)
                .param("location", outcome.location())
                .param("page", outcome.page())
                .update();
    }

    /** Nothing came of it: the key is free again. */
    void free(byte[] key) {
        jdbc.sql(
                        """
                with lazily as (select set_config('synchronous_commit', 'off', true))
                delete from chrome.sending using lazily where key = :key
                """)
                .param("key", key)
                .update();
    }

    public int forget() {
        return jdbc.sql("delete from chrome.sending where began_at < :before")
                .param("before", Rows.sql(clock.instant().minus(KEPT)))
                .update();
    }
}
