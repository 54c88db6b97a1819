package org.commonplace.questions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Card;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.Rows;
import org.commonplace.chrome.Slug;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.Posts;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings in questions of an old site, with their dates and versions, in batches with one activity
 * row each. They start no clock and send no mail; answers count, accepted ones settle, closed ones
 * stay closed.
 */
@Component
public class Bringing {
    private static final int GIST = 240;
    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final Cards cards;
    private final Posts posts;
    private final Concepts concepts;
    private final Activity activity;

    Bringing(
            JdbcClient jdbc,
            NamedParameterJdbcTemplate batches,
            Cards cards,
            Posts posts,
            Concepts concepts,
            Activity activity) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.cards = cards;
        this.posts = posts;
        this.concepts = concepts;
        this.activity = activity;
    }

    /**
     * A text of an old site. Versions are those behind the present one; {@code number} is the
     * present one's.
     */
    public record OldText(
            PostId id,
            PersonaId author,
            Instant at,
            String body,
            int number,
            @Nullable PersonaId editor,
            @Nullable Instant editedAt,
            String licence,
            String sourceUrl,
            @Nullable String language,
            List<Posts.Old> versions) {}

    /** A question of an old site; {@code closed} is the reason, or null. */
    public record OldQuestion(
            OldText text,
            String title,
            long community,
            List<ConceptId> topics,
            @Nullable String closed,
            int score,
            int views) {}

    public record OldAnswer(
            OldText text, QuestionId question, String title, String path, int score) {}

    public record OldComment(
            OldText text,
            QuestionId question,
            PostId on,
            String title,
            String path,
            long community) {}

    @Transactional
    public void questions(List<OldQuestion> all) {
        if (all.isEmpty()) return;
        cards.file(all.stream().map(Bringing::card).toList());
        posts.open(all.stream().map(one -> one.text().id().value()).toList());
        write(
                all.stream().map(OldQuestion::text).toList(),
                all.stream()
                        .map(one -> draft(one.text(), one.text().id().value(), null, "opening"))
                        .toList());
        batches.batchUpdate(
                """
                insert into questions.question (id, kind, state, asker, slug, closed_because, asked_at, imported_score, imported_views)
                values (:id, :kind, :state, :asker, :slug, :closed, :at, :score, :views)
                """,
                all.stream()
                        .map(
                                one ->
                                        new MapSqlParameterSource("id", one.text().id().value())
                                                .addValue("kind", Kind.guess(one.title()).key())
                                                .addValue(
                                                        "state",
                                                        one.closed() == null ? "asked" : "closed")
                                                .addValue("asker", one.text().author().value())
                                                .addValue("slug", Slug.of(one.title()))
                                                .addValue("closed", one.closed())
                                                .addValue("at", Rows.sql(one.text().at()))
                                                .addValue("score", one.score())
                                                .addValue("views", one.views()))
                        .toArray(MapSqlParameterSource[]::new));
        concepts.subjects(all.stream().flatMap(Bringing::subjects).toList());
        tell(all.stream().map(one -> one.text().id().value()).toList());
    }

    private static Stream<Concepts.Subject> subjects(OldQuestion one) {
        List<ConceptId> topics = one.topics().stream().distinct().toList();
        return IntStream.range(0, topics.size())
                .mapToObj(
                        place ->
                                new Concepts.Subject(
                                        one.text().id().value(), topics.get(place), place));
    }

    private static Card card(OldQuestion one) {
        OldText text = one.text();
        return new Card(
                text.id().value(),
                "question",
                one.title(),
                Markdown.gist(text.body(), GIST),
                one.closed() == null ? "asked" : "closed",
                Voice.onRecord(text.author()),
                Viewer.EVERYONE,
                one.community(),
                null,
                text.language(),
                path(text.id(), one.title()),
                List.of(),
                text.at(),
                true);
    }

    public static String path(PostId question, String title) {
        return "/questions/" + question + "/" + Slug.of(title);
    }

    @Transactional
    public void answers(List<OldAnswer> all, long community) {
        if (all.isEmpty()) return;
        cards.file(
                all.stream()
                        .map(
                                one ->
                                        reply(
                                                one.text(),
                                                "answer",
                                                one.title(),
                                                one.path(),
                                                community,
                                                one.question()))
                        .toList());
        write(
                all.stream().map(OldAnswer::text).toList(),
                all.stream()
                        .map(
                                one ->
                                        draft(
                                                one.text(),
                                                one.question().value(),
                                                one.question().post(),
                                                "answer"))
                        .toList());
        batches.batchUpdate(
                "insert into questions.answer (id, question, answered_at, imported_score) values (:id, :question, :at, :score)",
                all.stream()
                        .map(
                                one ->
                                        new MapSqlParameterSource("id", one.text().id().value())
                                                .addValue("question", one.question().value())
                                                .addValue("at", Rows.sql(one.text().at()))
                                                .addValue("score", one.score()))
                        .toArray(MapSqlParameterSource[]::new));
        tell(all.stream().map(one -> one.text().id().value()).toList());
    }

    @Transactional
    public void comments(List<OldComment> all) {
        if (all.isEmpty()) return;
        cards.file(
                all.stream()
                        .map(
                                one ->
                                        reply(
                                                one.text(),
                                                "comment",
                                                one.title(),
                                                one.path(),
                                                one.community(),
                                                one.question()))
                        .toList());
        write(
                all.stream().map(OldComment::text).toList(),
                all.stream()
                        .map(one -> draft(one.text(), one.question().value(), one.on(), "comment"))
                        .toList());
    }

    private static Card reply(
            OldText text,
            String kind,
            String title,
            String path,
            long community,
            QuestionId question) {
        return new Card(
                text.id().value(),
                kind,
                title,
                Markdown.gist(text.body(), GIST),
                "current",
                Voice.onRecord(text.author()),
                Viewer.EVERYONE,
                community,
                question.value(),
                text.language(),
                path + "#" + text.id(),
                List.of(),
                text.at(),
                true);
    }

    private void write(List<OldText> texts, List<Posts.Draft> drafts) {
        posts.write(drafts);
        List<Posts.Old> versions = new ArrayList<>();
        texts.forEach(one -> versions.addAll(one.versions()));
        if (!versions.isEmpty()) posts.writeVersions(versions);
    }

    private static Posts.Draft draft(
            OldText one, long thread, @Nullable PostId replyTo, String kind) {
        return new Posts.Draft(
                one.id(),
                thread,
                replyTo,
                kind,
                Voice.onRecord(one.author()),
                one.at(),
                "import",
                one.language(),
                one.licence(),
                one.sourceUrl(),
                one.number(),
                one.editor(),
                one.editedAt(),
                Markdown.cleaned(one.body()));
    }

    /** One activity row for the batch: the first card, and all of them among its facts. */
    private void tell(List<Long> ids) {
        activity.record(null, "brought-in", ids.getFirst(), Map.of("cards", ids));
    }

    /** Two questions that a text of the old site mentioned together. */
    public record Mention(long question, long other, boolean duplicate) {}

    @Transactional
    public void mentions(List<Mention> all) {
        batches.batchUpdate(
                "insert into questions.link (question, other, kind) values (:question, :other, :kind) on conflict do nothing",
                all.stream()
                        .map(
                                one ->
                                        new MapSqlParameterSource("question", one.question())
                                                .addValue("other", one.other())
                                                .addValue(
                                                        "kind",
                                                        one.duplicate() ? "duplicate" : "linked"))
                        .toArray(MapSqlParameterSource[]::new));
    }

    /** Accepts answers as the old site did, where nobody here has decided otherwise. */
    @Transactional
    public void accepted(Map<Long, Long> answerByQuestion) {
        batches.batchUpdate(
                """
                with marked as (
                    update questions.answer a set accepted = true
                      from questions.question q
                     where a.id = :answer and q.id = :question and a.question = q.id and q.accepted is null
                    returning a.question)
                update questions.question q set accepted = :answer from marked where q.id = marked.question
                """,
                answerByQuestion.entrySet().stream()
                        .map(
                                one ->
                                        new MapSqlParameterSource("question", one.getKey())
                                                .addValue("answer", one.getValue()))
                        .toArray(MapSqlParameterSource[]::new));
    }

    /** Counts answers and comments of these questions anew, and says where they stand. */
    @Transactional
    public void count(List<Long> questions) {
        Long[] ids = questions.toArray(new Long[0]);
        posts.recount(questions);
        jdbc.sql(
                        """
                update questions.question q
                   set answers = n.answers, comments = n.comments, first_answer_at = n.first,
                       state = case when q.state = 'closed' then 'closed' when q.accepted is not null then 'settled'
                                    when n.answers > 0 then 'answered' else 'asked' end,
                       settled_because = case when q.accepted is not null then 'accepted' end
                  from (select o.id, count(p.id) filter (where p.kind = 'answer') as answers,
                               count(p.id) filter (where p.kind = 'comment') as comments,
                               min(p.at) filter (where p.kind = 'answer') as first
                          from questions.question o left join conversations.posted p on p.thread = o.id and p.id <> o.id
                         where o.id = any(:ids) group by o.id) n
                 where n.id = q.id and q.state in ('asked', 'answered', 'settled', 'closed')
                """)
                .param("ids", ids)
                .update();
        jdbc.sql(
                        "select q.id, q.state, greatest(q.asked_at, max(p.at)) as moved from questions.question q join conversations.posted p on p.thread = q.id where q.id = any(:ids) group by q.id")
                .param("ids", ids)
                .query(
                        (row, n) ->
                                new Moved(
                                        row.getLong("id"),
                                        row.getString("state"),
                                        Rows.instant(row, "moved")))
                .list()
                .forEach(one -> cards.broughtIn(one.id(), one.state(), one.at()));
        if (!questions.isEmpty()) tell(questions);
    }

    private record Moved(long id, String state, Instant at) {}
}
