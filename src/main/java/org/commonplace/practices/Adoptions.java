package org.commonplace.practices;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Voices;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** "We tried it": what libraries report of a practice that they took up. */
@Component
public class Adoptions {
    private final JdbcClient jdbc;
    private final Practices practices;
    private final Cards cards;
    private final Activity activity;
    private final Clock clock;
    private final Voices voices;

    Adoptions(
            JdbcClient jdbc,
            Practices practices,
            Cards cards,
            Activity activity,
            Clock clock,
            Voices voices) {
        this.voices = voices;
        this.jdbc = jdbc;
        this.practices = practices;
        this.cards = cards;
        this.activity = activity;
        this.clock = clock;
    }

    /** A library's report; verdict is worked, partly or not-here. */
    public record Tried(
            String library,
            @Nullable String sector,
            @Nullable String size,
            @Nullable String country,
            String verdict,
            String done,
            String adapted,
            String cost,
            @Nullable Integer reached,
            LocalDate on) {}

    /** Reports for a library. Saying it again for the same library replaces what was said. */
    @Transactional
    public void report(PracticeId id, Tried tried, Viewer reporter) {
        Practice practice = practices.lock(id, reporter);
        if (!practice.standing().published()) throw new Forbidden("error.not-live");
        Voice as = voices.in(id.value(), reporter);
        jdbc.sql(
                        """
                insert into practices.adoption (id, practice, reporter, library, sector, size, country, verdict, done,
                                                adapted, cost, reached, tried_on, at, version)
                values (:id, :practice, :reporter, :library, :sector, :size, :country, :verdict, :done, :adapted,
                        :cost, :reached, :on, :now, :version)
                on conflict (practice, reporter, library) do update
                   set sector = excluded.sector, size = excluded.size, country = excluded.country,
                       verdict = excluded.verdict, done = excluded.done, adapted = excluded.adapted,
                       cost = excluded.cost, reached = excluded.reached, tried_on = excluded.tried_on,
                       at = excluded.at, version = excluded.version
                """)
                .param("id", PublicId.next())
                .param("practice", id.value())
                .param("reporter", as.id())
                .param("library", tried.library())
                .param("sector", tried.sector())
                .param("size", tried.size())
                .param("country", tried.country())
                .param("verdict", tried.verdict())
                .param("done", tried.done())
                .param("adapted", tried.adapted())
                .param("cost", tried.cost())
                .param("reached", tried.reached())
                .param("on", tried.on())
                .param("now", Rows.sql(clock.instant()))
                .param("version", practice.version())
                .update();
        tally(id);
        cards.moved(id.value(), clock.instant());
        activity.record(
                as,
                "adopted",
                id.value(),
                Map.of(
                        "library",
                        tried.library(),
                        "verdict",
                        tried.verdict(),
                        "line",
                        tried.done()));
    }

    /** Adds the reports up anew, over all and by type and size of library. */
    private void tally(PracticeId id) {
        jdbc.sql(
                        """
                update practices.practice k
                   set worked = a.worked, partly = a.partly, not_here = a.not_here, reached = a.reached, sums = a.sums
                  from (select coalesce(sum(worked), 0) as worked, coalesce(sum(partly), 0) as partly,
                               coalesce(sum(not_here), 0) as not_here, coalesce(sum(reached), 0) as reached,
                               coalesce(jsonb_agg(jsonb_build_object('sector', sector, 'size', size, 'worked', worked,
                                   'partly', partly, 'notHere', not_here, 'reached', reached)
                                   order by worked desc, sector), '[]') as sums
                          from (select sector, size, count(*) filter (where verdict = 'worked') as worked,
                                       count(*) filter (where verdict = 'partly') as partly,
                                       count(*) filter (where verdict = 'not-here') as not_here,
                                       coalesce(sum(reached), 0) as reached
                                  from practices.adoption where practice = :id group by sector, size) s) a
                 where k.id = :id
                """)
                .param("id", id.value())
                .update();
    }

    @Transactional
    public void withdraw(PracticeId id, String library, Viewer reporter) {
        practices.lock(id, reporter);
        jdbc.sql(
                        "delete from practices.adoption where practice = :id and reporter = any(:personas) and library = :library")
                .param("id", id.value())
                .param("personas", reporter.personas().toArray(new Long[0]))
                .param("library", library)
                .update();
        tally(id);
        activity.record(voices.in(id.value(), reporter), "withdrew", id.value(), Map.of());
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
