package org.commonplace.workgroups;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.commonplace.awareness.Requests;
import org.commonplace.awareness.Watches;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Communities;
import org.commonplace.communities.Voices;
import org.commonplace.people.Audiences;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.States;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who works in a group or looks on: coming, going, being asked, and handing on the facilitating.
 */
@Component
public class Seats {
    private final JdbcClient jdbc;
    private final Workgroups workgroups;
    private final Phases phases;
    private final States states;
    private final Cards cards;
    private final Communities communities;
    private final Audiences audiences;
    private final Members members;
    private final Requests requests;
    private final Watches watches;
    private final Activity activity;
    private final Clock clock;
    private final Voices voices;

    Seats(
            JdbcClient jdbc,
            Workgroups workgroups,
            Phases phases,
            States states,
            Cards cards,
            Communities communities,
            Audiences audiences,
            Members members,
            Requests requests,
            Watches watches,
            Activity activity,
            Clock clock,
            Voices voices) {
        this.voices = voices;
        this.jdbc = jdbc;
        this.workgroups = workgroups;
        this.phases = phases;
        this.states = states;
        this.cards = cards;
        this.communities = communities;
        this.audiences = audiences;
        this.members = members;
        this.requests = requests;
        this.watches = watches;
        this.activity = activity;
        this.clock = clock;
    }

    boolean seat(WorkgroupId id, PersonaId persona, String role) {
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

    /** Sits down to work, or to look on. The second to work convenes the group. */
    @Transactional
    public void join(WorkgroupId id, boolean works, Viewer viewer) {
        Workgroup group = workgroups.lock(id, viewer);
        if (!group.phase().open()) throw new Forbidden("error.group-closed");
        if (works && group.full() && !group.works(viewer)) throw new Forbidden("error.group-full");
        Voice persona = voices.in(id.value(), viewer);
        if (!works && group.facilitates(viewer)) throw new Forbidden("error.facilitator-stays");
        if (!seat(id, persona.persona(), works ? "member" : "observer")) return;
        audiences.admit(group.ownAudience(), viewer.member());
        watches.watch(viewer.member(), id.value());
        requests.done(viewer.member(), "group", id.value(), "joined");
        activity.record(persona, works ? "joined-group" : "watches-group", id.value(), Map.of());
        Workgroup now = workgroups.get(id, viewer);
        if (works && now.phase() == Phase.PROPOSED && now.members().size() > 1) convene(now);
        else if (works) phases.moved(now);
    }

    private void convene(Workgroup group) {
        phases.move(group, Phase.CONVENED, Voice.onRecord(group.facilitator()));
        for (QuestionId question : workgroups.takesOn(group.id()))
            states.convene(question, Voice.onRecord(group.facilitator()));
        activity.record(
                Voice.onRecord(group.facilitator()), "convened", group.id().value(), Map.of());
    }

    /** Gets up again. A facilitator names another first. */
    @Transactional
    public void leave(WorkgroupId id, Viewer viewer) {
        Workgroup group = workgroups.lock(id, viewer);
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

    /**
     * Throws {@link Forbidden} where nobody is asked by name: in a closed room it would tell who is
     * there, and whose the next alias is. Everybody there sees its groups.
     */
    void mayInvite(WorkgroupId id, Viewer viewer) {
        if (communities.lab(workgroups.working(id, viewer.required()).community()))
            throw new Forbidden("error.lab-invitation");
    }

    /** Asks somebody by name to work in the group. */
    @Transactional
    public void invite(WorkgroupId id, MemberId guest, String line, Viewer viewer) {
        mayInvite(id, viewer);
        Workgroup group = workgroups.working(id, viewer);
        if (group.full()) throw new Forbidden("error.group-full");
        Viewer other = members.viewer(guest);
        if (group.audience() == group.ownAudience()) audiences.admit(group.ownAudience(), guest);
        else workgroups.get(id, other);
        requests.askAnew(
                guest,
                "group",
                id.value(),
                List.of("proposed", "convened", "working", "concluding", "stalled"),
                Map.of());
        activity.record(
                voices.in(id.value(), viewer),
                "group-invited",
                id.value(),
                Map.of("to", guest.toString(), "line", line));
    }

    /** Hands the facilitating to another who works in the group. */
    @Transactional
    public void hand(WorkgroupId id, PersonaId to, Viewer viewer) {
        Workgroup group = workgroups.working(id, viewer);
        if (!group.facilitates(viewer) && !communities.stewards(group.community(), viewer))
            throw new Forbidden("error.facilitator-only");
        if (group.members().stream().noneMatch(seat -> seat.persona().equals(to)))
            throw new NotFound();
        jdbc.sql("update workgroups.workgroup set facilitator = :to where id = :id")
                .param("to", to.value())
                .param("id", id.value())
                .update();
        cards.byline(id.value(), Voice.onRecord(to));
        phases.moved(group);
    }
}
