package org.commonplace.questions;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.commonplace.awareness.Watches;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Card;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Voices;
import org.commonplace.moderation.Moderation;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.commonplace.questions.Questions.Question;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Surveys of practice: the asker's form, and the libraries' replies to it. */
@Component
public class Surveys {
    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final JsonMapper json;
    private final Questions questions;
    private final Cards cards;
    private final Moderation moderation;
    private final Invitations invitations;
    private final Watches watches;
    private final Activity activity;
    private final Clock clock;
    private final States states;
    private final Voices voices;

    Surveys(
            JdbcClient jdbc,
            NamedParameterJdbcTemplate batches,
            JsonMapper json,
            Questions questions,
            Cards cards,
            Moderation moderation,
            Invitations invitations,
            Watches watches,
            Activity activity,
            Clock clock,
            States states,
            Voices voices) {
        this.voices = voices;
        this.jdbc = jdbc;
        this.batches = batches;
        this.json = json;
        this.questions = questions;
        this.cards = cards;
        this.moderation = moderation;
        this.invitations = invitations;
        this.watches = watches;
        this.activity = activity;
        this.clock = clock;
        this.states = states;
    }

    List<Survey.Field> fields(QuestionId id) {
        return jdbc.sql(
                        "select * from questions.survey_field where question = :id order by position")
                .param("id", id.value())
                .query(
                        (row, n) ->
                                new Survey.Field(
                                        row.getInt("position"),
                                        row.getString("label"),
                                        row.getString("kind"),
                                        Rows.texts(row, "options")))
                .list();
    }

    /**
     * Drafts the form. Once libraries have replied, fields keep their places and kinds: words can
     * be made clearer and fields added, so that no reply loses its meaning.
     */
    @Transactional
    public void draft(QuestionId id, List<Survey.Field> fields, Viewer viewer) {
        states.lock(id);
        Question question = questions.get(id, viewer.required());
        if (!questions.decides(question, viewer)) throw new Forbidden("error.asker-or-steward");
        List<Survey.Field> before = fields(id);
        if (replied(id) && !keeps(before, fields)) throw new Forbidden("error.survey-replied");
        jdbc.sql("delete from questions.survey_field where question = :id")
                .param("id", id.value())
                .update();
        batches.batchUpdate(
                """
                insert into questions.survey_field (question, position, label, kind, options)
                values (:question, :position, :label, :kind, :options)
                """,
                fields.stream()
                        .map(
                                one ->
                                        new MapSqlParameterSource("question", id.value())
                                                .addValue("position", one.position())
                                                .addValue("label", one.label())
                                                .addValue("kind", one.kind())
                                                .addValue(
                                                        "options",
                                                        one.options().toArray(new String[0])))
                        .toArray(MapSqlParameterSource[]::new));
        jdbc.sql("update questions.question set kind = 'survey' where id = :id")
                .param("id", id.value())
                .update();
        activity.record(voices.in(id.value(), viewer), "described", id.value(), Map.of());
    }

    private boolean replied(QuestionId id) {
        return jdbc.sql("select exists (select from questions.survey_reply where question = :id)")
                .param("id", id.value())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    private static boolean keeps(List<Survey.Field> before, List<Survey.Field> after) {
        if (after.size() < before.size()) return false;
        for (int i = 0; i < before.size(); i++)
            if (!after.get(i).kind().equals(before.get(i).kind())
                    || !after.get(i).options().containsAll(before.get(i).options())) return false;
        return true;
    }

    /** A library's reply. */
    public record Answered(
            String library,
            @Nullable String sector,
            @Nullable String size,
            @Nullable String country,
            Map<String, String> answers,
            String line) {}

    /** Replies for a library; saying it again for the same library replaces what was said. */
    @Transactional
    public void reply(QuestionId id, Answered answered, Viewer author) {
        states.lock(id);
        Question question = questions.get(id, author.required());
        if (question.state() == State.CLOSED) throw new Forbidden("error.closed");
        if (question.state() == State.SAME) throw new Forbidden("error.same");
        if (fields(id).isEmpty()) throw new NotFound();
        Voice as = voices.in(id.value(), author);
        Instant now = clock.instant();
        long reply =
                jdbc.sql(
                                "select id from questions.survey_reply where question = :id and persona = :persona and library = :library")
                        .param("id", id.value())
                        .param("persona", as.id())
                        .param("library", answered.library())
                        .query((row, n) -> row.getLong(1))
                        .optional()
                        .orElseGet(() -> file(question, answered, as, now, author));
        jdbc.sql(
                        """
                insert into questions.survey_reply (id, question, persona, library, sector, size, country, answers, line, at)
                values (:id, :question, :persona, :library, :sector, :size, :country, cast(:answers as jsonb), :line, :now)
                on conflict (question, persona, library) do update
                   set sector = excluded.sector, size = excluded.size, country = excluded.country,
                       answers = excluded.answers, line = excluded.line, at = excluded.at
                """)
                .param("id", reply)
                .param("question", id.value())
                .param("persona", as.id())
                .param("library", answered.library())
                .param("sector", answered.sector())
                .param("size", answered.size())
                .param("country", answered.country())
                .param("answers", json.writeValueAsString(answered.answers()))
                .param("line", answered.line())
                .param("now", Rows.sql(now))
                .update();
        states.recount(id, as);
        cards.moved(id.value(), now);
        invitations.answered(id, author.member());
        watches.watch(author.member(), id.value());
        activity.record(as, "replied", reply, Map.of());
    }

    private long file(Question question, Answered answered, Voice as, Instant now, Viewer author) {
        long reply = PublicId.next();
        @Nullable String because =
                moderation.mustWait(
                        author,
                        question.community(),
                        answered.line() + " " + String.join(" ", answered.answers().values()));
        cards.file(
                new Card(
                        reply,
                        "reply",
                        question.title(),
                        answered.library(),
                        "current",
                        as,
                        question.audience(),
                        question.community(),
                        question.id().value(),
                        null,
                        question.path() + "#" + PublicId.text(reply),
                        List.of(),
                        now,
                        false));
        if (because != null) moderation.hold(reply, because);
        return reply;
    }

    /** Takes one's own reply back. */
    @Transactional
    public void withdraw(QuestionId id, long reply, Viewer viewer) {
        states.lock(id);
        questions.get(id, viewer.required());
        int gone =
                jdbc.sql(
                                "delete from questions.survey_reply where id = :reply and question = :id and persona = any(:personas)")
                        .param("reply", reply)
                        .param("id", id.value())
                        .param("personas", viewer.personas().toArray(new Long[0]))
                        .update();
        if (gone == 0) throw new NotFound();
        cards.bury(reply, "author");
        states.recount(id, voices.in(id.value(), viewer));
    }
}
