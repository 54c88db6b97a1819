package org.commonplace.lineage;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Rows;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The edges between what was made and what it came from. Every room calls it when it makes
 * something out of something.
 */
@Component
public class Lineage {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Cards cards;
    private final Clock clock;

    Lineage(JdbcClient jdbc, JsonMapper json, Cards cards, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.cards = cards;
        this.clock = clock;
    }

    /**
     * Says that {@code made} came from {@code origin}. Saying it again changes nothing. What the
     * origin is flagged with, the new thing and all that was made of it are flagged with from now.
     */
    @Transactional
    public void derived(long made, long origin, How how, @Nullable Voice agent) {
        if (made == origin) return;
        int fresh =
                jdbc.sql(
                                """
                insert into lineage.edge (made, origin, how, agent, at)
                values (:made, :origin, :how, :agent, :now) on conflict do nothing
                """)
                        .param("made", made)
                        .param("origin", origin)
                        .param("how", how.key())
                        .param("agent", agent == null ? null : agent.id())
                        .param("now", Rows.sql(clock.instant()))
                        .update();
        if (fresh == 0) return;
        List<Long> builders = descendants(List.of(made));
        builders.add(made);
        cards.inheritFlags(origin, builders);
    }

    /** Everything that was made out of these, however far on. */
    public List<Long> descendants(Collection<Long> things) {
        return jdbc.sql(
                        """
                with recursive made (id) as (
                    select e.made from lineage.edge e where e.origin = any(:things)
                    union
                    select e.made from made m join lineage.edge e on e.origin = m.id)
                select id from made where id <> all(:things)
                """)
                .param("things", things.toArray(new Long[0]))
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** What lies within two hops of a thing, of what the viewer may see. */
    public Around around(long thing, Viewer viewer) {
        return jdbc.sql("select lineage.around(:thing, :audiences)")
                .param("thing", thing)
                .param("audiences", viewer.audienceIds())
                .query((row, n) -> Around.of(row.getString(1), json))
                .single();
    }

    /** One edge at a thing, with the card at its other end. */
    record Edge(long made, long origin, How how, String madePath, String originPath) {}

    /** The edges within two hops of a thing whose ends the viewer may see. */
    List<Edge> edges(long thing, Viewer viewer) {
        return jdbc.sql(
                        """
                with one (id) as (
                    select cast(:thing as bigint) union
                    select made from lineage.edge where origin = :thing union
                    select origin from lineage.edge where made = :thing)
                select distinct e.made, e.origin, e.how, m.path as made_path, o.path as origin_path
                  from lineage.edge e
                  join catalogue.every m on m.id = e.made and m.hidden_at is null and m.audience = any(:audiences)
                  join catalogue.every o on o.id = e.origin and o.hidden_at is null and o.audience = any(:audiences)
                 where e.made in (select id from one) or e.origin in (select id from one)
                 order by e.made, e.origin limit 500
                """)
                .param("thing", thing)
                .param("audiences", viewer.audienceIds())
                .query(
                        (row, n) ->
                                new Edge(
                                        row.getLong("made"),
                                        row.getLong("origin"),
                                        How.of(row.getString("how")),
                                        row.getString("made_path"),
                                        row.getString("origin_path")))
                .list();
    }
}
