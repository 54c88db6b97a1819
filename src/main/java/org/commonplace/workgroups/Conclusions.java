package org.commonplace.workgroups;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonplace.awareness.Requests;
import org.commonplace.catalogue.Activity;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Voices;
import org.commonplace.lineage.How;
import org.commonplace.lineage.Lineage;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.commonplace.practices.Credits;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.PracticeId;
import org.commonplace.practices.Practices;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.States;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How a group ends: with a practice, with one sentence, with a hand-over, or, stalled for thirty
 * days, by itself. What it took on goes on accordingly.
 */
@Component
public class Conclusions {
    private final JdbcClient jdbc;
    private final Workgroups workgroups;
    private final Decisions decisions;
    private final Practices practices;
    private final Lineage lineage;
    private final Requests requests;
    private final Activity activity;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Credits credits;
    private final States states;
    private final Phases phases;
    private final Voices voices;
    private final Agenda agenda;

    Conclusions(
            JdbcClient jdbc,
            Workgroups workgroups,
            Decisions decisions,
            Practices practices,
            Lineage lineage,
            Requests requests,
            Activity activity,
            TransactionTemplate transaction,
            Clock clock,
            Credits credits,
            States states,
            Phases phases,
            Voices voices,
            Agenda agenda) {
        this.voices = voices;
        this.jdbc = jdbc;
        this.workgroups = workgroups;
        this.decisions = decisions;
        this.practices = practices;
        this.lineage = lineage;
        this.requests = requests;
        this.activity = activity;
        this.transaction = transaction;
        this.clock = clock;
        this.credits = credits;
        this.states = states;
        this.phases = phases;
        this.agenda = agenda;
    }

    /** The facilitator begins to gather what the group came to. */
    @Transactional
    public void gather(WorkgroupId id, Viewer viewer) {
        Workgroup group = facilitated(id, viewer);
        if (group.phase() == Phase.CONVENED || group.phase() == Phase.WORKING)
            phases.move(group, Phase.CONCLUDING, Voice.onRecord(group.facilitator()));
        activity.record(Voice.onRecord(group.facilitator()), "concluding", id.value(), Map.of());
    }

    private Workgroup facilitated(WorkgroupId id, Viewer viewer) {
        Workgroup group = workgroups.working(id, viewer);
        if (!group.facilitates(viewer)) throw new Forbidden("error.facilitator-only");
        return group;
    }

    /** The text of the practice as the document and the decision log have it. */
    public String prefilled(Workgroup group, Viewer viewer, String decided, String dissent) {
        StringBuilder text = new StringBuilder(group.document().strip());
        List<Decision> log =
                decisions.of(group.id(), viewer).reversed().stream()
                        .filter(one -> one.outcome() != null)
                        .toList();
        if (log.isEmpty()) return text.toString();
        text.append("\n\n## ").append(decided).append("\n");
        for (Decision one : log) {
            text.append("\n- **").append(one.title()).append("**: ").append(one.outcome());
            for (Decision.Vote vote : one.votes())
                if (vote.objects() && !vote.line().isBlank())
                    text.append("\n  - ")
                            .append(dissent)
                            .append(" (")
                            .append(vote.name())
                            .append("): ")
                            .append(vote.line());
        }
        return text.append("\n").toString();
    }

