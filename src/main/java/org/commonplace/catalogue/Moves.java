package org.commonplace.catalogue;

import java.time.Clock;
import java.time.Instant;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.Rows;
import org.commonplace.people.Voice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The one way in which a thing moves from one state to another, and the one history of it: who,
 * when, from where, to where, and why.
 */
@Component
public class Moves {
    private final JdbcClient jdbc;
    private final Cards cards;
    private final Clock clock;

    Moves(JdbcClient jdbc, Cards cards, Clock clock) {
        this.jdbc = jdbc;
        this.cards = cards;
        this.clock = clock;
    }

    /** The state in which a thing is filed: its history begins. */
    public void begin(long card, @Nullable Voice who, Lifecycle<?> at) {
        note(card, who, null, at.key(), "", clock.instant());
    }

    /**
     * One step, in the transaction of what moves the thing. The card is locked and read again: two
     * who take the same step at once take it once. Throws {@link IllegalStateException} where the
     * thing is not where it was thought to be, or where there is no such step.
     */
    public <S extends Lifecycle<S>> void move(
            long card, @Nullable Voice who, S from, S to, String because) {
        move(card, who, from, to, because, clock.instant());
    }

    /** The same at another time, for what is brought in. */
    public <S extends Lifecycle<S>> void move(
            long card, @Nullable Voice who, S from, S to, String because, Instant at) {
        String now = locked(card);
        if (!now.equals(from.key()) || !from.next().contains(to))
            throw new IllegalStateException(
                    "no step from " + from.key() + " (now " + now + ") to " + to.key());
        cards.state(card, to.key(), at);
        note(card, who, from.key(), to.key(), because, at);
    }

    private String locked(long card) {
        return jdbc.sql("select state from catalogue.card where id = :id for no key update")
                .param("id", card)
                .query((row, n) -> row.getString(1))
                .optional()
                .orElseThrow(NotFound::new);
    }

    private void note(
            long card,
            @Nullable Voice who,
            @Nullable String from,
            String to,
            String because,
            Instant at) {
        jdbc.sql(
                        """
                insert into catalogue.move (card, who, at, from_state, to_state, because)
                values (:card, :who, :at, :from, :to, :because)
                """)
                .param("card", card)
                .param("who", who == null ? null : who.id())
                .param("at", Rows.sql(at))
                .param("from", from)
                .param("to", to)
                .param("because", because)
                .update();
    }
}
