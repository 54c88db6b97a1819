package org.commonplace.questions;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.commonplace.awareness.Requests;
import org.commonplace.awareness.Watches;
import org.commonplace.catalogue.Activity;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Voices;
import org.commonplace.people.Aliases;
import org.commonplace.people.MemberId;
import org.commonplace.people.Viewer;
import org.commonplace.questions.Questions.Question;
import org.commonplace.topics.Concepts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A question that was asked before stands for the other one: it is in no list and asks nobody, its
 * words find the other, and those who had the problem hear how that ends.
 */
@Component
public class SameQuestions {
    private final JdbcClient jdbc;
    private final Questions questions;
    private final States states;
    private final Requests requests;
    private final Watches watches;
    private final Aliases aliases;
    private final Concepts concepts;
    private final Activity activity;
    private final Clock clock;
    private final Voices voices;

    SameQuestions(
            JdbcClient jdbc,
            Questions questions,
            States states,
            Requests requests,
            Watches watches,
            Aliases aliases,
            Concepts concepts,
            Activity activity,
            Clock clock,
            Voices voices) {
        this.voices = voices;
        this.jdbc = jdbc;
        this.questions = questions;
        this.states = states;
        this.requests = requests;
        this.watches = watches;
        this.aliases = aliases;
        this.concepts = concepts;
        this.activity = activity;
        this.clock = clock;
    }

    /**
     * Says that a question is the same as another, which everybody can read who can read this one.
     * What stood for this one stands for the other too.
     */
    @Transactional
    public void join(QuestionId id, QuestionId other, Viewer viewer) {
        QuestionId first = standsFor(other);
        if (first.equals(id)) throw new Forbidden("error.same-circle");
        Stream.of(id, first)
                .sorted(Comparator.comparingLong(QuestionId::value))
                .forEach(states::lock);
        Question question = questions.get(id, viewer.required());
        Question canonical = questions.get(first, viewer);
        if (!questions.decides(question, viewer)) throw new Forbidden("error.asker-or-steward");
        if (canonical.state() == State.SAME
                || (canonical.audience() != Viewer.EVERYONE
                        && canonical.audience() != question.audience()))
            throw new Forbidden("error.same-unseen");
        jdbc.sql(
                        """
                update questions.question
                   set duplicate_of = :first, state = 'same' where id = :id or duplicate_of = :id
                """)
                .param("first", first.value())
                .param("id", id.value())
                .update();
        states.unaccept(id);
        if (question.state() != State.SAME) concepts.counts(id.value(), false);
        states.move(id, voices.in(id.value(), viewer), question.state(), State.SAME, "");
        requests.settle(Invitations.KIND, id.value(), "same");
        hearOf(question, canonical);
        activity.record(
                voices.in(id.value(), viewer),
                "joined",
                id.value(),
                Map.of("to", first.toString(), "cards", List.of(first.value())));
    }

    /** The question that another one stands for, or itself. */
    private QuestionId standsFor(QuestionId id) {
        return jdbc.sql("select coalesce(duplicate_of, id) from questions.question where id = :id")
                .param("id", id.value())
                .query((row, n) -> new QuestionId(row.getLong(1)))
                .optional()
                .orElse(id);
    }

    /** Its asker follows the other one, and all who had the problem hear how that ends. */
    private void hearOf(Question question, Question canonical) {
        long other = aliases.deliverTo(canonical.asker()).map(MemberId::value).orElse(0L);
        MemberId asker = aliases.deliverTo(question.asker()).orElse(null);
        if (asker != null) watches.watch(asker, canonical.id().value());
        jdbc.sql(
                        """
                insert into questions.same_problem (question, member, at)
                select :to, m, :now from (
                    select member as m from questions.same_problem where question = :from
                    union select cast(:asker as bigint)) all_of_them
                 where m is not null and m <> :other
                on conflict do nothing
                """)
                .param("to", canonical.id().value())
                .param("from", question.id().value())
                .param("asker", asker == null ? null : asker.value())
                .param("other", other)
                .param("now", Rows.sql(clock.instant()))
                .update();
        jdbc.sql(
                        """
                update questions.question q
                   set same = (select count(*) from questions.same_problem s where s.question = q.id) where q.id = :id
                """)
                .param("id", canonical.id().value())
                .update();
    }

    /** It is a question of its own after all: its clock starts anew, if nobody has answered it. */
    @Transactional
    public void part(QuestionId id, Viewer viewer) {
        states.lock(id);
        Question question = questions.get(id, viewer.required());
        if (!questions.decides(question, viewer)) throw new Forbidden("error.asker-or-steward");
        if (question.state() != State.SAME) return;
        QuestionId from = standsFor(id);
        states.move(id, voices.in(id.value(), viewer), State.SAME, states.opened(id), "");
        concepts.counts(id.value(), true);
        activity.record(
                voices.in(id.value(), viewer),
                "parted",
                id.value(),
                Map.of("cards", List.of(from.value())));
    }
}
