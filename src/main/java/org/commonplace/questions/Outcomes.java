package org.commonplace.questions;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.commonplace.awareness.Requests;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Rows;
import org.commonplace.people.Aliases;
import org.commonplace.people.Correspondence;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.commonplace.questions.Questions.Question;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** What came of it: thirty days after a question is settled its asker is asked. */
@Component
public class Outcomes {
    /** What an asker can say. */
    static final List<String> SAID = List.of("used", "adapted", "not-used");

    private final JdbcClient jdbc;
    private final Questions questions;
    private final Cards cards;
    private final Requests requests;
    private final Correspondence letters;
    private final Aliases aliases;
    private final Activity activity;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Outcomes(
            JdbcClient jdbc,
            Questions questions,
            Cards cards,
            Requests requests,
            Correspondence letters,
            Aliases aliases,
            Activity activity,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.cards = cards;
        this.requests = requests;
        this.letters = letters;
        this.aliases = aliases;
        this.activity = activity;
        this.transaction = transaction;
        this.clock = clock;
    }

    private record Settled(QuestionId id, String title, String path, PersonaId asker) {}

    /** Asks every asker whose time has come, once; returns how many. */
    public int ripen() {
        int asked = 0;
        while (Boolean.TRUE.equals(transaction.execute(status -> askOne()))) asked++;
        return asked;
    }

    private boolean askOne() {
        List<Settled> due =
                jdbc.sql(
                                """
                        select q.id, c.title, c.path, q.asker from questions.question q
                          join catalogue.shown c on c.id = q.id
                         where q.outcome_at <= :now order by q.outcome_at, q.id limit 1 for update of q skip locked
                        """)
                        .param("now", Rows.sql(clock.instant()))
                        .query(
                                (row, n) ->
                                        new Settled(
                                                new QuestionId(row.getLong("id")),
                                                row.getString("title"),
                                                row.getString("path"),
                                                new PersonaId(row.getLong("asker"))))
                        .list();
        due.forEach(this::ask);
        return !due.isEmpty();
    }

    private void ask(Settled question) {
        jdbc.sql("update questions.question set outcome_at = null where id = :id")
                .param("id", question.id().value())
                .update();
        Map<String, String> facts =
                Map.of("question", question.id().toString(), "title", question.title());
        aliases.deliverTo(question.asker())
                .ifPresent(
                        asker -> {
                            requests.ask(
                                    asker,
                                    "outcome",
                                    question.id().value(),
                                    List.of("settled"),
                                    Map.of("path", "/questions/" + question.id() + "/outcome"));
                            if (!requests.puts(asker, "outcome", question.id().value())) return;
                            letters.write(
                                    asker,
                                    "outcome " + question.id(),
                                    lab(question.id())
                                            ? letter ->
                                                    letter.subject("mail.room.subject")
                                                            .say("mail.room.say")
                                                            .button(
                                                                    "mail.room.button",
                                                                    "/questions/"
                                                                            + question.id()
                                                                            + "/outcome")
                                            : letter ->
                                                    letter.subject(
                                                                    "mail.outcome.subject",
                                                                    question.title())
                                                            .say(
                                                                    "mail.outcome.say",
                                                                    question.title())
                                                            .deed(
                                                                    "mail.outcome.used",
                                                                    "outcome-used",
                                                                    facts)
                                                            .deed(
                                                                    "mail.outcome.adapted",
                                                                    "outcome-adapted",
                                                                    facts)
                                                            .deed(
                                                                    "mail.outcome.not-used",
                                                                    "outcome-not-used",
                                                                    facts)
                                                            .small("mail.outcome.small"));
                        });
    }

    private boolean lab(QuestionId id) {
        return jdbc.sql(
                        """
                select exists (select from catalogue.shown c join communities.labs l on l.id = c.community where c.id = :id)
                """)
                .param("id", id.value())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /**
     * The asker says what came of it; saying it again replaces it. Whoever answered hears of it.
     */
    @Transactional
    public void say(QuestionId id, String said, String line, Viewer asker) {
        Question question = questions.get(id, asker.required());
        if (!question.asks(asker)) throw new Forbidden("error.asker-only");
        if (question.state() != State.SETTLED) throw new Forbidden("error.not-settled");
        jdbc.sql(
                        """
                insert into questions.outcome (question, said, line, at) values (:id, :said, :line, :now)
                on conflict (question) do update set said = excluded.said, line = excluded.line, at = excluded.at
                """)
                .param("id", id.value())
                .param("said", said)
                .param("line", line)
                .param("now", Rows.sql(clock.instant()))
                .update();
        cards.moved(id.value(), clock.instant());
        requests.done(asker.member(), "outcome", id.value(), said);
        if (question.accepted() != null)
            activity.record(
                    Voice.onRecord(question.asker()),
                    "outcome",
                    question.accepted().value(),
                    Map.of("said", said, "line", line));
    }
}
