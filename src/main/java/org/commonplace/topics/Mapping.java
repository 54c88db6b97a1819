package org.commonplace.topics;

import java.util.List;
import org.commonplace.catalogue.Activity;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The mapping queue: what people proposed as topics becomes one, is declined, or is merged into
 * another.
 */
@Component
class Mapping {
    private final JdbcClient jdbc;
    private final Concepts concepts;
    private final Activity activity;

    Mapping(JdbcClient jdbc, Concepts concepts, Activity activity) {
        this.jdbc = jdbc;
        this.concepts = concepts;
        this.activity = activity;
    }

    /** A concept that somebody's word proposed. */
    public record Proposal(
            ConceptId id, String label, String language, @Nullable String by, int things) {}

    List<Proposal> proposed() {
        return jdbc.sql(
                        """
                select c.id, n.text, n.language, b.name,
                       (select count(*) from topics.subject s where s.concept = c.id) as things
                  from topics.concept c
                  join topics.named n on n.concept = c.id
                  left join people.byline b on b.persona = c.proposed_by
                 where c.state = 'proposed' order by things desc, n.text limit 300
                """)
                .query(
                        (row, n) ->
                                new Proposal(
                                        new ConceptId(row.getLong("id")),
                                        row.getString("text"),
                                        row.getString("language"),
                                        row.getString("name"),
                                        row.getInt("things")))
                .list();
    }

    @Transactional
    void accept(ConceptId concept) {
        tell(concept);
        jdbc.sql(
                        "update topics.concept set state = 'current' where id = :id and state = 'proposed'")
                .param("id", concept.value())
                .update();
    }

    @Transactional
    void decline(ConceptId concept) {
        tell(concept);
        jdbc.sql("delete from topics.subject where concept = :id")
                .param("id", concept.value())
                .update();
        jdbc.sql(
                        "update topics.concept set state = 'declined' where id = :id and state = 'proposed'")
                .param("id", concept.value())
                .update();
    }

    /**
     * Tells readers that what is about a concept is described anew: one activity row with all
     * cards.
     */
    private void tell(ConceptId concept) {
        List<Long> about =
                jdbc.sql("select card from topics.subject where concept = :concept limit 5000")
                        .param("concept", concept.value())
                        .query((row, n) -> row.getLong(1))
                        .list();
        if (!about.isEmpty())
            activity.record(null, "described", about.getFirst(), java.util.Map.of("cards", about));
    }

    /** Merges a concept into another: its things and labels move, its address leads there. */
    @Transactional
    void merge(ConceptId from, ConceptId into) {
        if (from.equals(into))
            throw new IllegalArgumentException("a concept cannot be merged into itself");
        tell(from);
        jdbc.sql(
                        """
                insert into topics.subject (card, concept, position)
                select card, :into, position from topics.subject where concept = :from on conflict do nothing
                """)
                .param("into", into.value())
                .param("from", from.value())
                .update();
        jdbc.sql("delete from topics.subject where concept = :from")
                .param("from", from.value())
                .update();
        jdbc.sql(
                        """
                insert into topics.label (concept, language, kind, text, folded)
                select :into, language, case kind when 'pref' then 'alt' else kind end, text, folded
                  from topics.label where concept = :from on conflict do nothing
                """)
                .param("into", into.value())
                .param("from", from.value())
                .update();
        concepts.name(List.of(into.value()));
        jdbc.sql(
                        """
                update topics.concept set state = 'merged', merged_into = :into where id = :from
                """)
                .param("into", into.value())
                .param("from", from.value())
                .update();
        concepts.recountAll();
    }
}
