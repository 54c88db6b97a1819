package org.commonplace.questions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.commonplace.chrome.Slug;
import org.commonplace.communities.Communities;
import org.commonplace.communities.Community;
import org.commonplace.communities.Voices;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.Posts;
import org.commonplace.moderation.Moderation;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asking, finding, settling and closing. What answers do is in {@link Answers}. */
@Component
public class Questions {
    /** What stands in the address of a lab's question instead of its title. */
    static final String ROOM = "room";

    private final JdbcClient jdbc;
    private final Cards cards;
    private final Activity activity;
    private final Posts posts;
    private final Concepts concepts;
    private final Guesses guesses;
    private final Communities communities;
    private final Moderation moderation;
    private final Voices voices;
    private final Watches watches;
    private final Moves moves;
    private final RescueClock rescue;
    private final Clock clock;
    private final States states;

    Questions(
            JdbcClient jdbc,
            Cards cards,
            Activity activity,
            Posts posts,
            Concepts concepts,
            Guesses guesses,
            Communities communities,
            Moderation moderation,
            Voices voices,
            Watches watches,
            Moves moves,
            RescueClock rescue,
            Clock clock,
            States states) {
        this.jdbc = jdbc;
        this.cards = cards;
        this.activity = activity;
        this.posts = posts;
        this.concepts = concepts;
        this.guesses = guesses;
        this.communities = communities;
        this.moderation = moderation;
        this.voices = voices;
        this.watches = watches;
        this.moves = moves;
        this.rescue = rescue;
        this.clock = clock;
        this.states = states;
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
        Voice author =
                draft.alias() == null || community.lab()
                        ? voices.in(community.id().value(), id.value(), asker)
                        : voices.under(draft.alias(), id.value(), asker);
        @Nullable String language =
                voices.language(text.whole(), draft.language(), community.id().value(), id.value());
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
                        language,
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
                        language,
                        text.body()));
        insert(id, kind, state, author, slug, draft, now);
        concepts.describe(
                id.value(), draft.topics() == null ? guesses.topics(text) : draft.topics());
        moves.begin(id.value(), author, state);
        watches.watch(asker.member(), id.value());
        activity.record(author, "asked", id.value(), Map.of());
        if (because != null) moderation.hold(id.value(), because);
        return id;
    }

    /** What somebody asked there with the same words within a day: sent again, it is the same. */
    public Optional<QuestionId> asked(Draft draft, Viewer asker) {
        QuestionText text = QuestionText.of(draft.text());
        return jdbc.sql(
                        """
                select q.id from questions.question q
                  join conversations.posted p on p.id = q.id
                  join catalogue.every c on c.id = q.id and c.gone_at is null
                  join communities.named g on g.id = c.community
                 where p.author = any(:personas) and g.slug = :community and c.title = :title and p.body = :body
                   and q.asked_at > :day
                 order by q.id limit 1
                """)
                .param("personas", asker.personas().toArray(new Long[0]))
                .param("community", draft.community())
                .param("title", text.title())
                .param("body", text.body())
                .param("day", Rows.sql(clock.instant().minus(Duration.ofDays(1))))
                .query((row, n) -> new QuestionId(row.getLong(1)))
                .optional();
    }

    private void insert(
            QuestionId id,
            Kind kind,
            State state,
            Voice author,
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
                .param("asker", author.id())
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

    /**
     * Whether the viewer may settle, close and describe the question: the asker, its community's
     * stewards, moderators.
     */
    public boolean decides(Question question, Viewer viewer) {
        return question.asks(viewer) || communities.stewards(question.community(), viewer);
    }

    /** Settles with a reason, closes with a reason, or opens again with a reason. */
    @Transactional
    public void decide(QuestionId id, State to, String because, Viewer viewer) {
        states.lock(id);
        Question question = get(id, viewer.required());
        if (to == State.ASKED && question.state().open()) return;
        boolean same = question.state() == State.SAME;
        boolean reopening = to == State.ASKED && !question.state().open() && !same;
        if (same || (!reopening && !decides(question, viewer)))
            throw new Forbidden("error.asker-or-steward");
        State next = reopening ? states.opened(id) : to;
        if (reopening) states.unaccept(id);
        states.move(id, voices.in(id.value(), viewer), question.state(), next, because);
    }

    /**
     * "Same problem here": one tap, and one hears how it ends. Returns to neither when tapped
     * again.
     */
    @Transactional
    public void share(QuestionId id, boolean mine, Viewer viewer) {
        states.lock(id);
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

    /** The question of a post that belongs to one. */
    public QuestionId of(PostId post) {
        return jdbc.sql("select thread from conversations.posted where id = :id")
                .param("id", post.value())
                .query((row, n) -> new QuestionId(row.getLong(1)))
                .optional()
                .orElseThrow(NotFound::new);
    }

    /** What stood for a question that goes is one of its own again. */
    void standAlone(QuestionId id) {
        jdbc.sql(
                        "select id from questions.question where duplicate_of = :id order by id for update")
                .param("id", id.value())
                .query((row, n) -> new QuestionId(row.getLong("id")))
                .list()
                .forEach(
                        one -> {
                            states.move(one, null, State.SAME, states.opened(one), "");
                            concepts.counts(one.value(), true);
                        });
    }

    void passOn(QuestionId id, String email, String line, Viewer viewer) {
        get(id, viewer.required());
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
