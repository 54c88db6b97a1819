package org.commonplace.questions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonplace.awareness.Watches;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Card;
import org.commonplace.catalogue.Cards;
import org.commonplace.catalogue.Listed;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.chrome.Slug;
import org.commonplace.communities.Communities;
import org.commonplace.communities.Community;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.Posts;
import org.commonplace.moderation.Moderation;
import org.commonplace.people.Aliases;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asking, finding, settling and closing. What answers do is in {@link Answers}. */
@Component
public class Questions {
    static final int PAGE = 30;

    /** What stands in the address of a lab's question instead of its title. */
    private static final String ROOM = "room";

    private static final Duration OUTCOME = Duration.ofDays(30);
    private final JdbcClient jdbc;
    private final Cards cards;
    private final Activity activity;
    private final Posts posts;
    private final Concepts concepts;
    private final Guesses guesses;
    private final Communities communities;
    private final Moderation moderation;
    private final Aliases aliases;
    private final Watches watches;
    private final RescueClock rescue;
    private final Clock clock;

    Questions(
            JdbcClient jdbc,
            Cards cards,
            Activity activity,
            Posts posts,
            Concepts concepts,
            Guesses guesses,
            Communities communities,
            Moderation moderation,
            Aliases aliases,
            Watches watches,
            RescueClock rescue,
            Clock clock) {
        this.jdbc = jdbc;
        this.cards = cards;
        this.activity = activity;
        this.posts = posts;
        this.concepts = concepts;
        this.guesses = guesses;
        this.communities = communities;
        this.moderation = moderation;
        this.aliases = aliases;
        this.watches = watches;
        this.rescue = rescue;
        this.clock = clock;
    }

    /** A question to be asked: the one box, and what may be left out. */
    public record Draft(
            String text,
            @Nullable Kind kind,
            @Nullable List<ConceptId> topics,
            String community,
            @Nullable String alias,
            @Nullable LocalDate neededBy,
            @Nullable String sector,
            @Nullable String size,
            @Nullable String country,
            String language,
            boolean chatham) {

        public Draft(
                String text,
                @Nullable Kind kind,
                @Nullable List<ConceptId> topics,
                String community,
                @Nullable String alias,
                @Nullable LocalDate neededBy,
                @Nullable String sector,
                @Nullable String size,
                @Nullable String country,
                String language) {
            this(
                    text, kind, topics, community, alias, neededBy, sector, size, country, language,
                    false);
        }

        /** The same, asked in another community. */
        public Draft in(String slug) {
            return new Draft(
                    text, kind, topics, slug, alias, neededBy, sector, size, country, language,
                    chatham);
        }

        /** The same, where everybody speaks under an alias. */
        public Draft underRule() {
            return new Draft(
                    text, kind, topics, community, alias, neededBy, sector, size, country, language,
                    true);
        }

        public static Draft of(String text, String language) {
            return new Draft(
                    text, null, null, Communities.COMMONS, null, null, null, null, null, language);
        }
    }

    /**
     * Asks. Kind and topics are guessed where they were not given; a newcomer's question may have
     * to wait.
     */
    @Transactional
    public QuestionId ask(Draft draft, Viewer asker) {
        QuestionText text = QuestionText.of(draft.text());
        Community community = communities.get(draft.community(), asker);
        QuestionId id = new QuestionId(PublicId.next());
        Instant now = clock.instant();
        if (draft.chatham()) communities.underRule(id.value());
        PersonaId author =
                draft.alias() == null || community.lab()
                        ? communities.voice(community.id().value(), id.value(), asker)
                        : aliases.under(draft.alias(), asker.member(), id.value());
        Kind kind = draft.kind() == null ? Kind.guess(text.title()) : draft.kind();
        String slug = community.lab() ? ROOM : Slug.of(text.title());
        @Nullable String because = moderation.mustWait(asker, community.id().value(), text.whole());
        State state = because == null ? State.ASKED : State.HELD;
        cards.file(
                new Card(
                        id.value(),
                        "question",
                        text.title(),
                        Markdown.gist(text.body(), 240),
                        state.key(),
                        author,
                        community.audience(),
                        community.id().value(),
                        null,
                        draft.language(),
                        "/questions/" + id + "/" + slug,
                        List.of(),
                        now,
                        false));
        posts.open(List.of(id.value()));
        posts.write(
                Posts.Draft.here(
                        id.post(),
                        id.value(),
                        null,
                        "opening",
                        author,
                        now,
                        draft.language(),
                        text.body()));
        insert(id, kind, state, author, slug, draft, now);
        concepts.describe(
                id.value(), draft.topics() == null ? guesses.topics(text) : draft.topics());
        transition(id, author, null, state, "");
        watches.watch(asker.member(), id.value());
        activity.record(author, "asked", id.value(), Map.of());
        if (because != null) moderation.hold(id.value(), because);
        return id;
    }

