package org.commonplace.exchange;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.commonplace.chrome.Hands;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Imports as they run: their progress and reports are in the database, so that a page can show
 * them.
 */
@Component
public class Runs {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final StackExchange stackExchange;
    private final MediaWiki mediaWiki;
    private final MailArchive mailArchive;
    private final Skos skos;
    private final Uploads uploads;
    private final Clock clock;
    private final boolean serving;

    Runs(
            JdbcClient jdbc,
            JsonMapper json,
            StackExchange stackExchange,
            MediaWiki mediaWiki,
            MailArchive mailArchive,
            Skos skos,
            Uploads uploads,
            Clock clock,
            @Value("${commonplace.background:true}") boolean serving) {
        this.jdbc = jdbc;
        this.json = json;
        this.stackExchange = stackExchange;
        this.mediaWiki = mediaWiki;
        this.mailArchive = mailArchive;
        this.skos = skos;
        this.uploads = uploads;
        this.clock = clock;
        this.serving = serving;
    }

    /** One import, as the page lists it. */
    public record Run(
            long id,
            String kind,
            String source,
            String state,
            String step,
            long done,
            long total,
            Report.@Nullable Told report,
            @Nullable String error,
            Instant startedAt) {
        public String key() {
            return PublicId.text(id);
        }
    }

    List<Run> latest() {
        return jdbc.sql("select * from exchange.run order by started_at desc limit 30")
                .query(
                        (row, n) ->
                                new Run(
                                        row.getLong("id"),
                                        row.getString("kind"),
                                        row.getString("source"),
                                        row.getString("state"),
                                        row.getString("step"),
                                        row.getLong("done"),
                                        row.getLong("total"),
                                        told(row.getString("report")),
                                        row.getString("error"),
                                        Rows.instant(row, "started_at")))
                .list();
    }

    private Report.@Nullable Told told(@Nullable String kept) {
        return kept == null || !kept.contains("counts")
                ? null
                : json.readValue(kept, Report.Told.class);
    }

    /**
     * Runs an import here and now; what goes wrong with its input is thrown after it was written
     * down.
     */
    public Report run(
            String kind, Path source, @Nullable String site, boolean trial, Progress also) {
        return run(kind, source, site, null, trial, also);
    }

    /** As above; a mail archive goes into a community. */
    public Report run(
            String kind,
            Path source,
            @Nullable String site,
            @Nullable String community,
            boolean trial,
            Progress also) {
        long id = begin(kind, source);
        return carryOut(id, kind, source, site, community, trial, also);
    }

    /** Starts an import that goes on while the page shows how far it is. */
    void start(String kind, Path source, @Nullable String community) {
        long id = begin(kind, source);
        Hands.once(
                "import",
                () -> {
                    try {
                        carryOut(id, kind, source, null, community, false, Progress.NONE);
                    } catch (RuntimeException e) {
                        LOG.warn("import {} of {} failed: {}", kind, source, e.toString());
                    } finally {
                        uploads.discard(source);
                    }
                });
    }

    private long begin(String kind, Path source) {
        long id = PublicId.next();
        jdbc.sql(
                        """
                insert into exchange.run (id, kind, source, state, started_at, moved_at)
                values (:id, :kind, :source, 'running', :now, :now)
                """)
                .param("id", id)
                .param("kind", kind)
                .param("source", source.toString())
                .param("now", Rows.sql(clock.instant()))
                .update();
        return id;
    }

    private Report carryOut(
            long id,
            String kind,
            Path source,
            @Nullable String site,
            @Nullable String community,
            boolean trial,
            Progress also) {
        Noted progress = new Noted(id, also);
        try {
            Report report =
                    switch (kind) {
                        case "stackexchange" ->
                                stackExchange.bringIn(source, site, trial, progress);
                        case "mediawiki" -> mediaWiki.bringIn(source, site, trial, progress);
                        case "mbox" ->
                                mailArchive.bringIn(source, site, community, trial, progress);
                        case "skos" -> skos.bringIn(source, trial, progress);
                        default -> throw new IllegalArgumentException(kind);
                    };
            end(id, "done", json.writeValueAsString(report.told()), null);
            return report;
        } catch (RuntimeException | Error e) {
            end(id, "failed", null, e instanceof InputProblem ? e.getMessage() : e.toString());
            throw e;
        }
    }

    private void end(long id, String state, @Nullable String report, @Nullable String error) {
        jdbc.sql(
                        """
                update exchange.run set state = :state, report = cast(:report as jsonb), error = :error, moved_at = :now
                 where id = :id
                """)
                .param("state", state)
                .param("report", report)
                .param("error", error)
                .param("now", Rows.sql(clock.instant()))
                .param("id", id)
                .update();
    }

    /** What a kill left running says so; begun again, it goes on where it stopped. */
    @EventListener(ApplicationReadyEvent.class)
    void interrupted() {
        if (serving)
            jdbc.sql(
                            """
                    update exchange.run set state = 'failed', error = 'interrupted'
                     where state = 'running' and moved_at < :before
                    """)
                    .param("before", Rows.sql(clock.instant().minusSeconds(60)))
                    .update();
    }

    private final class Noted implements Progress {
        private final long id;
        private final Progress also;
        private Instant last = Instant.EPOCH;
        private String step = "";

        Noted(long id, Progress also) {
            this.id = id;
            this.also = also;
        }

        @Override
        public void at(String name, long done, long total) {
            also.at(name, done, total);
            Instant now = clock.instant();
            if (name.equals(step) && last.plusMillis(700).isAfter(now)) return;
            last = now;
            step = name;
            jdbc.sql(
                            "update exchange.run set step = :step, done = :done, total = :total, moved_at = :now where id = :id")
                    .param("step", name)
                    .param("done", done)
                    .param("total", total)
                    .param("now", Rows.sql(clock.instant()))
                    .param("id", id)
                    .update();
        }
    }
}
