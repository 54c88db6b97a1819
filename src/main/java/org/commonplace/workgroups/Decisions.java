package org.commonplace.workgroups;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
import org.commonplace.conversations.Posts;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.commonplace.workgroups.Decision.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The decision log of a group. Votes that are hidden until a decision closes are read by nobody
 * before, not even its proposer: no statement here returns them, nothing counts them, and casting
 * one leaves no trace in the log of activity or in any time that a page shows.
 */
@Component
public class Decisions {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Workgroups workgroups;
    private final Cards cards;
    private final Moves moves;
    private final Posts posts;
    private final Activity activity;
    private final Clock clock;
    private final Phases phases;
    private final Voices voices;

    Decisions(
            JdbcClient jdbc,
            JsonMapper json,
            Workgroups workgroups,
            Cards cards,
            Moves moves,
            Posts posts,
            Activity activity,
            Clock clock,
            Phases phases,
            Voices voices) {
        this.voices = voices;
        this.jdbc = jdbc;
        this.json = json;
        this.workgroups = workgroups;
        this.cards = cards;
        this.moves = moves;
        this.posts = posts;
        this.activity = activity;
        this.clock = clock;
        this.phases = phases;
    }

    /** What is to be decided, how, and until when. */
    public record Draft(
            String title,
            String body,
            Method method,
            List<String> options,
            boolean hidden,
            Instant deadline) {}

    @Transactional
    public DecisionId propose(WorkgroupId id, Draft draft, Viewer viewer) {
        Workgroup group = workgroups.working(id, viewer);
        DecisionId decision = new DecisionId(PublicId.next());
        Voice proposer = voices.in(id.value(), viewer);
        Instant now = clock.instant();
        cards.file(
                new Card(
                        decision.value(),
                        "decision",
                        draft.title(),
                        Markdown.gist(draft.body(), 240),
                        Voting.OPEN.key(),
                        proposer,
                        group.audience(),
                        group.community(),
                        id.value(),
                        group.language(),
                        "/workgroups/" + id + "/decisions/" + decision,
                        List.of(),
                        now,
                        false));
        moves.begin(decision.value(), proposer, Voting.OPEN);
        posts.open(List.of(decision.value()));
        jdbc.sql(
                        """
                insert into workgroups.decision (id, workgroup, proposer, method, options, hidden, deadline, state, body,
                                                 html, proposed_at)
                values (:id, :group, :proposer, :method, :options, :hidden, :deadline, 'open', :body, :html, :now)
                """)
                .param("id", decision.value())
                .param("group", id.value())
                .param("proposer", proposer.id())
                .param("method", draft.method().key())
                .param("options", draft.options().toArray(new String[0]))
                .param("hidden", draft.hidden())
                .param("deadline", Rows.sql(draft.deadline()))
                .param("body", Markdown.cleaned(draft.body()))
                .param("html", Markdown.html(draft.body()))
                .param("now", Rows.sql(now))
                .update();
        phases.moved(group);
        activity.record(proposer, "put-to-decision", decision.value(), Map.of());
        return decision;
    }

    static final String SELECT =
            """
            select d.*, c.title, c.path, pb.name as proposer_name, ob.name as outcome_name,
                   (select coalesce(json_agg(json_build_object('persona', v.persona, 'name', b.name, 'choice', v.choice,
                               'line', v.line, 'at', v.at, 'answer', v.answer, 'answeredBy', ab.name) order by v.at), '[]')
                      from (select * from workgroups.told t where t.decision = d.id
                            union
                            select * from workgroups.vote o where o.decision = d.id and o.persona = any(:personas)) v
                      left join people.byline b on b.persona = v.persona
                      left join people.byline ab on ab.persona = v.answered_by) as votes
              from workgroups.decision d
              join catalogue.shown c on c.id = d.id and c.audience = any(:audiences)
              left join people.byline pb on pb.persona = d.proposer
              left join people.byline ob on ob.persona = d.outcome_by
            """;

    public Decision get(DecisionId id, Viewer viewer) {
        return jdbc.sql(SELECT + " where d.id = :id")
                .param("id", id.value())
                .param("personas", viewer.personas().toArray(new Long[0]))
                .param("audiences", viewer.audienceIds())
                .query((row, n) -> decision(row))
                .optional()
                .orElseThrow(() -> cards.missing(id.value(), viewer));
    }

    /** The log, newest first. */
    List<Decision> of(WorkgroupId id, Viewer viewer) {
        return jdbc.sql(
                        SELECT
                                + " where d.workgroup = :id order by d.proposed_at desc, d.id limit 100")
                .param("id", id.value())
                .param("personas", viewer.personas().toArray(new Long[0]))
                .param("audiences", viewer.audienceIds())
                .query((row, n) -> decision(row))
                .list();
    }

    private record Cast(
            long persona,
            @Nullable String name,
            String choice,
            String line,
            Instant at,
            @Nullable String answer,
            @Nullable String answeredBy) {}

    private Decision decision(ResultSet row) throws SQLException {
        List<Cast> votes = json.readValue(row.getString("votes"), new TypeReference<>() {});
        return new Decision(
                new DecisionId(row.getLong("id")),
                new WorkgroupId(row.getLong("workgroup")),
                row.getString("title"),
                row.getString("path"),
                row.getString("html"),
                new PersonaId(row.getLong("proposer")),
                row.getString("proposer_name"),
                Method.of(row.getString("method")),
                Rows.texts(row, "options"),
                row.getBoolean("hidden"),
                Rows.instant(row, "deadline"),
                row.getString("state").equals("open"),
                Rows.instant(row, "proposed_at"),
                row.getString("outcome"),
                row.getString("outcome_name"),
                Rows.instantOrNull(row, "outcome_at"),
                votes.stream()
                        .map(
                                one ->
                                        new Decision.Vote(
                                                new PersonaId(one.persona()),
                                                one.name(),
                                                one.choice(),
                                                one.line(),
                                                one.at(),
                                                one.answer(),
                                                one.answeredBy()))
                        .toList());
    }

