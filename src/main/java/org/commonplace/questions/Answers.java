package org.commonplace.questions;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.commonplace.awareness.Requests;
import org.commonplace.awareness.Watches;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Card;
import org.commonplace.catalogue.Cards;
import org.commonplace.catalogue.Moves;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Voices;
import org.commonplace.conversations.Post;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.Posts;
import org.commonplace.moderation.Moderation;
import org.commonplace.people.Aliases;
import org.commonplace.people.Members;
import org.commonplace.people.Profile;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.commonplace.questions.Questions.Question;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Answering, commenting, accepting, and saying where an answer worked. */
@Component
public class Answers {
    private final JdbcClient jdbc;
    private final Questions questions;
    private final Cards cards;
    private final Moves moves;
    private final Activity activity;
    private final Posts posts;
    private final Moderation moderation;
    private final Aliases aliases;
    private final Members members;
    private final Watches watches;
    private final Voices voices;
    private final Requests requests;
    private final Invitations invitations;
    private final Clock clock;
    private final States states;

    Answers(
            JdbcClient jdbc,
            Questions questions,
            Cards cards,
            Moves moves,
            Activity activity,
            Posts posts,
            Moderation moderation,
            Aliases aliases,
            Members members,
            Watches watches,
            Voices voices,
            Requests requests,
            Invitations invitations,
            Clock clock,
            States states) {
        this.jdbc = jdbc;
        this.questions = questions;
        this.cards = cards;
        this.moves = moves;
        this.activity = activity;
        this.posts = posts;
        this.moderation = moderation;
        this.aliases = aliases;
        this.members = members;
        this.watches = watches;
        this.voices = voices;
        this.requests = requests;
        this.invitations = invitations;
        this.clock = clock;
        this.states = states;
    }

    /**
     * Answers a question that is not closed. The asker's own further words are a comment unless
     * they say otherwise.
     */
    @Transactional
    public PostId answer(QuestionId id, String body, String language, Viewer author) {
        states.lock(id);
        Question question = questions.get(id, author.required());
        if (question.state() == State.CLOSED) throw new Forbidden("error.closed");
        if (question.state() == State.SAME) throw new Forbidden("error.same");
        Optional<PostId> said = posts.said(id.value(), id.post(), "answer", body, author);
        if (said.isPresent()) return said.get();
        Written post = write(question, id.post(), "answer", body, language, author);
        jdbc.sql(
                        "insert into questions.answer (id, question, answered_at) values (:post, :id, :now)")
                .param("now", Rows.sql(clock.instant()))
                .param("post", post.id().value())
                .param("id", id.value())
                .update();
        invitations.answered(id, author.member());
        if (!post.held()) count(question);
        return post.id();
    }

    private void count(Question question) {
        Instant now = clock.instant();
        jdbc.sql(
                        """
                update questions.question
                   set answers = answers + 1, first_answer_at = coalesce(first_answer_at, :now),
                       state = case state when 'asked' then 'answered' else state end
                 where id = :id
                """)
                .param("now", Rows.sql(now))
                .param("id", question.id().value())
                .update();
        if (question.state() == State.ASKED)
            moves.move(question.id().value(), null, State.ASKED, State.ANSWERED, "");
        else cards.moved(question.id().value(), now);
    }

    /** Comments on the question or on one of its answers. */
    @Transactional
    public PostId comment(QuestionId id, PostId on, String body, String language, Viewer author) {
        states.lock(id);
        Question question = questions.get(id, author.required());
        Post target = posts.get(on, author);
        if (target.thread() != id.value()) throw new NotFound();
        PostId to =
                target.kind().equals("comment")
                        ? Objects.requireNonNullElse(target.replyTo(), id.post())
                        : on;
        Optional<PostId> said = posts.said(id.value(), to, "comment", body, author);
        if (said.isPresent()) return said.get();
        Written post = write(question, to, "comment", body, language, author);
        if (post.held()) return post.id();
        jdbc.sql("update questions.question set comments = comments + 1 where id = :id")
                .param("id", id.value())
                .update();
        cards.moved(id.value(), clock.instant());
        return post.id();
    }

    /** A post that was written; held, it is not counted until somebody has looked at it. */
    private record Written(PostId id, boolean held) {}