    private void insert(
            QuestionId id,
            Kind kind,
            State state,
            PersonaId author,
            String slug,
            Draft draft,
            Instant now) {
        jdbc.sql(
                        """
                insert into questions.question (id, kind, state, asker, slug, needed_by, library_sector, library_size,
                                                library_country, asked_at, clock_from, clock_at)
                values (:id, :kind, :state, :asker, :slug, :neededBy, :sector, :size, :country, :now, :now, :now)
                """)
                .param("id", id.value())
                .param("kind", kind.key())
                .param("state", state.key())
                .param("asker", author.value())
                .param("slug", slug)
                .param("neededBy", draft.neededBy())
                .param("sector", draft.sector())
                .param("size", draft.size())
                .param("country", draft.country())
                .param("now", Rows.sql(now))
                .update();
    }

    /** A question's own row, as its rules need it. */
    public record Question(
            QuestionId id,
            State state,
            PersonaId asker,
            @Nullable PostId accepted,
            int answers,
            long audience,
            @Nullable Long community,
            String title,
            String path) {

        /** Asker and stewards decide what settles a question. */
        boolean asks(Viewer viewer) {
            return viewer.mine(asker);
        }
    }

    /** The question, if the viewer may see it. */
    public Question get(QuestionId id, Viewer viewer) {
        return jdbc.sql(
                        """
                select q.id, q.state, q.asker, q.accepted, q.answers, c.audience, c.community, c.title, c.path
                  from questions.question q
                  join catalogue.shown c on c.id = q.id
                     and c.audience = any(:audiences)
                 where q.id = :id
                """)
                .param("id", id.value())
                .param("audiences", viewer.audienceIds())
                .query((row, n) -> question(row))
                .optional()
                .orElseThrow(() -> cards.missing(id.value(), viewer));
    }

    private static Question question(ResultSet row) throws SQLException {
        Long accepted = Rows.longOrNull(row, "accepted");
        return new Question(
                new QuestionId(row.getLong("id")),
                State.of(row.getString("state")),
                new PersonaId(row.getLong("asker")),
                accepted == null ? null : new PostId(accepted),
                row.getInt("answers"),
                row.getLong("audience"),
                Rows.longOrNull(row, "community"),
                row.getString("title"),
                row.getString("path"));
    }

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

    /**
     * Whether the viewer may settle, close and describe the question: the asker, its community's
     * stewards, moderators.
     */
    public boolean decides(Question question, Viewer viewer) {
        return question.asks(viewer) || communities.stewards(question.community(), viewer);
    }

