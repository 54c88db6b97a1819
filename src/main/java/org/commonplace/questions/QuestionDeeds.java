package org.commonplace.questions;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.PublicId;
import org.commonplace.communities.Communities;
import org.commonplace.conversations.Post;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.Talks;
import org.commonplace.mail.Mail;
import org.commonplace.mail.Refused;
import org.commonplace.people.Deed;
import org.commonplace.people.Deeds;
import org.commonplace.people.Members;
import org.commonplace.people.Members.MayAsk;
import org.commonplace.people.Organisations;
import org.commonplace.people.Receipt;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is done to questions and their answers by more doors than a button. */
@Component
class QuestionDeeds implements Deeds {
    private static final int LINE = 500;
    private final Questions questions;
    private final Answers answers;
    private final Surveys surveys;
    private final Outcomes outcomes;
    private final PrivateReplies replies;
    private final Talks talks;
    private final Invitations invitations;
    private final Members members;
    private final QuestionMailbox mailbox;

    QuestionDeeds(
            Questions questions,
            Answers answers,
            Surveys surveys,
            Outcomes outcomes,
            PrivateReplies replies,
            Talks talks,
            Invitations invitations,
            Members members,
            QuestionMailbox mailbox) {
        this.questions = questions;
        this.answers = answers;
        this.surveys = surveys;
        this.outcomes = outcomes;
        this.replies = replies;
        this.talks = talks;
        this.invitations = invitations;
        this.members = members;
        this.mailbox = mailbox;
    }

    @Override
    public List<Deed<?>> all() {
        Stream<Deed<?>> one =
                Stream.of(
                        ask(),
                        answer(),
                        reply(),
                        accept(),
                        thank(),
                        share(),
                        asAnswer(),
                        asComment(),
                        inPrivate(),
                        consent(true),
                        consent(false),
                        notNow(),
                        mayAsk("may-ask", new MayAsk(true, 7)),
                        mayAsk("may-ask-twice", MayAsk.USUAL),
                        mayAsk("do-not-ask", new MayAsk(false, 7)));
        return Stream.of(
                        one,
                        Stream.of(Verdict.values()).map(this::tried),
                        Outcomes.SAID.stream().map(this::outcome))
                .<Deed<?>>flatMap(deeds -> deeds)
                .toList();
    }

    /** The question of a link; for a mail, the one that it is about. */
    private Deed.Things<QuestionId> question() {
        return Deed.Things.of(
                (facts, doer) -> QuestionId.of(facts.getOrDefault("question", "")),
                (mail, doer) ->
                        mailbox.post(mail, doer).map(post -> new QuestionId(post.thread())));
    }

    /** The post of a mail: the question itself, an answer, a comment. */
    private Deed.Things<PostId> post(boolean answer) {
        return Deed.Things.of(
                (facts, doer) -> PostId.of(facts.getOrDefault("post", "")),
                (mail, doer) -> about(mail, answer, doer));
    }

    private Optional<PostId> about(Mail mail, boolean answer, Viewer doer) {
        Optional<Post> about = mailbox.post(mail, doer);
        if (answer && about.isPresent() && !about.get().kind().equals("answer"))
            throw new Refused("mail.refused.no-answer");
        return about.map(Post::id);
    }

    private static Receipt done(String key, QuestionId question) {
        return Receipt.of(key, question.value(), "/questions/" + question + "/-");
    }

    private static Receipt done(String key, QuestionId question, PostId post) {
        return Receipt.of(key, question.value(), "/questions/" + question + "/-#" + post);
    }

    Deed<Viewer> ask() {
        return Deed.ofOneself("question")
                .byPromise()
                .does(
                        this::draft,
                        (me, draft, doer) ->
                                done(
                                        "asked",
                                        questions
                                                .asked(draft, doer)
                                                .orElseGet(() -> questions.ask(draft, doer))));
    }

    /** The form of a question: one required box, and what is under "more". */
    private Questions.Draft draft(Viewer me, Form form, Viewer doer) {
        String text = QuestionText.typed(form, doer);
        String kind = form.given("kind");
        String community = form.given("community").strip();
        String alias = form.note("alias", 80);
        if (!members.known(List.of(alias.toLowerCase(Locale.ROOT))).isEmpty())
            form.refuse("alias", "form.somebodys-name");
        Questions.Draft draft =
                new Questions.Draft(
                        text,
                        kind.matches("fix|judgement|survey") ? Kind.of(kind) : null,
                        null,
                        community.isEmpty() ? Communities.COMMONS : community,
                        filled(alias),
                        form.date("neededBy"),
                        one(form.given("sector"), Organisations.SECTORS),
                        one(form.given("size"), Organisations.SIZES),
                        country(form),
                        QuestionMailbox.language(doer));
        return form.yes("chatham") ? draft.underRule() : draft;
    }

    private static @Nullable String one(String text, List<String> of) {
        return of.contains(text) ? text : null;
    }

    private static @Nullable String country(Form form) {
        String country = form.given("country").strip();
        if (!country.matches("([A-Za-z]{2})?")) form.refuse("country", "form.country");
        return filled(country);
    }

