package org.commonplace.questions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Moves;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.Rows;
import org.commonplace.conversations.PostId;
import org.commonplace.people.Voice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * How a question moves from one state to another. Each move is noted, and told to whom it concerns.
 */
@Component
public class States {
    private final JdbcClient jdbc;
    private final Moves moves;
    private final Activity activity;
    private final Clock clock;

    States(JdbcClient jdbc, Moves moves, Activity activity, Clock clock) {
        this.jdbc = jdbc;
        this.moves = moves;
        this.activity = activity;
        this.clock = clock;
    }

    private static final Duration OUTCOME = Duration.ofDays(30);

    /** Locks the question's row, so that deeds on one question follow one another. */
    void lock(QuestionId id) {
        boolean there =
                jdbc.sql("select 1 from questions.question where id = :id for update")
                        .param("id", id.value())
                        .query(Integer.class)
                        .optional()
                        .isPresent();
        if (!there) throw new NotFound();
    }

    void move(QuestionId id, @Nullable Voice who, State from, State to, String because) {
        if (from == to) return;
        jdbc.sql(
                        """
                update questions.question
                   set state = :state,
                       settled_because = case when :state = 'settled' then :because end,
                       closed_because = case when :state = 'closed' then :because end,
                       duplicate_of = case when :state = 'same' then duplicate_of end
                 where id = :id
                """)
                .param("state", to.key())
                .param("because", because)
                .param("id", id.value())
                .update();
        if (to == State.ASKED && from != State.HELD && from != State.CONVENED) restartClock(id);
        outcomeIn(id, to == State.SETTLED ? OUTCOME : null);
        moves.move(id.value(), who, from, to, because);
        activity.record(who, to.key(), id.value(), Map.of("from", from.key()));
    }

    /** Opened again, or without its answer again: the steps begin anew. */
    private void restartClock(QuestionId id) {
        jdbc.sql(
                        """
                update questions.question set clock_from = :now, clock_step = 0, clock_at = :now, offered_at = null
                 where id = :id and clock_from is not null
                """)
                .param("now", Rows.sql(clock.instant()))
                .param("id", id.value())
                .update();
    }

    /** A while after it was settled the asker is asked what came of it. */
    private void outcomeIn(QuestionId id, @Nullable Duration after) {
        Instant now = clock.instant();
        jdbc.sql(
                        "update questions.question set settled_at = :settled, outcome_at = :outcome where id = :id")
                .param("settled", after == null ? null : Rows.sql(now))
                .param("outcome", after == null ? null : Rows.sql(now.plus(after)))
                .param("id", id.value())
                .update();
    }

    /** A workgroup has it. */
    @Transactional
    public void convene(QuestionId id, Voice by) {
        lock(id);
        at(id).filter(State::open).ifPresent(state -> move(id, by, state, State.CONVENED, ""));
    }

    /** Its workgroup kept a practice: that settles it. */
    @Transactional
    public void workedOut(QuestionId id, Voice by, String practice) {
        lock(id);
        at(id).filter(State::open).ifPresent(state -> move(id, by, state, State.SETTLED, practice));
    }

    /** Its workgroup found no solution, and says why. */
    @Transactional
    public void unsolved(QuestionId id, Voice by, String because) {
        lock(id);
        at(id).filter(State::open).ifPresent(state -> move(id, by, state, State.CLOSED, because));
    }

    /** Its workgroup has let go of it: its clock runs on. */
    @Transactional
    public void resume(QuestionId id, @Nullable Voice by, String because) {
        lock(id);
        at(id).filter(state -> state == State.CONVENED)
                .ifPresent(state -> move(id, by, state, opened(id), because));
    }

    /** Where a question goes that is neither settled nor closed: a survey's replies count too. */
    State opened(QuestionId id) {
        return jdbc.sql("select answers + replies from questions.question where id = :id")
                .param("id", id.value())
                .query((row, n) -> State.open(row.getInt(1)))
                .single();
    }

    private Optional<State> at(QuestionId id) {
        return jdbc.sql("select state from questions.question where id = :id")
                .param("id", id.value())
                .query((row, n) -> State.of(row.getString(1)))
                .optional();
    }

    /** An answer goes: if it is the accepted one, the question is open again. */
    void lose(QuestionId id, PostId answer, @Nullable Voice by) {
        jdbc.sql("select state from questions.question where id = :id and accepted = :answer")
                .param("id", id.value())
                .param("answer", answer.value())
                .query((row, n) -> State.of(row.getString(1)))
                .optional()
                .ifPresent(
                        state -> {
                            unaccept(id);
                            move(id, by, state, opened(id), "");
                        });
    }

    /** Opened again, a question has no accepted answer. */
    void unaccept(QuestionId id) {
        jdbc.sql("update questions.answer set accepted = false where question = :id and accepted")
                .param("id", id.value())
                .update();
        jdbc.sql("update questions.question set accepted = null where id = :id")
                .param("id", id.value())
                .update();
    }

    /**
     * Counts anew what everybody may see below a question, inside its lock: counted before it, an
     * answer that comes meanwhile would be lost to the count.
     */
    @Transactional
    public void recount(QuestionId id, @Nullable Voice by) {
        lock(id);
        jdbc.sql(
                        """
                update questions.question q set answers = n.answers, comments = n.comments, replies = n.replies
                  from (select count(*) filter (where p.kind = 'answer') as answers,
                               count(*) filter (where p.kind = 'comment') as comments,
                               (select count(*) from questions.survey_reply r
                                  join catalogue.shown c on c.id = r.id where r.question = :id) as replies
                          from conversations.shown p where p.thread = :id and p.id <> :id) n
                 where q.id = :id
                """)
                .param("id", id.value())
                .update();
        worked(id);
        at(id).filter(state -> state == State.ASKED || state == State.ANSWERED)
                .ifPresent(state -> move(id, by, state, opened(id), ""));
    }

    /** Counts where the answers that everybody may see have worked; the question is locked. */
    void worked(QuestionId id) {
        jdbc.sql(
                        """
                update questions.question q
                   set worked = (select coalesce(sum(a.worked), 0) from questions.answer a
                                   join catalogue.shown c on c.id = a.id where a.question = q.id)
                 where q.id = :id
                """)
                .param("id", id.value())
                .update();
    }

    /** The question below which a post or a survey's reply stands, or that the card is. */
    Optional<QuestionId> around(long card) {
        return jdbc.sql(
                        """
                select q.id from conversations.posted p join questions.question q on q.id = p.thread where p.id = :card
                union all select question from questions.survey_reply where id = :card limit 1
                """)
                .param("card", card)
                .query((row, n) -> new QuestionId(row.getLong(1)))
                .optional();
    }

    /** Shows a question that was held, once its card is shown again. */
    @Transactional
    void release(QuestionId id) {
        jdbc.sql("select 1 from questions.question where id = :id and state = 'held' for update")
                .param("id", id.value())
                .query(Integer.class)
                .optional()
                .ifPresent(held -> move(id, null, State.HELD, opened(id), ""));
    }
}