    void move(QuestionId id, PersonaId who, State from, State to, String because) {
        if (from == to) return;
        jdbc.sql(
                        """
                update questions.question
                   set state = :state,
                       settled_because = case when :state = 'settled' then :because end,
                       closed_because = case when :state = 'closed' then :because end
                 where id = :id
                """)
                .param("state", to.key())
                .param("because", because)
                .param("id", id.value())
                .update();
        if (to == State.ASKED && from != State.HELD && from != State.CONVENED) restartClock(id);
        outcomeIn(id, to == State.SETTLED ? OUTCOME : null);
        cards.state(id.value(), to.key(), clock.instant());
        transition(id, who, from, to, because);
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

    private void transition(
            QuestionId id,
            @Nullable PersonaId who,
            @Nullable State from,
            State to,
            String because) {
        jdbc.sql(
                        """
                insert into questions.transition (question, who, at, from_state, to_state, because)
                values (:id, :who, :now, :from, :to, :because)
                """)
                .param("id", id.value())
                .param("who", who == null ? null : who.value())
                .param("now", Rows.sql(clock.instant()))
                .param("from", from == null ? null : from.key())
                .param("to", to.key())
                .param("because", because)
                .update();
    }

    /** Settles with a reason, closes with a reason, or opens again with a reason. */
    @Transactional
    public void decide(QuestionId id, State to, String because, Viewer viewer) {
        lock(id);
        Question question = get(id, viewer.required());
        boolean reopening = to == State.ASKED && !question.state().open();
        if (!reopening && !decides(question, viewer)) throw new Forbidden("error.asker-or-steward");
        State next = reopening ? State.open(question.answers()) : to;
        if (reopening) unaccept(id);
        move(id, viewer.persona(), question.state(), next, because);
    }

    /** A workgroup has it. */
    @Transactional
    public void convene(QuestionId id, PersonaId by) {
        lock(id);
        at(id).filter(State::open).ifPresent(state -> move(id, by, state, State.CONVENED, ""));
    }

    /** Its workgroup kept a practice: that settles it. */
    @Transactional
    public void workedOut(QuestionId id, PersonaId by, String practice) {
        lock(id);
        at(id).filter(State::open).ifPresent(state -> move(id, by, state, State.SETTLED, practice));
    }

    /** Its workgroup found no solution, and says why. */
    @Transactional
    public void unsolved(QuestionId id, PersonaId by, String because) {
        lock(id);
        at(id).filter(State::open).ifPresent(state -> move(id, by, state, State.CLOSED, because));
    }

    /** Its workgroup has let go of it: its clock runs on. */
    @Transactional
    public void resume(QuestionId id, PersonaId by, String because) {
        lock(id);
        int answers =
                jdbc.sql("select answers from questions.question where id = :id")
                        .param("id", id.value())
                        .query((row, n) -> row.getInt(1))
                        .single();
        at(id).filter(state -> state == State.CONVENED)
                .ifPresent(state -> move(id, by, state, State.open(answers), because));
    }

    private java.util.Optional<State> at(QuestionId id) {
        return jdbc.sql("select state from questions.question where id = :id")
                .param("id", id.value())
                .query((row, n) -> State.of(row.getString(1)))
                .optional();
    }

    /** Opened again, a question has no accepted answer. */
    private void unaccept(QuestionId id) {
        jdbc.sql("update questions.answer set accepted = false where question = :id and accepted")
                .param("id", id.value())
                .update();
        jdbc.sql("update questions.question set accepted = null where id = :id")
                .param("id", id.value())
                .update();
    }

    /**
     * Counts anew what everybody may see below a question, after a moderator held, hid or showed
     * something.
     */
    @Transactional
    public void recount(QuestionId id) {
        record Counted(State state, int answers, long asker) {}
        jdbc.sql(
                        """
                update questions.question q set answers = n.answers, comments = n.comments
                  from (select count(*) filter (where p.kind = 'answer') as answers,
                               count(*) filter (where p.kind = 'comment') as comments
                          from conversations.shown p where p.thread = :id and p.id <> :id) n
                 where q.id = :id returning q.state, q.answers, q.asker
                """)
                .param("id", id.value())
                .query(
                        (row, n) ->
                                new Counted(
                                        State.of(row.getString("state")),
                                        row.getInt("answers"),
                                        row.getLong("asker")))
                .optional()
                .filter(one -> one.state() == State.ASKED || one.state() == State.ANSWERED)
                .ifPresent(
                        one ->
                                move(
                                        id,
                                        new PersonaId(one.asker()),
                                        one.state(),
                                        State.open(one.answers()),
                                        ""));
    }

    /** Shows a question that was held, once its card is shown again. */
    @Transactional
    void release(QuestionId id) {
        jdbc.sql(
                        "select state, asker, answers from questions.question where id = :id and state = 'held'")
                .param("id", id.value())
                .query(
                        (row, n) -> {
                            move(
                                    id,
                                    new PersonaId(row.getLong("asker")),
                                    State.HELD,
                                    State.open(row.getInt("answers")),
                                    "");
                            return id;
                        })
                .optional();
    }

    /** Says anew what a question is about, what kind it is and which group's. */
    @Transactional
    public void describe(
            QuestionId id,
            Kind kind,
            List<ConceptId> topics,
            @Nullable LocalDate neededBy,
            Viewer viewer) {
        Question question = get(id, viewer.required());
        if (!decides(question, viewer)) throw new Forbidden("error.asker-or-steward");
        jdbc.sql("update questions.question set kind = :kind, needed_by = :neededBy where id = :id")
                .param("kind", kind.key())
                .param("neededBy", neededBy)
                .param("id", id.value())
                .update();
        concepts.describe(id.value(), topics);
        activity.record(viewer.persona(), "described", id.value(), Map.of());
    }

    /** Takes one guessed topic away. */
    @Transactional
    public void dropTopic(QuestionId id, ConceptId topic, Viewer viewer) {
        Question question = get(id, viewer.required());
        if (!decides(question, viewer)) throw new Forbidden("error.asker-or-steward");
        List<ConceptId> rest = new ArrayList<>();
        concepts.of(id.value(), "en")
                .forEach(
                        one -> {
                            if (!one.id().equals(topic)) rest.add(one.id());
                        });
        concepts.describe(id.value(), rest);
        activity.record(viewer.persona(), "described", id.value(), Map.of());
    }

    private boolean inLab(QuestionId id) {
        return jdbc.sql(
                        """
                select exists (select from catalogue.every c join communities.labs l on l.id = c.community where c.id = :id)
                """)
                .param("id", id.value())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** Writes a question's card anew after its text was edited. */
    @Transactional
    public String retitled(QuestionId id, String title, String body) {
        String slug = inLab(id) ? ROOM : Slug.of(title);
        String path = "/questions/" + id + "/" + slug;
        jdbc.sql("update questions.question set slug = :slug where id = :id")
                .param("slug", slug)
                .param("id", id.value())
                .update();
        cards.rewrite(id.value(), title, Markdown.gist(body, 240), path);
        return path;
    }

    /**
     * Says that a question is the same as another: its words stay findable, and its page leads on.
     */
    @Transactional
    public void duplicate(QuestionId id, QuestionId of, Viewer viewer) {
        Question question = get(id, viewer.required());
        Question canonical = get(of, viewer);
        if (!decides(question, viewer)) throw new Forbidden("error.asker-or-steward");
        if (canonical.id().equals(id)) return;
        jdbc.sql(
                        """
                update questions.question set duplicate_of =
                    (select coalesce(o.duplicate_of, o.id) from questions.question o where o.id = :of)
                 where id = :id and id <> (select coalesce(o.duplicate_of, o.id) from questions.question o where o.id = :of)
                """)
                .param("of", of.value())
                .param("id", id.value())
                .update();
        activity.record(viewer.persona(), "joined", id.value(), Map.of("to", of.toString()));
    }

    /**
     * "Same problem here": one tap, and one hears how it ends. Returns to neither when tapped
     * again.
     */
    @Transactional
    public void share(QuestionId id, boolean mine, Viewer viewer) {
        get(id, viewer.required());
        int changed =
                mine
                        ? jdbc.sql(
                                        """
                        insert into questions.same_problem (question, member, at) values (:id, :member, :now)
                        on conflict do nothing
                        """)
                                .param("id", id.value())
                                .param("member", viewer.id())
                                .param("now", Rows.sql(clock.instant()))
                                .update()
                        : -jdbc.sql(
                                        "delete from questions.same_problem where question = :id and member = :member")
                                .param("id", id.value())
                                .param("member", viewer.id())
                                .update();
        jdbc.sql("update questions.question set same = same + :by where id = :id")
                .param("by", changed)
                .param("id", id.value())
                .update();
        if (mine) {
            watches.watch(viewer.member(), id.value());
            rescue.shared(id);
        }
    }

    /** A question in a list. */
    public record Entry(
            Listed card, Kind kind, int answers, int worked, int same, List<Topic> topics) {}

    /** A topic's word in a list, in the reader's language where there is one. */
    public record Topic(long id, String label) {
        public String path() {
            return "/topics/" + PublicId.text(id);
        }
    }

    /** Which questions a list holds: all, or waiting (nobody answered), answered or settled. */
    public List<Entry> list(
            String which, @Nullable String after, int most, Locale language, Viewer viewer) {
        String last = after == null ? "" : after;
        boolean first = last.isEmpty();
        return jdbc.sql(
                        LIST.formatted(
                                switch (which) {
                                    case "waiting" -> "and c.state = 'asked'";
                                    case "answered" -> "and c.state = 'answered'";
                                    case "settled" -> "and c.state = 'settled'";
                                    case "exchanges" -> "and c.state in ('answered', 'settled')";
                                    default -> "";
                                },
                                first ? "" : AFTER,
                                most))
                .param("audiences", viewer.audienceIds())
                .param("after", first ? 0L : PublicId.parse(last))
                .param("language", language.getLanguage())
                .query((row, n) -> entry(row))
                .list();
    }

    private static final String AFTER =
            "and (c.at, c.id) < (select a.at, a.id from catalogue.every a where a.id = :after)";

    private static final String LIST =
            """
            select c.*, q.kind as question_kind, q.answers, q.worked, q.same,
                   array(select t.concept || ' ' || coalesce(t.names ->> :language, t.name)
                           from topics.about t where t.card = c.id order by t.position) as topics
              from (select c.* from catalogue.listed c
                     where c.audience = any(:audiences) and c.kind = 'question' %s %s
                     order by c.at desc, c.id desc limit %d) c
              join questions.question q on q.id = c.id
             order by c.at desc, c.id desc
            """;

    private static Entry entry(ResultSet row) throws SQLException {
        List<Topic> topics = new ArrayList<>();
        for (String topic : Rows.texts(row, "topics")) {
            int space = topic.indexOf(' ');
            topics.add(
                    new Topic(
                            Long.parseLong(topic.substring(0, space)), topic.substring(space + 1)));
        }
        return new Entry(
                Cards.listed(row),
                Kind.of(row.getString("question_kind")),
                row.getInt("answers"),
                row.getInt("worked"),
                row.getInt("same"),
                topics);
    }

    /** The question of a post that belongs to one. */
    public QuestionId of(PostId post) {
        return jdbc.sql("select thread from conversations.posted where id = :id")
                .param("id", post.value())
                .query((row, n) -> new QuestionId(row.getLong(1)))
                .optional()
                .orElseThrow(NotFound::new);
    }

    /**
     * Removes a question that nobody answered yet, and leaves a tombstone; one with answers can be
     * closed instead.
     */
    @Transactional
    public void withdraw(QuestionId id, Viewer viewer) {
        lock(id);
        Question question = get(id, viewer.required());
        if (!question.asks(viewer) && !viewer.moderates())
            throw new Forbidden("error.asker-or-steward");
        if (question.answers() > 0) throw new Forbidden("error.has-answers");
        concepts.describe(id.value(), List.of());
        posts.bury(id.post(), "asker");
    }

    void passOn(QuestionId id, String email, String line, Viewer viewer) {
        Question question = get(id, viewer.required());
        jdbc.sql(
                        """
                insert into questions.passed_on (id, question, passed_by, email, line, at)
                values (:id, :question, :by, :email, :line, :now)
                """)
                .param("id", PublicId.next())
                .param("question", id.value())
                .param("by", viewer.id())
                .param("email", email)
                .param("line", line)
                .param("now", Rows.sql(clock.instant()))
                .update();
    }

    /** Forgets addresses that questions were passed to, thirty days after. */
    public int forget() {
        return jdbc.sql(
                        "update questions.passed_on set email = null where email is not null and at < :before")
                .param("before", Rows.sql(clock.instant().minus(Duration.ofDays(30))))
                .update();
    }
}
