package org.commonplace.workgroups;

import java.time.Clock;
import java.time.Instant;
import org.commonplace.catalogue.Cards;
import org.commonplace.catalogue.Moves;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.Rows;
import org.commonplace.people.Voice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How a group moves from one phase to the next, and when its clock takes the next step. */
@Component
class Phases {
    private final JdbcClient jdbc;
    private final Workgroups workgroups;
    private final Cards cards;
    private final Moves moves;
    private final Clock clock;

    Phases(JdbcClient jdbc, Workgroups workgroups, Cards cards, Moves moves, Clock clock) {
        this.jdbc = jdbc;
        this.workgroups = workgroups;
        this.cards = cards;
        this.moves = moves;
        this.clock = clock;
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
        Workgroup fresh = workgroups.any(group.id()).orElseThrow(NotFound::new);
        boolean wakes = fresh.phase() == Phase.STALLED && now.isBefore(fresh.endsAt());
        boolean begins = fresh.phase() == Phase.CONVENED;
        if (wakes) move(fresh, before(fresh.id()), null);
        else if (begins) move(fresh, Phase.WORKING, null);
        else wind(fresh.id());
    }

    private Phase before(WorkgroupId id) {
        return jdbc.sql(
                        "select coalesce(before_stalled, 'working') from workgroups.workgroup where id = :id")
                .param("id", id.value())
                .query((row, n) -> Phase.of(row.getString(1)))
                .single();
    }

    void move(Workgroup group, Phase to, @Nullable Voice who) {
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
        moves.move(group.id().value(), who, group.phase(), to, "");
        wind(group.id());
    }

    /** Says when the clock takes its next step. */
    void wind(WorkgroupId id) {
        Workgroup group = workgroups.any(id).orElseThrow(NotFound::new);
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
}