    private static @Nullable String filled(String text) {
        return text.isBlank() ? null : text.strip();
    }

    Deed<QuestionId> answer() {
        return Deed.of("answer", question())
                .byPromise()
                .does(
                        (id, form, doer) -> form.text("text", QuestionText.longest(doer)),
                        (id, text, doer) ->
                                done(
                                        "answered",
                                        id,
                                        answers.answer(
                                                id, text, QuestionMailbox.language(doer), doer)));
    }

    Deed<QuestionId> reply() {
        return Deed.of("reply", question())
                .byPromise()
                .does(
                        (id, form, doer) -> SurveyForm.answered(surveys.fields(id), form),
                        (id, answered, doer) -> {
                            surveys.reply(id, answered, doer);
                            return done("replied", id);
                        });
    }

    Deed<PostId> accept() {
        return Deed.of("accept", post(true))
                .byWord()
                .posted()
                .does((id, said, doer) -> done("accept", answers.accept(id, doer), id));
    }

    Deed<PostId> thank() {
        return Deed.of("thanks", post(false))
                .byWord()
                .posted()
                .does(
                        (id, said, doer) -> {
                            long thread = talks.thank(id, doer).thread();
                            return Receipt.of("thanks", thread, "/cards/" + id);
                        });
    }

    Deed<QuestionId> share() {
        return Deed.of("same", question())
                .byWord()
                .posted()
                .does(
                        (id, said, doer) -> {
                            questions.share(id, true, doer);
                            return done("same", id);
                        });
    }

    /** "Worked for us", partly, or not here: at the library that is named, else the own one. */
    Deed<PostId> tried(Verdict verdict) {
        return Deed.of(verdict.key(), post(true))
                .byWord()
                .behind("library", Deed::place)
                .words("line")
                .does(
                        (id, form, doer) -> {
                            String library = form.note("library", 200);
                            if (library.isEmpty()) library = answers.libraryOf(id, doer);
                            if (library.isEmpty()) form.refuse("library", "form.required");
                            String line = form.words("line", LINE).replaceAll("\\s+", " ");
                            LocalDate on = form.past("on", answers.today());
                            return new Answers.Tried(library, verdict, line, on);
                        },
                        (id, tried, doer) ->
                                done(verdict.key(), answers.report(id, tried, doer), id));
    }

    /**
     * With words of its own the mail is the answer; without, the comment that it is about becomes
     * one.
     */
    private Deed<PostId> asAnswer() {
        return Deed.of("as-answer", post(false))
                .byWord()
                .along()
                .doesMailed(
                        (id, mail, doer) ->
                                mail.speaks()
                                        ? mailbox.answer(mail, questionOf(id, doer), doer)
                                        : done("answer", answers.promote(id, doer), id));
    }

    /** A mail that would be an answer is a comment; without words, the answer becomes one. */
    private Deed<PostId> asComment() {
        return Deed.of("as-comment", post(false))
                .byWord()
                .along()
                .doesMailed(
                        (id, mail, doer) ->
                                mail.speaks()
                                        ? mailbox.comment(mail, questionOf(id, doer), id, doer)
                                        : done("comment", answers.demote(id, doer), id));
    }

    /** To the asker alone. */
    private Deed<PostId> inPrivate() {
        return Deed.of("private", post(false))
                .byWord()
                .along()
                .doesMailed(
                        (id, mail, doer) -> {
                            if (!mail.speaks()) throw new Refused("mail.refused.empty");
                            return mailbox.reply(mail, questionOf(id, doer), doer);
                        });
    }

    private Questions.Question questionOf(PostId post, Viewer viewer) {
        return questions.get(questions.of(post), viewer);
    }

    /** Whether a private reply may be quoted. */
    Deed<QuestionId> consent(boolean yes) {
        return Deed.of(yes ? "consent" : "no-consent", question())
                .byLink()
                .does(
                        (id, form, doer) -> PublicId.parse(form.given("reply")),
                        (id, reply, doer) -> {
                            replies.consent(id, reply, yes, doer);
                            return done("saved", id);
                        });
    }

    /** What came of it. */
    Deed<QuestionId> outcome(String said) {
        return Deed.of("outcome-" + said, question())
                .byLink()
                .words("line")
                .does(
                        (id, form, doer) -> form.words("line", LINE),
                        (id, line, doer) -> {
                            outcomes.say(id, said, line, doer);
                            return done("outcome", id);
                        });
    }

    private Deed<QuestionId> notNow() {
        return Deed.of("not-now", question())
                .byLink()
                .does(
                        (id, said, doer) -> {
                            invitations.declined(doer.member(), id.value());
                            return done("not-now", id);
                        });
    }

    private Deed<QuestionId> mayAsk(String name, MayAsk may) {
        return Deed.of(name, question())
                .byLink()
                .does(
                        (id, said, doer) -> {
                            members.mayAsk(doer.member(), may);
                            return done("saved", id);
                        });
    }
}