    /** Votes, or votes otherwise, until the deadline. */
    @Transactional
    public void vote(DecisionId id, String choice, String line, Viewer viewer) {
        Decision decision = open(id, viewer);
        Workgroup group = workgroups.working(decision.workgroup(), viewer);
        if (!decision.choices().contains(choice)) throw new NotFound();
        Voice voter = voices.in(group.id().value(), viewer);
        jdbc.sql(
                        """
                insert into workgroups.vote (decision, persona, choice, line, at)
                values (:id, :persona, :choice, :line, :now)
                on conflict (decision, persona) do update
                   set choice = excluded.choice, line = excluded.line, at = excluded.at,
                       answer = null, answered_by = null, answered_at = null
                """)
                .param("id", id.value())
                .param("persona", voter.id())
                .param("choice", choice)
                .param("line", line)
                .param("now", Rows.sql(clock.instant()))
                .update();
        if (decision.hidden()) return;
        phases.moved(group);
        activity.record(voter, "voted", id.value(), Map.of("choice", choice));
    }

    /** A decision that is open, its row locked: nobody votes while it closes. */
    private Decision open(DecisionId id, Viewer viewer) {
        lock(id);
        Decision decision = get(id, viewer.required());
        if (!decision.open() || !clock.instant().isBefore(decision.deadline()))
            throw new Forbidden("error.decision-closed");
        return decision;
    }

    private void lock(DecisionId id) {
        boolean there =
                jdbc.sql("select 1 from workgroups.decision where id = :id for update")
                        .param("id", id.value())
                        .query(Integer.class)
                        .optional()
                        .isPresent();
        if (!there) throw new NotFound();
    }

    /** Answers an objection: by whoever proposed, or another who works in the group. */
    @Transactional
    public void answer(DecisionId id, PersonaId objector, String answer, Viewer viewer) {
        lock(id);
        Decision decision = get(id, viewer.required());
        Workgroup group = workgroups.working(decision.workgroup(), viewer);
        if (decision.outcome() != null) throw new Forbidden("error.decision-closed");
        boolean seen =
                decision.votes().stream()
                        .anyMatch(vote -> vote.objects() && vote.persona().equals(objector));
        if (!seen || decision.veiled() || viewer.mine(objector)) throw new NotFound();
        jdbc.sql(
                        """
                update workgroups.vote set answer = :answer, answered_by = :by, answered_at = :now
                 where decision = :id and persona = :objector and choice = 'object'
                """)
                .param("answer", answer)
                .param("by", voices.in(group.id().value(), viewer).id())
                .param("now", Rows.sql(clock.instant()))
                .param("id", id.value())
                .param("objector", objector.value())
                .update();
        phases.moved(group);
    }

    /** Closes the voting early: the facilitator, when everybody has had their say. */
    @Transactional
    public void close(DecisionId id, Viewer viewer) {
        Decision decision = open(id, viewer);
        Workgroup group = workgroups.working(decision.workgroup(), viewer);
        if (!group.facilitates(viewer)) throw new Forbidden("error.facilitator-only");
        close(id);
    }

    /** A group ends: what is still voted on is closed, undecided. */
    void closeAll(WorkgroupId id) {
        jdbc.sql(
                        "select id from workgroups.decision where workgroup = :id and state = 'open' for update")
                .param("id", id.value())
                .query((row, n) -> new DecisionId(row.getLong(1)))
                .list()
                .forEach(this::close);
    }

    private void close(DecisionId id) {
        jdbc.sql("update workgroups.decision set state = 'closed' where id = :id")
                .param("id", id.value())
                .update();
        moves.move(id.value(), null, Voting.OPEN, Voting.CLOSED, "");
        activity.record(null, "voting-closed", id.value(), Map.of());
    }

    /** Closes every voting whose deadline has come; of many nodes one does it. */
    @Transactional
    public int ripen() {
        List<DecisionId> due =
                jdbc.sql(
                                """
                        select id from workgroups.decision where state = 'open' and deadline <= :now
                         order by deadline limit 100 for update skip locked
                        """)
                        .param("now", Rows.sql(clock.instant()))
                        .query((row, n) -> new DecisionId(row.getLong(1)))
                        .list();
        due.forEach(this::close);
        return due.size();
    }

    /** A person says what was decided. Objections must have been answered; dissent stays. */
    @Transactional
    public void state(DecisionId id, String outcome, Viewer viewer) {
        lock(id);
        Decision decision = get(id, viewer.required());
        Workgroup group = workgroups.working(decision.workgroup(), viewer);
        if (!group.facilitates(viewer) && !viewer.mine(decision.proposer()))
            throw new Forbidden("error.facilitator-only");
        if (decision.open()) throw new Forbidden("error.decision-open");
        if (!decision.unanswered().isEmpty()) throw new Forbidden("error.objections");
        jdbc.sql(
                        """
                update workgroups.decision set outcome = :outcome, outcome_by = :by, outcome_at = :now where id = :id
                """)
                .param("outcome", outcome)
                .param("by", voices.in(group.id().value(), viewer).id())
                .param("now", Rows.sql(clock.instant()))
                .param("id", id.value())
                .update();
        cards.gist(id.value(), Markdown.gist(outcome, 240));
        phases.moved(group);
        activity.record(voices.in(id.value(), viewer), "outcome-stated", id.value(), Map.of());
    }
}