    private Written write(
            Question question,
            PostId replyTo,
            String kind,
            String body,
            String pages,
            Viewer author) {
        PostId id = PostId.next();
        Instant now = clock.instant();
        Voice as = voices.in(question.id().value(), author);
        @Nullable String language =
                voices.language(body, pages, question.community(), question.id().value());
        @Nullable String because = moderation.mustWait(author, question.community(), body);
        cards.file(
                new Card(
                        id.value(),
                        kind,
                        question.title(),
                        Markdown.gist(body, 240),
                        "current",
                        as,
                        question.audience(),
                        question.community(),
                        question.id().value(),
                        language,
                        question.path() + "#" + id,
                        List.of(),
                        now,
                        false));
        posts.write(
                Posts.Draft.here(
                        id, question.id().value(), replyTo, kind, as, now, language, body));
        watches.watch(author.member(), question.id().value());
        activity.record(
                as,
                kind.equals("answer") ? "answered" : "commented",
                id.value(),
                Map.of("on", replyTo.toString()));
        if (because != null) moderation.hold(id.value(), because);
        return new Written(id, because != null);
    }

    /** An answer's own row, as its rules need it. */
    private record Answer(PostId id, QuestionId question, boolean accepted) {}

    private Answer get(PostId id) {
        return jdbc.sql("select id, question, accepted from questions.answer where id = :id")
                .param("id", id.value())
                .query(
                        (row, n) ->
                                new Answer(
                                        new PostId(row.getLong("id")),
                                        new QuestionId(row.getLong("question")),
                                        row.getBoolean("accepted")))
                .optional()
                .orElseThrow(NotFound::new);
    }

    /** The answer as it is inside the question's lock. */
    private Answer locked(PostId id) {
        states.lock(get(id).question());
        return get(id);
    }

    /** The asker accepts one answer; another that was accepted before no longer is. */
    @Transactional
    public QuestionId accept(PostId id, Viewer viewer) {
        Answer answer = locked(id);
        Question question = questions.get(answer.question(), viewer.required());
        posts.get(id, viewer);
        if (!question.asks(viewer)) throw new Forbidden("error.asker-only");
        if (question.state() == State.SAME) throw new Forbidden("error.same-question");
        if (answer.accepted()) return answer.question();
        mark(answer.question(), id);
        states.move(
                answer.question(),
                Voice.onRecord(question.asker()),
                question.state(),
                State.SETTLED,
                "accepted");
        aliases.deliverTo(posts.get(id, viewer).author())
                .filter(author -> !author.equals(viewer.member()))
                .ifPresent(members::trust);
        requests.done(viewer.member(), "answered", question.id().value(), "accepted");
        activity.record(Voice.onRecord(question.asker()), "accepted", id.value(), Map.of());
        return answer.question();
    }

    private void mark(QuestionId question, @Nullable PostId answer) {
        jdbc.sql(
                        "update questions.answer set accepted = false where question = :question and accepted")
                .param("question", question.value())
                .update();
        if (answer != null)
            jdbc.sql("update questions.answer set accepted = true where id = :answer")
                    .param("answer", answer.value())
                    .update();
        jdbc.sql("update questions.question set accepted = :answer where id = :question")
                .param("answer", answer == null ? null : answer.value())
                .param("question", question.value())
                .update();
    }

    @Transactional
    public QuestionId unaccept(PostId id, Viewer viewer) {
        Answer answer = locked(id);
        Question question = questions.get(answer.question(), viewer.required());
        if (!question.asks(viewer)) throw new Forbidden("error.asker-only");
        if (!answer.accepted()) return answer.question();
        mark(answer.question(), null);
        states.move(
                answer.question(),
                Voice.onRecord(question.asker()),
                question.state(),
                states.opened(answer.question()),
                "");
        return answer.question();
    }

    /** What a library says of an answer that it tried. */
    public record Tried(String library, Verdict verdict, String line, LocalDate on) {}

