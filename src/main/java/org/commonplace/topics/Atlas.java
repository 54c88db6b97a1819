package org.commonplace.topics;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.jgrapht.Graph;
import org.jgrapht.alg.drawing.FRLayoutAlgorithm2D;
import org.jgrapht.alg.drawing.model.Box2D;
import org.jgrapht.alg.drawing.model.MapLayoutModel2D;
import org.jgrapht.alg.drawing.model.Point2D;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleGraph;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The atlas: topics in use and what the community has of each. Only what everyone may see counts.
 * It is counted and drawn from time to time, by Fruchterman and Reingold's forces: topics that are
 * broader, related, or often together draw one another near.
 */
@Component
public class Atlas {
    /** The map is this wide and high, in the units of its picture. */
    public static final int SIZE = 1000;

    private static final int EDGE = 60;
    private static final int MOST = 140;
    private static final int ROUNDS = 400;
    private static final long SEED = 7;
    private static final int HELPERS = 12;
    private static final long MIDDLE = 0;

    /** From 0, the forces alone, to 1, rows and columns alone: labels need room. */
    private static final double EVENNESS = .7;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final Clock clock;

    Atlas(JdbcClient jdbc, NamedParameterJdbcTemplate batches, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
    }

    /** What one topic has. */
    private record Counted(long concept, int questions, int waiting, int practices, int people) {}

    /** Counts anew and draws the map anew. */
    @Transactional
    public void draw() {
        Instant now = clock.instant();
        helpers();
        List<Counted> counted = counted();
        Map<Long, Point2D> places = places(counted);
        jdbc.sql("delete from topics.place").update();
        batches.batchUpdate(
                """
                insert into topics.place (concept, x, y, questions, waiting, practices, people, drawn_at)
                values (:concept, :x, :y, :questions, :waiting, :practices, :people, :now)
                """,
                counted.stream()
                        .map(
                                one -> {
                                    Point2D at =
                                            places.getOrDefault(
                                                    one.concept(),
                                                    Point2D.of(SIZE / 2.0, SIZE / 2.0));
                                    return new MapSqlParameterSource("concept", one.concept())
                                            .addValue("x", at.getX())
                                            .addValue("y", at.getY())
                                            .addValue("questions", one.questions())
                                            .addValue("waiting", one.waiting())
                                            .addValue("practices", one.practices())
                                            .addValue("people", one.people())
                                            .addValue("now", Rows.sql(now));
                                })
                        .toArray(MapSqlParameterSource[]::new));
    }

    private void helpers() {
        jdbc.sql("delete from topics.helper").update();
        jdbc.sql(
                        """
                insert into topics.helper (concept, person, deeds)
                select s.concept, b.person, count(*) from topics.subject s
                  join catalogue.shown t on t.id = s.card and t.audience = 1 and t.kind in ('question', 'practice') and t.state <> 'same'
                  join catalogue.shown d on d.audience = 1
                   and (d.parent = t.id and d.kind = 'answer' or d.id = t.id and t.kind = 'practice')
                  join people.byline b on b.persona = d.byline and not b.alias and not b.unclaimed
                  join people.active a on a.id = b.person
                 group by s.concept, b.person
                """)
                .update();
    }

    /** Topics in use, and those above them, the most used first. */
    private List<Counted> counted() {
        return jdbc.sql(
                        """
                with recursive used as (
                    select s.concept, count(*) filter (where c.kind = 'question') as questions,
                           count(*) filter (where c.kind = 'question' and c.state in ('asked', 'convened')) as waiting,
                           count(*) filter (where c.kind = 'practice' and c.state not in ('retired', 'superseded')) as practices
                      from topics.subject s join catalogue.shown c on c.id = s.card and c.audience = 1
                     where c.kind in ('question', 'practice') and c.state <> 'same' group by s.concept),
                above (concept) as (
                    select concept from used
                    union
                    select r.other from above a join topics.relation r on r.concept = a.concept
                     where r.kind = 'broader' and r.other is not null)
                select k.id, coalesce(u.questions, 0) as questions, coalesce(u.waiting, 0) as waiting,
                       coalesce(u.practices, 0) as practices,
                       (select count(*) from topics.helper h where h.concept = k.id) as people
                  from above a join topics.concept k on k.id = a.concept
                  left join used u on u.concept = k.id
                 where k.state <> 'declined' and k.merged_into is null
                 order by coalesce(u.questions, 0) + coalesce(u.practices, 0) desc, k.id limit %d
                """
                                .formatted(MOST))
                .query(
                        (row, n) ->
                                new Counted(
                                        row.getLong("id"),
                                        row.getInt("questions"),
                                        row.getInt("waiting"),
                                        row.getInt("practices"),
                                        row.getInt("people")))
                .list();
    }