    /** Delivers a practice, made from the group and all that it took on; everybody is credited. */
    @Transactional
    public PracticeId deliver(
            WorkgroupId id, NewPractice draft, @Nullable Rest rest, Viewer viewer) {
        Workgroup group = facilitated(id, viewer);
        List<Long> from = new ArrayList<>();
        from.add(id.value());
        for (QuestionId question : workgroups.takesOn(id)) from.add(question.value());
        PracticeId practice = practices.keep(draft.from(from), viewer);
        Set<Long> authors = new LinkedHashSet<>();
        workgroups.paragraphs(id).forEach(paragraph -> authors.add(paragraph.author()));
        Map<PersonaId, String> parts = new LinkedHashMap<>();
        for (Workgroup.Seat seat : group.members())
            parts.put(
                    seat.persona(),
                    authors.contains(seat.persona().value())
                            ? "author"
                            : seat.persona().equals(group.facilitator()) ? "editor" : "reviewer");
        authors.forEach(author -> parts.putIfAbsent(new PersonaId(author), "author"));
        credits.credit(practice, parts);
        for (Decision decision : decisions.of(id, viewer))
            lineage.derived(
                    practice.value(),
                    decision.id().value(),
                    How.INFLUENCED,
                    voices.in(group.id().value(), viewer));
        jdbc.sql("update workgroups.workgroup set practice = :practice where id = :id")
                .param("practice", practice.value())
                .param("id", id.value())
                .update();
        agenda.end(group, rest);
        close(group, "delivered", draft.title(), Voice.onRecord(group.facilitator()));
        for (QuestionId question : workgroups.takesOn(id))
            states.workedOut(question, Voice.onRecord(group.facilitator()), draft.title());
        return practice;
    }

    /** Ends with one sentence: no solution was found, because; or handed over, to whom. */
    @Transactional
    public void conclude(
            WorkgroupId id,
            boolean handedOver,
            String sentence,
            @Nullable Rest rest,
            Viewer viewer) {
        Workgroup group = facilitated(id, viewer);
        agenda.end(group, rest);
        Voice by = Voice.onRecord(group.facilitator());
        close(group, handedOver ? "handed-over" : "no-solution", sentence, by);
        for (QuestionId question : workgroups.takesOn(id)) {
            if (handedOver) states.resume(question, by, sentence);
            else states.unsolved(question, by, sentence);
        }
    }

    private void close(Workgroup group, String outcome, String sentence, @Nullable Voice by) {
        jdbc.sql(
                        "update workgroups.workgroup set outcome = :outcome, conclusion = :sentence where id = :id")
                .param("outcome", outcome)
                .param("sentence", sentence)
                .param("id", group.id().value())
                .update();
        decisions.closeAll(group.id());
        phases.move(group, Phase.CLOSED, by);
        for (String kind : List.of("group", "stalled"))
            requests.settle(kind, group.id().value(), outcome);
        activity.record(by, "concluded", group.id().value(), Map.of("outcome", outcome));
    }

    /** The clock: groups stall at their end or after their silence, and close after thirty days. */
    public int ripen() {
        int taken = 0;
        while (Boolean.TRUE.equals(transaction.execute(status -> takeOne()))) taken++;
        return taken + decisions.ripen();
    }

    private boolean takeOne() {
        List<WorkgroupId> due =
                jdbc.sql(
                                """
                        select id from workgroups.workgroup where next_at <= :now
                         order by next_at, id limit 1 for update skip locked
                        """)
                        .param("now", Rows.sql(clock.instant()))
                        .query((row, n) -> new WorkgroupId(row.getLong(1)))
                        .list();
        due.forEach(this::take);
        return !due.isEmpty();
    }

    private void take(WorkgroupId id) {
        Workgroup group = workgroups.any(id).orElse(null);
        if (group == null) {
            // Hidden by a moderator: its clock stands still until it is shown again.
            Instant later = clock.instant().plus(java.time.Duration.ofDays(1));
            jdbc.sql("update workgroups.workgroup set next_at = :later where id = :id")
                    .param("later", Rows.sql(later))
                    .param("id", id.value())
                    .update();
            return;
        }
        if (group.phase() != Phase.STALLED) {
            phases.move(group, Phase.STALLED, null);
            activity.record(null, "stalled", id.value(), Map.of());
            return;
        }
        agenda.end(group, new Rest.Closed());
        close(group, "without-result", "", null);
        for (QuestionId question : workgroups.takesOn(id)) states.resume(question, null, "");
    }
}
