package org.commonplace.practices;

import java.time.Clock;
import java.util.Map;
import org.commonplace.catalogue.Activity;
import org.commonplace.chrome.Forbidden;
import org.commonplace.communities.Voices;
import org.commonplace.lineage.How;
import org.commonplace.lineage.Lineage;
import org.commonplace.people.Viewer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Withdrawing and replacing practices, and taking that back. */
@Component
public class Withdrawals {
    private final JdbcClient jdbc;
    private final Practices practices;
    private final Standings standings;
    private final Lineage lineage;
    private final Activity activity;
    private final Clock clock;
    private final Voices voices;

    Withdrawals(
            JdbcClient jdbc,
            Practices practices,
            Standings standings,
            Lineage lineage,
            Activity activity,
            Clock clock,
            Voices voices) {
        this.voices = voices;
        this.jdbc = jdbc;
        this.practices = practices;
        this.standings = standings;
        this.lineage = lineage;
        this.activity = activity;
        this.clock = clock;
    }

    /** Withdraws a practice with a reason; its page stays and says so. */
    @Transactional
    public void retire(PracticeId id, String because, Viewer viewer) {
        Practice practice = practices.lock(id, viewer);
        if (!practice.withdraws(viewer)) throw new Forbidden("error.keeper-only");
        if (!practice.standing().published()) throw new Forbidden("error.not-live");
        if (practice.standing() == Standing.RETIRED) return;
        standings.move(
                id, practice.standing(), voices.in(id.value(), viewer), Standing.RETIRED, because);
        activity.record(voices.in(id.value(), viewer), "retired", id.value(), Map.of());
    }

    /** Says that another practice takes its place. */
    @Transactional
    public void supersede(PracticeId id, PracticeId by, Viewer viewer) {
        Practice practice = practices.lock(id, viewer);
        if (!practice.withdraws(viewer)) throw new Forbidden("error.keeper-only");
        if (!practice.standing().published()) throw new Forbidden("error.not-live");
        Practice successor = practices.get(by, viewer);
        if (successor.id().equals(id) || !successor.standing().live() || follows(id, by))
            throw new Forbidden("error.successor");
        jdbc.sql("update practices.practice set superseded_by = :by where id = :id")
                .param("by", by.value())
                .param("id", id.value())
                .update();
        lineage.derived(by.value(), id.value(), How.REVISED, voices.in(id.value(), viewer));
        standings.move(
                id, practice.standing(), voices.in(id.value(), viewer), Standing.SUPERSEDED, "");
        activity.record(
                voices.in(id.value(), viewer),
                "superseded",
                id.value(),
                Map.of("by", by.toString()));
    }

    /** Whether the one was itself replaced by the other, however far on. */
    private boolean follows(PracticeId successor, PracticeId practice) {
        return jdbc.sql(
                        """
                with recursive next (id) as (
                    select superseded_by from practices.practice where id = :practice
                    union select k.superseded_by from next n join practices.practice k on k.id = n.id)
                select exists (select from next where id = :successor)
                """)
                .param("practice", practice.value())
                .param("successor", successor.value())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** Takes back a withdrawal: it stands again where its clock says. */
    @Transactional
    public void restore(PracticeId id, Viewer viewer) {
        Practice practice = practices.lock(id, viewer);
        if (!practice.withdraws(viewer)) throw new Forbidden("error.keeper-only");
        if (!practice.standing().published()) throw new Forbidden("error.not-live");
        if (practice.standing() != Standing.RETIRED && practice.standing() != Standing.SUPERSEDED)
            return;
        jdbc.sql("update practices.practice set superseded_by = null where id = :id")
                .param("id", id.value())
                .update();
        boolean unkept = practice.kind().kept() && practice.steward() == null;
        Standing to = unkept ? Standing.OVERDUE : Standing.at(clock.instant(), practice.reviewAt());
        standings.move(id, practice.standing(), voices.in(id.value(), viewer), to, "");
        activity.record(voices.in(id.value(), viewer), "restored", id.value(), Map.of());
    }
}
