package org.commonplace.workgroups;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.commonplace.awareness.Watches;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Card;
import org.commonplace.catalogue.Cards;
import org.commonplace.catalogue.Moves;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Line;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Communities;
import org.commonplace.communities.Community;
import org.commonplace.communities.Voices;
import org.commonplace.conversations.Posts;
import org.commonplace.lineage.How;
import org.commonplace.lineage.Lineage;
import org.commonplace.moderation.Moderation;
import org.commonplace.people.Audiences;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.Questions;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.commonplace.topics.Named;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How a group begins: one person and a sentence. */
@Component
public class Beginnings {
    private final JdbcClient jdbc;
    private final Workgroups workgroups;
    private final Seats seats;
    private final Phases phases;
    private final Questions questions;
    private final Communities communities;
    private final Cards cards;
    private final Moves moves;
    private final Posts posts;
    private final Concepts concepts;
    private final Lineage lineage;
    private final Moderation moderation;
    private final Audiences audiences;
    private final Watches watches;
    private final Activity activity;
    private final Clock clock;
    private final Voices voices;

    Beginnings(
            JdbcClient jdbc,
            Workgroups workgroups,
            Seats seats,
            Phases phases,
            Questions questions,
            Communities communities,
            Cards cards,
            Moves moves,
            Posts posts,
            Concepts concepts,
            Lineage lineage,
            Moderation moderation,
            Audiences audiences,
            Watches watches,
            Activity activity,
            Clock clock,
            Voices voices) {
        this.voices = voices;
        this.jdbc = jdbc;
        this.workgroups = workgroups;
        this.seats = seats;
        this.phases = phases;
        this.questions = questions;
        this.communities = communities;
        this.cards = cards;
        this.moves = moves;
        this.posts = posts;
        this.concepts = concepts;
        this.lineage = lineage;
        this.moderation = moderation;
        this.audiences = audiences;
        this.watches = watches;
        this.activity = activity;
        this.clock = clock;
    }

    /**
     * A group to be begun: the problem in a sentence; what it takes on says whose it is. {@code
     * closed}: only those in it read it. {@code chatham}: everybody in it speaks under an alias.
     */
    public record Draft(
            String problem,
            String doneWhen,
            String leftOut,
            List<QuestionId> questions,
            String community,
            int weeks,
            boolean closed,
            String language,
            boolean chatham,
            List<ConceptId> topics) {

        public static Draft of(String problem, List<QuestionId> questions, String language) {
            return new Draft(
                    problem,
                    "",
                    "",
                    questions,
                    Communities.COMMONS,
                    4,
                    false,
                    language,
                    false,
                    List.of());
        }
    }

    private record Place(long audience, @Nullable Long community) {}

    private Place place(Draft draft, Viewer founder) {
        if (!draft.questions().isEmpty()) {
            Cards.Filed narrowest =
                    cards.narrowest(
                            draft.questions().stream().map(QuestionId::value).toList(), founder);
            return new Place(narrowest.audience(), narrowest.community());
        }
        Community community = communities.get(draft.community(), founder);
        return new Place(community.audience(), community.id().value());
    }

    /** Begins a group: one person and a sentence. It is convened when a second joins. */
    @Transactional
    public WorkgroupId begin(Draft draft, Viewer founder) {
        for (QuestionId question : draft.questions()) {
            if (!questions.get(question, founder.required()).state().open())
                throw new Forbidden("error.not-open");
        }
        Place place = place(draft, founder);
        WorkgroupId id = new WorkgroupId(PublicId.next());
        Instant now = clock.instant();
        if (draft.chatham()) communities.underRule(id.value());
        Voice facilitator = voices.in(place.community(), id.value(), founder);
        long own = audiences.create("named", id.value());
        audiences.admit(own, founder.member());
        String slug = workgroups.slug(place.community(), draft.problem());
        @Nullable String because =
                moderation.mustWait(founder, place.community(), draft.problem() + draft.doneWhen());
        @Nullable String language =
                voices.language(
                        draft.problem() + "\n" + draft.doneWhen(),
                        draft.language(),
                        place.community(),
                        id.value());
        cards.file(
                new Card(
                        id.value(),
                        "workgroup",
                        draft.problem(),
                        draft.doneWhen(),
                        Phase.PROPOSED.key(),
                        facilitator,
                        draft.closed() ? own : place.audience(),
                        place.community(),
                        null,
                        language,
                        "/workgroups/" + id + "/" + slug,
                        List.of(),
                        now,
                        false));
        moves.begin(id.value(), facilitator, Phase.PROPOSED);
        posts.open(List.of(id.value()));
        posts.write(
                Posts.Draft.here(
                        id.document(),
                        id.value(),
                        null,
                        "opening",
                        facilitator,
                        now,
                        language,
                        ""));
        insert(id, draft, slug, facilitator.persona(), own, now);
        concepts.describe(id.value(), draft.topics().isEmpty() ? inherited(draft) : draft.topics());
        seats.seat(id, facilitator.persona(), "member");
        for (QuestionId question : draft.questions()) {
            jdbc.sql(
                            "insert into workgroups.takes_on (workgroup, question) values (:id, :question)")
                    .param("id", id.value())
                    .param("question", question.value())
                    .update();
            lineage.derived(id.value(), question.value(), How.DERIVED, facilitator);
        }
        phases.wind(id);
        watches.watch(founder.member(), id.value());
        activity.record(facilitator, "began", id.value(), Map.of());
        if (because != null) moderation.hold(id.value(), because);
        return id;
    }

    /** The topics of the questions that it takes on. */
    private List<ConceptId> inherited(Draft draft) {
        return draft.questions().stream()
                .flatMap(question -> concepts.of(question.value(), draft.language()).stream())
                .map(Named::id)
                .toList();
    }

    private void insert(
            WorkgroupId id,
            Draft draft,
            String slug,
            PersonaId facilitator,
            long own,
            Instant now) {
        jdbc.sql(
                        """
                insert into workgroups.workgroup (id, slug, state, problem, done_when, left_out, facilitator, own_audience,
                                                  proposed_at, ends_at, moved_at)
                values (:id, :slug, 'proposed', :problem, :done, :out, :facilitator, :own, :now, :ends, :now)
                """)
                .param("id", id.value())
                .param("slug", slug)
                .param("problem", Line.of(draft.problem()))
                .param("done", draft.doneWhen())
                .param("out", draft.leftOut())
                .param("facilitator", facilitator.value())
                .param("own", own)
                .param("now", Rows.sql(now))
                .param("ends", Rows.sql(now.plus(java.time.Duration.ofDays(7L * draft.weeks()))))
                .update();
    }
}