    private Map<Long, Point2D> places(List<Counted> counted) {
        if (counted.isEmpty()) return Map.of();
        Graph<Long, DefaultEdge> graph = new SimpleGraph<>(DefaultEdge.class);
        counted.forEach(one -> graph.addVertex(one.concept()));
        Long[] ids = counted.stream().map(Counted::concept).toArray(Long[]::new);
        jdbc.sql(
                        """
                select concept, other from topics.relation
                 where kind in ('broader', 'related') and concept = any(:ids) and other = any(:ids)
                union
                select a.concept, b.concept from topics.subject a
                  join topics.subject b on b.card = a.card and b.concept > a.concept
                 where a.concept = any(:ids) and b.concept = any(:ids)
                 group by a.concept, b.concept having count(*) > 1
                """)
                .param("ids", ids)
                .query(
                        row -> {
                            long one = row.getLong(1);
                            long other = row.getLong(2);
                            if (one != other) graph.addEdge(one, other);
                        });
        // An unseen middle keeps topics that nothing is related to from fleeing into the corners.
        graph.addVertex(MIDDLE);
        for (Long id : ids) graph.addEdge(MIDDLE, id);
        var model =
                new MapLayoutModel2D<Long>(new Box2D(EDGE, EDGE, SIZE - 2 * EDGE, SIZE - 2 * EDGE));
        new FRLayoutAlgorithm2D<Long, DefaultEdge>(
                        ROUNDS, FRLayoutAlgorithm2D.DEFAULT_NORMALIZATION_FACTOR, new Random(SEED))
                .layout(graph, model);
        List<Long> across = inOrder(ids, id -> model.get(id).getX());
        List<Long> down = inOrder(ids, id -> model.get(id).getY());
        Map<Long, Point2D> places = new HashMap<>();
        for (Long id : ids)
            places.put(
                    id,
                    Point2D.of(
                            even(model.get(id).getX(), across.indexOf(id), ids.length),
                            even(model.get(id).getY(), down.indexOf(id), ids.length)));
        return places;
    }

    private static List<Long> inOrder(Long[] ids, ToDoubleFunction<Long> by) {
        return Arrays.stream(ids)
                .sorted(Comparator.comparingDouble(by).thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Between where the forces put it and where all would stand equally far apart. */
    private static double even(double forced, int rank, int many) {
        double spread = EDGE + (SIZE - 2.0 * EDGE) * (rank + .5) / many;
        return forced * (1 - EVENNESS) + spread * EVENNESS;
    }

    /**
     * A topic on the map and in the tree; {@code above} are those of its broader ones that are
     * there.
     */
    public record Place(
            ConceptId concept,
            String label,
            String language,
            int x,
            int y,
            int questions,
            int waiting,
            int practices,
            int people,
            List<Long> above) {
        /** Questions, and nothing kept that would answer them. */
        public boolean unkept() {
            return questions > 0 && practices == 0;
        }

        /** Fewer than two people who can help, where somebody asked. */
        public boolean lonely() {
            return questions > 0 && people < 2;
        }

        /** Its area grows with what there is of it. */
        public int radius() {
            return (int) Math.round(5 + 4.5 * Math.sqrt(questions + 2.0 * practices));
        }
    }

    /** What was drawn last, the most used first. */
    public List<Place> places(String language) {
        return jdbc.sql(
                        """
                select p.*, coalesce(c.names ->> :language, c.name) as text,
                       case when jsonb_exists(c.names, :language) then :language else c.name_language end as language,
                       array(select r.other from topics.relation r join topics.place o on o.concept = r.other
                              where r.concept = p.concept and r.kind = 'broader' order by r.other) as above
                  from topics.place p join topics.concept c on c.id = p.concept
                 order by p.questions + p.practices desc, p.concept
                """)
                .param("language", language)
                .query((row, n) -> place(row))
                .list();
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(
                new ConceptId(row.getLong("concept")),
                row.getString("text"),
                row.getString("language"),
                Math.round(row.getFloat("x")),
                Math.round(row.getFloat("y")),
                row.getInt("questions"),
                row.getInt("waiting"),
                row.getInt("practices"),
                row.getInt("people"),
                List.of((Long[]) row.getArray("above").getArray()));
    }

    /** Somebody who can help with a topic, and in how many ways they did. */
    public record Helper(String path, @Nullable String name, int deeds) {}

    /** Those who did most for a topic, of whom it is public. */
    List<Helper> helpers(ConceptId concept) {
        return jdbc.sql(
                        """
                select h.person, b.name, h.deeds from topics.helper h join people.byline b on b.persona = h.person
                 where h.concept = :concept order by h.deeds desc, h.person limit %d
                """
                                .formatted(HELPERS))
                .param("concept", concept.value())
                .query(
                        (row, n) ->
                                new Helper(
                                        "/people/" + PublicId.text(row.getLong("person")),
                                        row.getString("name"),
                                        row.getInt("deeds")))
                .list();
    }
}
