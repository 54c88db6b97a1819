package org.commonplace.practices;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.commonplace.catalogue.Cards;
import org.commonplace.catalogue.Moves;
import org.commonplace.chrome.Rows;
import org.commonplace.lineage.Lineage;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Voice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How a practice moves from one state to another, and with it all that builds on it. */
@Component
public class Standings {
    private final JdbcClient jdbc;
    private final Cards cards;
    private final Moves moves;
    private final Lineage lineage;
    private final Clock clock;

    Standings(JdbcClient jdbc, Cards cards, Moves moves, Lineage lineage, Clock clock) {
        this.jdbc = jdbc;
        this.cards = cards;
        this.moves = moves;
        this.lineage = lineage;
        this.clock = clock;
    }

    /**
     * Moves a practice to another state, in the transaction of what moves it, and with it all that
     * builds on it: labels on their cards come and go.
     */
    void move(
            PracticeId practice, Standing from, @Nullable Voice who, Standing to, String because) {
        long id = practice.value();
        jdbc.sql(
                        """
                update practices.practice set state = :state,
                       retired_because = case when :state = 'retired' then :because end
                 where id = :id
                """)
                .param("state", to.key())
                .param("because", because)
                .param("id", id)
                .update();
        wind(practice);
        if (to == from) return;
        moves.move(id, who, from, to, because);
        if (to == Standing.OVERDUE)
            cards.flag(lineage.descendants(List.of(id)), Cards.BUILDS_ON_OVERDUE, id);
        else cards.unflag(Cards.BUILDS_ON_OVERDUE, id);
        if (to == Standing.RETIRED || to == Standing.SUPERSEDED) flagBuilders(id);
        else cards.unflag(Cards.BUILDS_ON_WITHDRAWN, id);
    }

    /** What builds on something withdrawn; not what replaces it, nor what was made of that. */
    private void flagBuilders(long id) {
        List<Long> builders = new ArrayList<>(lineage.descendants(List.of(id)));
        jdbc.sql(
                        "select superseded_by from practices.practice where id = :id and superseded_by is not null")
                .param("id", id)
                .query((row, n) -> row.getLong(1))
                .optional()
                .ifPresent(
                        successor -> {
                            builders.remove(successor);
                            builders.removeAll(lineage.descendants(List.of(successor)));
                        });
        cards.flag(builders, Cards.BUILDS_ON_WITHDRAWN, id);
    }

    /** What the clock knows of a practice. */
    record Timed(Standing standing, @Nullable Instant reviewAt, @Nullable PersonaId steward) {}

    Timed timed(PracticeId id) {
        return jdbc.sql("select state, review_at, steward from practices.practice where id = :id")
                .param("id", id.value())
                .query(
                        (row, n) -> {
                            Long steward = Rows.longOrNull(row, "steward");
                            return new Timed(
                                    Standing.of(row.getString("state")),
                                    Rows.instantOrNull(row, "review_at"),
                                    steward == null ? null : new PersonaId(steward));
                        })
                .single();
    }

    /** Says when the clock takes its next step. */
    private void wind(PracticeId id) {
        Timed timed = timed(id);
        jdbc.sql("update practices.practice set next_at = :next where id = :id")
                .param(
                        "next",
                        Rows.sqlOrNull(
                                timed.standing().live()
                                        ? Standing.next(clock.instant(), timed.reviewAt())
                                        : null))
                .param("id", id.value())
                .update();
    }
}
