package org.commonplace.practices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonplace.awareness.Requests;
import org.commonplace.catalogue.Activity;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Voices;
import org.commonplace.conversations.Merge;
import org.commonplace.conversations.Posts;
import org.commonplace.people.Aliases;
import org.commonplace.people.Members;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Edits that others propose. Only the steward is asked; after fourteen days without an answer
 * whoever keeps it with them may decide.
 */
@Component
public class Proposals {
    static final Duration PATIENCE = Duration.ofDays(14);
    private final JdbcClient jdbc;
    private final Practices practices;
    private final Posts posts;
    private final Activity activity;
    private final Requests requests;
    private final Aliases aliases;
    private final Members members;
    private final Clock clock;
    private final Revisions revisions;
    private final Voices voices;

    Proposals(
            JdbcClient jdbc,
            Practices practices,
            Posts posts,
            Activity activity,
            Requests requests,
            Aliases aliases,
            Members members,
            Clock clock,
            Revisions revisions,
            Voices voices) {
        this.voices = voices;
        this.jdbc = jdbc;
        this.practices = practices;
        this.posts = posts;
        this.activity = activity;
        this.requests = requests;
        this.aliases = aliases;
        this.members = members;
        this.clock = clock;
        this.revisions = revisions;
    }

    /** A proposed edit, begun at a version. */
    public record Proposal(
            long id,
            PracticeId practice,
            PersonaId proposer,
            @Nullable Long person,
            @Nullable String name,
            int baseVersion,
            String title,
            String body,
            String summary,
            Instant at,
            @Nullable Instant decidedAt,
            @Nullable String decision,
            String because) {

        public String key() {
            return PublicId.text(id);
        }

        public @Nullable String personPath() {
            return person == null ? null : "/people/" + PublicId.text(person);
        }

        public boolean open() {
            return decidedAt == null;
        }

        /**
         * Who may decide: the steward; those who keep it with them once they waited long enough.
         */
        boolean decides(Practice on, Viewer viewer, Instant now) {
            boolean waited = !now.isBefore(at.plus(PATIENCE));
            boolean others = on.coSteward() || (on.hosts() && on.steward() == null);
            return on.keeps(viewer)
                    || (!on.kind().kept() && viewer.mine(on.author()))
                    || (others && (waited || on.steward() == null));
        }
    }

    /** Proposes a change; the steward hears of it. */
    @Transactional
    public long propose(PracticeId id, Revisions.Change change, Viewer viewer) {
        Practice practice = practices.get(id, viewer.required());
        if (!practice.standing().published()) throw new Forbidden("error.not-live");
        long proposal = PublicId.next();
        Voice as = voices.in(id.value(), viewer);
        jdbc.sql(
                        """
                insert into practices.proposal (id, practice, proposer, base_version, title, body, summary, at)
                values (:id, :practice, :proposer, :base, :title, :body, :summary, :now)
                """)
                .param("id", proposal)
                .param("practice", id.value())
                .param("proposer", as.id())
                .param("base", change.begunAt())
                .param("title", change.title())
                .param("body", Markdown.cleaned(change.body()))
                .param("summary", change.summary())
                .param("now", Rows.sql(clock.instant()))
                .update();
        String path = "/practices/" + id + "/proposals/" + PublicId.text(proposal);
        PersonaId asked = practice.steward() == null ? practice.author() : practice.steward();
        aliases.deliverTo(asked)
                .ifPresent(
                        steward ->
                                requests.askAnew(
                                        steward,
                                        "proposal",
                                        id.value(),
                                        List.of("current", "due", "overdue"),
                                        Map.of("path", path)));
        activity.record(as, "proposed", id.value(), Map.of("proposal", PublicId.text(proposal)));
        return proposal;
    }

    private static final String SELECT =
            """
            select o.*, b.person, b.name from practices.proposal o
              left join people.byline b on b.persona = o.proposer
            """;

    public Proposal get(PracticeId id, long proposal) {
        return jdbc.sql(SELECT + " where o.practice = :practice and o.id = :id")
                .param("practice", id.value())
                .param("id", proposal)
                .query((row, n) -> proposal(row))
                .optional()
                .orElseThrow(NotFound::new);
    }

    /** All proposals of a practice, newest first. */
    List<Proposal> of(PracticeId id) {
        return jdbc.sql(SELECT + " where o.practice = :practice order by o.at desc limit 100")
                .param("practice", id.value())
                .query((row, n) -> proposal(row))
                .list();
    }

    private static Proposal proposal(ResultSet row) throws SQLException {
        return new Proposal(
                row.getLong("id"),
                new PracticeId(row.getLong("practice")),
                new PersonaId(row.getLong("proposer")),
                Rows.longOrNull(row, "person"),
                row.getString("name"),
                row.getInt("base_version"),
                row.getString("title"),
                row.getString("body"),
                row.getString("summary"),
                Rows.instant(row, "at"),
                Rows.instantOrNull(row, "decided_at"),
                row.getString("decision"),
                row.getString("because"));
    }

    /** What the text would be with a proposal in it, as the practice stands now. */
    Merge merged(Practice practice, Proposal proposal) {
        return Merge.of(
                posts.version(practice.id().post(), proposal.baseVersion()).body(),
                practice.body(),
                proposal.body());
    }

    boolean decides(Practice practice, Proposal proposal, Viewer viewer) {
        return proposal.decides(practice, viewer, clock.instant());
    }

    /**
     * Accepts: the proposal becomes a version, its proposer an editor. Where both changed a
     * paragraph meanwhile, the text is the decider's own settling of it; without one nothing is
     * saved and the join comes back.
     */
    @Transactional
    public Optional<Merge> accept(
            PracticeId id, long proposal, @Nullable String settled, Viewer viewer) {
        Practice practice = practices.lock(id, viewer);
        Proposal one = get(id, proposal);
        if (!decides(practice, one, viewer)) throw new Forbidden("error.keeper-only");
        if (!one.open()) return Optional.empty();
        Merge merge = merged(practice, one);
        if (settled == null && !merge.clean()) return Optional.of(merge);
        revisions.revise(
                practice,
                one.title(),
                settled == null ? merge.text() : Markdown.cleaned(settled),
                one.summary(),
                viewer,
                Voice.onRecord(one.proposer()));
        decided(one, "accepted", "", viewer);
        aliases.deliverTo(one.proposer()).ifPresent(members::trust);
        return Optional.empty();
    }

    @Transactional
    public void decline(PracticeId id, long proposal, String because, Viewer viewer) {
        Practice practice = practices.lock(id, viewer);
        Proposal one = get(id, proposal);
        boolean own = viewer.mine(one.proposer());
        if (!own && !decides(practice, one, viewer)) throw new Forbidden("error.keeper-only");
        if (one.open()) decided(one, own ? "withdrawn" : "declined", because, viewer);
    }

    private void decided(Proposal proposal, String decision, String because, Viewer viewer) {
        jdbc.sql(
                        """
                update practices.proposal
                   set decision = :decision, because = :because, decided_at = :now, decided_by = :by where id = :id
                """)
                .param("decision", decision)
                .param("because", because)
                .param("now", Rows.sql(clock.instant()))
                .param("by", voices.in(proposal.practice().value(), viewer).id())
                .param("id", proposal.id())
                .update();
        if (of(proposal.practice()).stream().noneMatch(Proposal::open))
            requests.settle("proposal", proposal.practice().value(), decision);
        activity.record(
                voices.in(proposal.practice().value(), viewer),
                "decided",
                proposal.practice().value(),
                Map.of("proposal", proposal.key()));
    }
}
