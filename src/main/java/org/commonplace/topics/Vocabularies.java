package org.commonplace.topics;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Brings a whole vocabulary in, in one transaction; a second time it adds only what is new. */
@Component
public class Vocabularies {
    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final Concepts concepts;
    private final Clock clock;

    Vocabularies(
            JdbcClient jdbc, NamedParameterJdbcTemplate batches, Concepts concepts, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.concepts = concepts;
        this.clock = clock;
    }

    /** What came: how many concepts and labels were new, and which relations lead nowhere. */
    public record Brought(
            int concepts, int newConcepts, int newLabels, int newRelations, List<String> unknown) {}

    @Transactional
    public Brought bringIn(Vocabulary vocabulary, String source) {
        Map<String, Long> known = known();
        int fresh = concepts(vocabulary, source, known);
        int labels =
                texts(
                        vocabulary.labels,
                        known,
                        """
                insert into topics.label (concept, language, kind, text, folded)
                values (:concept, :language, :kind, :text, :folded) on conflict do nothing
                """);
        texts(
                vocabulary.notes,
                known,
                """
                insert into topics.note (concept, language, kind, text)
                values (:concept, :language, :kind, :text) on conflict do nothing
                """);
        concepts.name(
                vocabulary.concepts.stream().map(known::get).filter(Objects::nonNull).toList());
        Set<String> unknown = new HashSet<>();
        int relations = relations(vocabulary, known, unknown);
        return new Brought(
                vocabulary.size(), fresh, labels, relations, unknown.stream().sorted().toList());
    }

    private Map<String, Long> known() {
        Map<String, Long> known = new HashMap<>();
        jdbc.sql("select uri, id from topics.concept")
                .query(
                        row -> {
                            known.put(row.getString("uri"), row.getLong("id"));
                        });
        return known;
    }

    private int concepts(Vocabulary vocabulary, String source, Map<String, Long> known) {
        Map<String, Long> schemes = new HashMap<>();
        List<MapSqlParameterSource> rows = new ArrayList<>();
        for (String uri : vocabulary.concepts) {
            if (known.containsKey(uri)) continue;
            String scheme = vocabulary.schemeOf(uri);
            Long in =
                    schemes.computeIfAbsent(
                            scheme,
                            key ->
                                    concepts.scheme(
                                            key,
                                            vocabulary.title(key),
                                            vocabulary.licence(key),
                                            source));
            long id = PublicId.next();
            known.put(uri, id);
            rows.add(
                    new MapSqlParameterSource("id", id)
                            .addValue("scheme", in)
                            .addValue("uri", uri)
                            .addValue("notation", vocabulary.notations.get(uri))
                            .addValue("now", Rows.sql(clock.instant())));
        }
        return batch(
                """
                insert into topics.concept (id, scheme, uri, notation, state, created_at)
                values (:id, :scheme, :uri, :notation, 'current', :now)
                """,
                rows);
    }

    private int texts(List<Vocabulary.Text> texts, Map<String, Long> known, String sql) {
        List<MapSqlParameterSource> rows = new ArrayList<>();
        for (Vocabulary.Text text : texts) {
            Long concept = known.get(text.concept());
            if (concept == null || text.text().isBlank()) continue;
            rows.add(
                    new MapSqlParameterSource("concept", concept)
                            .addValue("language", text.language())
                            .addValue("kind", text.kind())
                            .addValue("text", text.text().strip())
                            .addValue("folded", Concepts.folded(text.text())));
        }
        return batch(sql, rows);
    }

    private int relations(Vocabulary vocabulary, Map<String, Long> known, Set<String> unknown) {
        List<MapSqlParameterSource> rows = new ArrayList<>();
        for (Vocabulary.Relation relation : vocabulary.relations) {
            Long concept = known.get(relation.concept());
            Long other = known.get(relation.other());
            boolean match = relation.kind().endsWith("Match");
            if (concept == null || (other == null && !match))
                unknown.add(relation.concept() + " " + relation.kind() + " " + relation.other());
            else
                rows.add(
                        new MapSqlParameterSource("concept", concept)
                                .addValue("kind", relation.kind())
                                .addValue("other", other)
                                .addValue("uri", other == null ? relation.other() : null));
        }
        return batch(
                """
                insert into topics.relation (concept, kind, other, other_uri)
                values (:concept, :kind, :other, :uri) on conflict do nothing
                """,
                rows);
    }

    /**
     * Writes in batches; the driver does not say how many rows a rewritten batch added, so the
     * table is counted.
     */
    private int batch(String sql, List<MapSqlParameterSource> rows) {
        String table = sql.replaceFirst("(?s)insert into ([a-z.]+).*", "$1");
        long before = jdbc.sql("select count(*) from " + table).query(Long.class).single();
        for (int from = 0; from < rows.size(); from += 2_000) {
            List<MapSqlParameterSource> some =
                    rows.subList(from, Math.min(rows.size(), from + 2_000));
            batches.batchUpdate(sql, some.toArray(MapSqlParameterSource[]::new));
        }
        return (int)
                (jdbc.sql("select count(*) from " + table).query(Long.class).single() - before);
    }
}
