package org.commonplace.awareness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Alerts that one statement answers together. */
public final class AlertRows {
    /** What such a statement joins: {@code a (id, target, since)}, a row an alert. */
    public static final String ALERTS =
            "unnest(cast(:alerts as bigint[]), cast(:targets as bigint[]), cast(cast(:since as text[]) as timestamptz[])) as a (id, target, since)";

    private AlertRows() {}

    /** For each alert the cards of the rows {@code alert, card}, in their order. */
    public static Map<Long, List<Long>> of(
            JdbcClient.StatementSpec statement, Collection<Alert> alerts) {
        Map<Long, List<Long>> cards = new HashMap<>();
        statement
                .param("alerts", alerts.stream().map(Alert::id).toArray(Long[]::new))
                .param("targets", alerts.stream().map(Alert::target).toArray(Long[]::new))
                .param(
                        "since",
                        alerts.stream()
                                .map(Alert::since)
                                .map(Instant::toString)
                                .toArray(String[]::new))
                .query(
                        row -> {
                            cards.computeIfAbsent(row.getLong("alert"), one -> new ArrayList<>())
                                    .add(row.getLong("card"));
                        });
        return cards;
    }
}
