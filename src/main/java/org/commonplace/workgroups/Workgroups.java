package org.commonplace.workgroups;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.commonplace.awareness.Requests;
import org.commonplace.awareness.Watches;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Card;
import org.commonplace.catalogue.Cards;
import org.commonplace.catalogue.Listed;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.chrome.Slug;
import org.commonplace.communities.Communities;
import org.commonplace.communities.Community;
import org.commonplace.conversations.Posts;
import org.commonplace.lineage.How;
import org.commonplace.lineage.Lineage;
import org.commonplace.moderation.Moderation;
import org.commonplace.people.Audiences;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.practices.PracticeId;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.Questions;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.commonplace.topics.Named;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Beginning, joining, extending and leaving workgroups. How they end is in {@link Conclusions}. */
@Component
public class Workgroups {
    static final int SENTENCE = 300;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Cards cards;
    private final Activity activity;
    private final Posts posts;
    private final Lineage lineage;
    private final Communities communities;
    private final Questions questions;
    private final Moderation moderation;
    private final Audiences audiences;
    private final Members members;
    private final Requests requests;
    private final Watches watches;
    private final Clock clock;
    private final Concepts concepts;

    Workgroups(
            JdbcClient jdbc,
            JsonMapper json,
            Cards cards,
            Activity activity,
            Posts posts,
            Lineage lineage,
            Communities communities,
            Questions questions,
            Moderation moderation,
            Audiences audiences,
            Members members,
            Requests requests,
            Watches watches,
            Clock clock,
            Concepts concepts) {
        this.jdbc = jdbc;
        this.json = json;
        this.cards = cards;
        this.activity = activity;
        this.posts = posts;
        this.lineage = lineage;
        this.communities = communities;
        this.questions = questions;
        this.moderation = moderation;
        this.audiences = audiences;
        this.members = members;
        this.requests = requests;
        this.watches = watches;
        this.clock = clock;
        this.concepts = concepts;
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
            Questions.Question question = questions.get(draft.questions().getFirst(), founder);
            return new Place(question.audience(), question.community());
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
        PersonaId facilitator = communities.voice(place.community(), id.value(), founder);
        long own = audiences.create("named", id.value());
        audiences.admit(own, founder.member());
        String slug = slug(place.community(), draft.problem());
        @Nullable String because =
                moderation.mustWait(founder, place.community(), draft.problem() + draft.doneWhen());
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
                        draft.language(),
                        "/workgroups/" + id + "/" + slug,
                        List.of(),
                        now,
                        false));
        posts.open(List.of(id.value()));
        posts.write(
                Posts.Draft.here(
                        id.document(),
                        id.value(),
                        null,
                        "opening",
                        facilitator,
                        now,
                        draft.language(),
                        ""));
        insert(id, draft, slug, facilitator, own, now);
        concepts.describe(id.value(), draft.topics().isEmpty() ? inherited(draft) : draft.topics());
        seat(id, facilitator, "member");
        for (QuestionId question : draft.questions()) {
            jdbc.sql(
                            "insert into workgroups.takes_on (workgroup, question) values (:id, :question)")
                    .param("id", id.value())
                    .param("question", question.value())
                    .update();
            lineage.derived(id.value(), question.value(), How.DERIVED, facilitator);
        }
        wind(id);
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

    /** A problem as a part of the address; not in a lab, whose words stay out of logs. */
    private String slug(@Nullable Long community, String problem) {
        return communities.lab(community) ? "room" : Slug.of(problem);
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
                .param("problem", draft.problem())
                .param("done", draft.doneWhen())
                .param("out", draft.leftOut())
                .param("facilitator", facilitator.value())
                .param("own", own)
                .param("now", Rows.sql(now))
                .param("ends", Rows.sql(now.plus(java.time.Duration.ofDays(7L * draft.weeks()))))
                .update();
    }

    private boolean seat(WorkgroupId id, PersonaId persona, String role) {
        return jdbc.sql(
                                """
                insert into workgroups.membership (workgroup, persona, role, joined_at) values (:id, :persona, :role, :now)
                on conflict (workgroup, persona) do update set role = excluded.role where membership.role <> excluded.role
                """)
                        .param("id", id.value())
                        .param("persona", persona.value())
                        .param("role", role)
                        .param("now", Rows.sql(clock.instant()))
                        .update()
                == 1;
    }

    static final String SELECT =
            """
            select %s w.*, c.path, c.audience, c.community, c.language, p.version, p.body,
                   exists (select from communities.under_rule u where u.thread = w.id) as chatham,
                   (select json_agg(json_build_object('persona', m.persona, 'role', m.role,
                               'person', case when b.alias then null else b.person end, 'name', b.name,
                               'place', coalesce(b.organisation, b.country), 'sector', b.sector) order by m.joined_at)
                      from workgroups.membership m left join people.byline b on b.persona = m.persona
                     where m.workgroup = w.id) as seats
              from workgroups.workgroup w
              join catalogue.shown c on c.id = w.id
              join conversations.posted p on p.id = w.id
            """;

    private static final String ALONE = SELECT.formatted("");

    /** The workgroup, if the viewer may see it. */
    public Workgroup get(WorkgroupId id, Viewer viewer) {
        return jdbc.sql(ALONE + " where w.id = :id and c.audience = any(:audiences)")
                .param("id", id.value())
                .param("audiences", viewer.audienceIds())
                .query((row, n) -> workgroup(row))
                .optional()
                .orElseThrow(() -> cards.missing(id.value(), viewer));
    }

    /** The workgroup as it is, for the clock. */
    Optional<Workgroup> any(WorkgroupId id) {
        return jdbc.sql(ALONE + " where w.id = :id")
                .param("id", id.value())
                .query((row, n) -> workgroup(row))
                .optional();
    }

    private record Sitting(
            long persona,
            String role,
            @Nullable Long person,
            @Nullable String name,
            @Nullable String place,
            @Nullable String sector) {}

    Workgroup workgroup(ResultSet row) throws SQLException {
        String seated = row.getString("seats");
        List<Sitting> seats =
                seated == null ? List.of() : json.readValue(seated, new TypeReference<>() {});
        Long practice = Rows.longOrNull(row, "practice");
        String language = row.getString("language");
        return new Workgroup(
                new WorkgroupId(row.getLong("id")),
                Phase.of(row.getString("state")),
                row.getString("path"),
                row.getString("problem"),
                row.getString("done_when"),
                row.getString("left_out"),
                new PersonaId(row.getLong("facilitator")),
                row.getLong("audience"),
                row.getLong("own_audience"),
                Rows.longOrNull(row, "community"),
                language == null ? "en" : language,
                row.getBoolean("chatham"),
                Rows.instant(row, "proposed_at"),
                Rows.instant(row, "ends_at"),
                row.getString("extended_because"),
                Rows.instant(row, "moved_at"),
                Rows.instantOrNull(row, "stalled_at"),
                row.getString("outcome"),
                row.getString("conclusion"),
                practice == null ? null : new PracticeId(practice),
                Rows.instantOrNull(row, "closed_at"),
                row.getInt("version"),
                row.getString("body"),
                seats.stream()
                        .map(
                                one ->
                                        new Workgroup.Seat(
                                                new PersonaId(one.persona()),
                                                one.role(),
                                                one.person(),
                                                one.name(),
                                                one.place(),
                                                one.sector()))
                        .toList());
    }

    /** Locks the group's row, so that deeds on one group follow one another. */
    Workgroup lock(WorkgroupId id, Viewer viewer) {
        boolean there =
                jdbc.sql("select 1 from workgroups.workgroup where id = :id for update")
                        .param("id", id.value())
                        .query(Integer.class)
                        .optional()
                        .isPresent();
        if (!there) throw new NotFound();
        return get(id, viewer.required());
    }

    /** A group of whoever works in it, and open. */
    Workgroup working(WorkgroupId id, Viewer viewer) {
        Workgroup group = lock(id, viewer);
        if (!group.phase().open()) throw new Forbidden("error.group-closed");
        if (!group.works(viewer)) throw new Forbidden("error.group-members");
        return group;
    }

    /** Sits down to work, or to look on. The second to work convenes the group. */
    @Transactional
    public void join(WorkgroupId id, boolean works, Viewer viewer) {
        Workgroup group = lock(id, viewer);
        if (!group.phase().open()) throw new Forbidden("error.group-closed");
        if (works && group.full() && !group.works(viewer)) throw new Forbidden("error.group-full");
        PersonaId persona = communities.voice(group.community(), id.value(), viewer);
        if (!works && group.facilitates(viewer)) throw new Forbidden("error.facilitator-stays");
        if (!seat(id, persona, works ? "member" : "observer")) return;
        audiences.admit(group.ownAudience(), viewer.member());
        watches.watch(viewer.member(), id.value());
        requests.done(viewer.member(), "group", id.value(), "joined");
        activity.record(persona, works ? "joined-group" : "watches-group", id.value(), Map.of());
        Workgroup now = get(id, viewer);
        if (works && now.phase() == Phase.PROPOSED && now.members().size() > 1) convene(now);
        else if (works) moved(now);
    }

    private void convene(Workgroup group) {
        move(group, Phase.CONVENED);
        for (QuestionId question : takesOn(group.id()))
            questions.convene(question, group.facilitator());
        activity.record(group.facilitator(), "convened", group.id().value(), Map.of());
    }

    List<QuestionId> takesOn(WorkgroupId id) {
        return jdbc.sql(
                        "select question from workgroups.takes_on where workgroup = :id order by question")
                .param("id", id.value())
                .query((row, n) -> new QuestionId(row.getLong(1)))
                .list();
    }

    /** Gets up again. A facilitator names another first. */
    @Transactional
    public void leave(WorkgroupId id, Viewer viewer) {
        Workgroup group = lock(id, viewer);
        if (group.facilitates(viewer) && group.phase().open())
            throw new Forbidden("error.facilitator-stays");
        jdbc.sql(
                        "delete from workgroups.membership where workgroup = :id and persona = any(:personas)")
                .param("id", id.value())
                .param("personas", viewer.personas().toArray(new Long[0]))
                .update();
        if (group.audience() == group.ownAudience())
            audiences.dismiss(group.ownAudience(), viewer.member());
        watches.unwatch(viewer.member(), id.value());
    }

    /** Asks somebody by name to work in the group. */
    @Transactional
    public void invite(WorkgroupId id, MemberId guest, String line, Viewer viewer) {
        Workgroup group = working(id, viewer);
        if (group.full()) throw new Forbidden("error.group-full");
        Viewer other = members.viewer(guest);
        if (group.audience() == group.ownAudience()) audiences.admit(group.ownAudience(), guest);
        else get(id, other);
        requests.askAnew(
                guest,
                "group",
                id.value(),
                List.of("proposed", "convened", "working", "concluding", "stalled"),
                Map.of());
        activity.record(
                communities.voice(group.community(), id.value(), viewer),
                "group-invited",
                id.value(),
                Map.of("to", guest.toString(), "line", line));
    }

    /** Hands the facilitating to another who works in the group. */
    @Transactional
    public void hand(WorkgroupId id, PersonaId to, Viewer viewer) {
        Workgroup group = working(id, viewer);
        if (!group.facilitates(viewer) && !communities.stewards(group.community(), viewer))
            throw new Forbidden("error.facilitator-only");
        if (group.members().stream().noneMatch(seat -> seat.persona().equals(to)))
            throw new NotFound();
        jdbc.sql("update workgroups.workgroup set facilitator = :to where id = :id")
                .param("to", to.value())
                .param("id", id.value())
                .update();
        cards.byline(id.value(), to);
        moved(group);
    }

    /** What the group set out to do. */
    public record Charter(
            String problem, String doneWhen, String leftOut, List<ConceptId> topics) {}

    @Transactional
    public void charter(WorkgroupId id, Charter charter, Viewer viewer) {
        Workgroup group = working(id, viewer);
        String slug = slug(group.community(), charter.problem());
        jdbc.sql(
                        """
                update workgroups.workgroup set problem = :problem, done_when = :done, left_out = :out, slug = :slug
                 where id = :id
                """)
                .param("problem", charter.problem())
                .param("done", charter.doneWhen())
                .param("out", charter.leftOut())
                .param("slug", slug)
                .param("id", id.value())
                .update();
        cards.rewrite(
                id.value(),
                charter.problem(),
                charter.doneWhen(),
                "/workgroups/" + id + "/" + slug);
        concepts.describe(id.value(), charter.topics());
        moved(group);
    }

    /** More time, once, with a reason; at most six weeks from now. */
    @Transactional
    public void extend(WorkgroupId id, Instant endsAt, String because, Viewer viewer) {
        Workgroup group = working(id, viewer);
        if (!group.facilitates(viewer)) throw new Forbidden("error.facilitator-only");
        if (group.extendedBecause() != null) throw new Forbidden("error.extended");
        Instant now = clock.instant();
        Instant last = now.plus(Phase.LONGEST);
        Instant until = endsAt.isAfter(last) ? last : endsAt;
        if (!until.isAfter(now)) throw new Forbidden("error.end-past");
        jdbc.sql(
                        "update workgroups.workgroup set ends_at = :ends, extended_because = :because where id = :id")
                .param("ends", Rows.sql(until))
                .param("because", because)
                .param("id", id.value())
                .update();
        moved(get(id, viewer));
        activity.record(group.facilitator(), "extended", id.value(), Map.of());
    }

    /**
     * Something was done: its silence begins anew, a stalled group that is not past its end goes
     * on.
     */
    void moved(Workgroup group) {
        Instant now = clock.instant();
        jdbc.sql("update workgroups.workgroup set moved_at = :now where id = :id")
                .param("now", Rows.sql(now))
                .param("id", group.id().value())
                .update();
        cards.moved(group.id().value(), now);
        Workgroup fresh = any(group.id()).orElseThrow(NotFound::new);
        boolean wakes = fresh.phase() == Phase.STALLED && now.isBefore(fresh.endsAt());
        boolean begins = fresh.phase() == Phase.CONVENED;
        if (wakes) move(fresh, before(fresh.id()));
        else if (begins) move(fresh, Phase.WORKING);
        else wind(fresh.id());
    }

    private Phase before(WorkgroupId id) {
        return jdbc.sql(
                        "select coalesce(before_stalled, 'working') from workgroups.workgroup where id = :id")
                .param("id", id.value())
                .query((row, n) -> Phase.of(row.getString(1)))
                .single();
    }

    void move(Workgroup group, Phase to) {
        Instant now = clock.instant();
        jdbc.sql(
                        """
                update workgroups.workgroup
                   set before_stalled = case when :to = 'stalled' then state else null end, state = :to,
                       stalled_at = case when :to = 'stalled' then cast(:now as timestamptz) end,
                       closed_at = case when :to = 'closed' then cast(:now as timestamptz) end
                 where id = :id
                """)
                .param("to", to.key())
                .param("now", Rows.sql(now))
                .param("id", group.id().value())
                .update();
        cards.state(group.id().value(), to.key(), now);
        wind(group.id());
    }

    /** Says when the clock takes its next step. */
    private void wind(WorkgroupId id) {
        Workgroup group = any(id).orElseThrow(NotFound::new);
        jdbc.sql("update workgroups.workgroup set next_at = :next where id = :id")
                .param(
                        "next",
                        Rows.sqlOrNull(
                                Phase.next(
                                        group.phase(),
                                        group.endsAt(),
                                        group.movedAt(),
                                        group.stalledAt())))
                .param("id", id.value())
                .update();
    }

    /** Groups that the viewer may see: at work, or ended; latest movement first. */
    List<Listed> list(boolean ended, @Nullable String after, int most, Viewer viewer) {
        boolean first = after == null || after.isEmpty();
        return jdbc.sql(
                        """
                select c.* from catalogue.listed c
                 where c.audience = any(:audiences) and c.kind = 'workgroup' and (c.state = 'closed') = :ended %s
                 order by c.at desc, c.id desc limit %d
                """
                                .formatted(
                                        first
                                                ? ""
                                                : "and (c.at, c.id) < (select a.at, a.id from catalogue.every a where a.id = :after)",
                                        most))
                .param("audiences", viewer.audienceIds())
                .param("ended", ended)
                .param("after", first ? 0L : PublicId.parse(Objects.requireNonNull(after)))
                .query((row, n) -> Cards.listed(row))
                .list();
    }

    Instant now() {
        return clock.instant();
    }

    /** The document's paragraphs with who wrote each, as the page shows them. */
    List<Documents.Paragraph> paragraphs(WorkgroupId id) {
        return new ArrayList<>(
                jdbc.sql("select paragraphs from workgroups.workgroup where id = :id")
                        .param("id", id.value())
                        .query(
                                (row, n) ->
                                        json.readValue(
                                                row.getString(1),
                                                new TypeReference<List<Documents.Paragraph>>() {}))
                        .single());
    }
}
