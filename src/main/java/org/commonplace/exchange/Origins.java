package org.commonplace.exchange;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What came from where: the memory that makes imports repeatable. Written in the batch that brings
 * the things.
 */
@Component
class Origins {
    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;

    Origins(JdbcClient jdbc, NamedParameterJdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    Map<Long, Long> known(String site, String kind) {
        Map<Long, Long> known = new HashMap<>();
        jdbc.sql("select source_id, id from exchange.origin where site = :site and kind = :kind")
                .param("site", site)
                .param("kind", kind)
                .query(
                        row -> {
                            known.put(Long.parseLong(row.getString(1)), row.getLong(2));
                        });
        return known;
    }

    void remember(String site, String kind, Map<Long, Long> ids) {
        batches.batchUpdate(
                "insert into exchange.origin (site, kind, source_id, id) values (:site, :kind, :source, :id)",
                ids.entrySet().stream()
                        .map(
                                one ->
                                        new MapSqlParameterSource("site", site)
                                                .addValue("kind", kind)
                                                .addValue("source", String.valueOf(one.getKey()))
                                                .addValue("id", one.getValue()))
                        .toArray(MapSqlParameterSource[]::new));
    }

    /**
     * Says that an import of a site has begun; returns whether one had begun before and did not
     * end.
     */
    boolean begin(String site) {
        return jdbc.sql(
                                """
                insert into exchange.origin (site, kind, source_id, id) values (:site, 'unfinished', '0', 0)
                on conflict do nothing
                """)
                        .param("site", site)
                        .update()
                == 0;
    }

    void end(String site) {
        jdbc.sql("delete from exchange.origin where site = :site and kind = 'unfinished'")
                .param("site", site)
                .update();
    }

    /** A vote count of an old site. */
    record Votes(long post, int type, long n) {}

    void votes(List<Votes> votes) {
        batches.batchUpdate(
                """
                insert into exchange.imported_vote (post, type, n) values (:post, :type, :n)
                on conflict (post, type) do update set n = excluded.n
                """,
                votes.stream()
                        .map(
                                one ->
                                        new MapSqlParameterSource("post", one.post())
                                                .addValue("type", one.type())
                                                .addValue("n", one.n()))
                        .toArray(MapSqlParameterSource[]::new));
    }
}