    /**
     * "Worked for us", partly, or not here. One library says it once for an answer; saying it again
     * replaces the line.
     */
    @Transactional
    public QuestionId report(PostId id, Tried tried, Viewer reporter) {
        Answer answer = locked(id);
        posts.get(id, reporter.required());
        Voice as = voices.in(answer.question().value(), reporter);
        jdbc.sql(
                        """
                insert into questions.report (id, answer, reporter, library, verdict, line, tried_on, at)
                values (:id, :answer, :reporter, :library, :verdict, :line, :on, :now)
                on conflict (answer, reporter, library) do update
                   set verdict = excluded.verdict, line = excluded.line, tried_on = excluded.tried_on, at = excluded.at
                """)
                .param("id", PublicId.next())
                .param("answer", id.value())
                .param("reporter", as.id())
                .param("library", tried.library())
                .param("verdict", tried.verdict().key())
                .param("line", tried.line())
                .param("on", tried.on())
                .param("now", Rows.sql(clock.instant()))
                .update();
        tally(answer);
        cards.moved(answer.question().value(), clock.instant());
        requests.done(
                reporter.member(), "answered", answer.question().value(), tried.verdict().key());
        activity.record(
                as,
                "tried",
                id.value(),
                Map.of(
                        "verdict",
                        tried.verdict().key(),
                        "library",
                        tried.library(),
                        "line",
                        tried.line()));
        return answer.question();
    }

    private void tally(Answer answer) {
        jdbc.sql(
                        """
                update questions.answer a
                   set worked = r.worked, partly = r.partly, not_here = r.not_here,
                       last_worked_on = r.last_on, last_worked_at = r.last_at
                  from (select count(*) filter (where verdict = 'worked') as worked,
                               count(*) filter (where verdict = 'partly') as partly,
                               count(*) filter (where verdict = 'not-here') as not_here,
                               max(tried_on) filter (where verdict = 'worked') as last_on,
                               (array_agg(library order by tried_on desc) filter (where verdict = 'worked'))[1] as last_at
                          from questions.report where answer = :id) r
                 where a.id = :id
                """)
                .param("id", answer.id().value())
                .update();
        states.worked(answer.question());
    }

    @Transactional
    public QuestionId withdrawReport(PostId id, String library, Viewer reporter) {
        Answer answer = locked(id);
        posts.get(id, reporter.required());
        jdbc.sql(
                        "delete from questions.report where answer = :answer and reporter = any(:personas) and library = :library")
                .param("answer", id.value())
                .param("personas", reporter.required().personas().toArray(new Long[0]))
                .param("library", library)
                .update();
        tally(answer);
        activity.record(
                voices.in(answer.question().value(), reporter), "withdrew", id.value(), Map.of());
        return answer.question();
    }

    /** Marks a comment as an answer, by its author, the asker or a steward. */
    @Transactional
    public QuestionId promote(PostId id, Viewer viewer) {
        Post post = deciding(id, viewer);
        QuestionId question = new QuestionId(post.thread());
        if (!post.kind().equals("comment")) return question;
        posts.kind(id, "answer");
        jdbc.sql(
                        "insert into questions.answer (id, question, answered_at) values (:post, :id, :now)")
                .param("now", Rows.sql(clock.instant()))
                .param("post", id.value())
                .param("id", question.value())
                .update();
        states.recount(question, voices.in(id.value(), viewer));
        activity.record(voices.in(id.value(), viewer), "promoted", id.value(), Map.of());
        return question;
    }

    /** Turns an answer that is none into a comment, unless it was accepted or tried. */
    @Transactional
    public QuestionId demote(PostId id, Viewer viewer) {
        Post post = deciding(id, viewer);
        QuestionId question = new QuestionId(post.thread());
        if (!post.kind().equals("answer")) return question;
        int dropped =
                jdbc.sql(
                                """
                delete from questions.answer a where a.id = :id and not a.accepted
                   and not exists (select from questions.report r where r.answer = a.id)
                """)
                        .param("id", id.value())
                        .update();
        if (dropped == 0) throw new Forbidden("error.answer-in-use");
        posts.kind(id, "comment");
        states.recount(question, voices.in(id.value(), viewer));
        activity.record(voices.in(id.value(), viewer), "demoted", id.value(), Map.of());
        return question;
    }

    /** The post as it is inside the lock, for its author, the asker or a steward. */
    private Post deciding(PostId id, Viewer viewer) {
        states.lock(questions.of(id));
        Post post = posts.get(id, viewer.required());
        Question question = questions.get(new QuestionId(post.thread()), viewer);
        if (!viewer.mine(post.author()) && !questions.decides(question, viewer))
            throw new Forbidden("error.asker-or-steward");
        return post;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** The reporter’s own library, where the place lets it be known. */
    String libraryOf(PostId answer, Viewer viewer) {
        return voices.self(answer.value(), viewer).map(Profile::organisation).orElse("");
    }
}
