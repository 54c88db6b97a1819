package org.commonplace.workgroups;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.commonplace.catalogue.Activity;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a group has to do, and when it meets. */
@Component
public class Agenda {
    private final JdbcClient jdbc;
    private final Workgroups workgroups;
    private final Activity activity;
    private final Clock clock;
    private final Phases phases;

    Agenda(JdbcClient jdbc, Workgroups workgroups, Activity activity, Clock clock, Phases phases) {
        this.jdbc = jdbc;
        this.workgroups = workgroups;
        this.activity = activity;
        this.clock = clock;
        this.phases = phases;
    }

    public record Task(
            long id,
            String what,
            @Nullable PersonaId who,
            @Nullable String name,
            @Nullable LocalDate dueOn,
            @Nullable Instant doneAt,
            @Nullable String ended) {
        public String key() {
            return PublicId.text(id);
        }

        public boolean late(LocalDate today) {
            return doneAt == null && ended == null && dueOn != null && dueOn.isBefore(today);
        }
    }

    @Transactional
    public void add(
            WorkgroupId id,
            String what,
            @Nullable PersonaId who,
            @Nullable LocalDate dueOn,
            Viewer viewer) {
        Workgroup group = workgroups.working(id, viewer);
        if (who != null && group.members().stream().noneMatch(seat -> seat.persona().equals(who)))
            throw new NotFound();
        jdbc.sql(
                        """
                insert into workgroups.task (id, workgroup, what, who, due_on, added_at)
                values (:task, :id, :what, :who, :due, :now)
                """)
                .param("task", PublicId.next())
                .param("id", id.value())
                .param("what", what)
                .param("who", who == null ? null : who.value())
                .param("due", dueOn)
                .param("now", Rows.sql(clock.instant()))
                .update();
        phases.moved(group);
    }

    /** Ticks a task off, or takes the tick back. */
    @Transactional
    public void tick(WorkgroupId id, long task, boolean done, Viewer viewer) {
        Workgroup group = workgroups.working(id, viewer);
        int ticked =
                jdbc.sql(
                                "update workgroups.task set done_at = :at where id = :task and workgroup = :id")
                        .param("at", done ? Rows.sql(clock.instant()) : null)
                        .param("task", task)
                        .param("id", id.value())
                        .update();
        if (ticked == 0) throw new NotFound();
        phases.moved(group);
    }

    @Transactional
    public void drop(WorkgroupId id, long task, Viewer viewer) {
        workgroups.working(id, viewer);
        jdbc.sql("delete from workgroups.task where id = :task and workgroup = :id")
                .param("task", task)
                .param("id", id.value())
                .update();
    }

    public record Meeting(
            long id,
            Instant startsAt,
            int minutes,
            String place,
            String note,
            int sequence,
            @Nullable Instant cancelledAt) {
        public String key() {
            return PublicId.text(id);
        }
    }

    /** What is still to do, and when the group would still meet. */
    public record Open(List<String> tasks, List<Meeting> meetings) {
        public boolean nothing() {
            return tasks.isEmpty() && meetings.isEmpty();
        }
    }

    Open open(WorkgroupId id) {
        List<String> tasks =
                jdbc.sql(
                                """
                        select what from workgroups.task
                         where workgroup = :id and done_at is null and ended is null
                         order by due_on nulls last, added_at
                        """)
                        .param("id", id.value())
                        .query((row, n) -> row.getString(1))
                        .list();
        Instant now = clock.instant();
        return new Open(
                tasks,
                meetings(id).stream()
                        .filter(one -> one.cancelledAt() == null && one.startsAt().isAfter(now))
                        .toList());
    }

    /** The group ends: what is open is closed with it, or goes on with others. */
    @Transactional
    public void end(Workgroup group, @Nullable Rest rest) {
        Open open = open(group.id());
        if (open.nothing()) return;
        if (rest == null) throw new Forbidden("error.rest-open");
        @Nullable String to = rest instanceof Rest.HandedOver over ? over.to() : null;
        jdbc.sql(
                        "update workgroups.task set ended = :ended where workgroup = :id and done_at is null and ended is null")
                .param("ended", to == null ? "closed" : "handed-over")
                .param("id", group.id().value())
                .update();
        jdbc.sql("update workgroups.workgroup set rest_to = :to where id = :id")
                .param("to", to)
                .param("id", group.id().value())
                .update();
        if (to == null) for (Meeting one : open.meetings()) callOff(group, one.id());
    }

    List<Meeting> meetings(WorkgroupId id) {
        return jdbc.sql(
                        "select * from workgroups.meeting where workgroup = :id order by starts_at desc limit 100")
                .param("id", id.value())
                .query(
                        (row, n) ->
                                new Meeting(
                                        row.getLong("id"),
                                        Rows.instant(row, "starts_at"),
                                        row.getInt("minutes"),
                                        row.getString("place"),
                                        row.getString("note"),
                                        row.getInt("sequence"),
                                        Rows.instantOrNull(row, "cancelled_at")))
                .list();
    }

    @Transactional
    public void meet(
            WorkgroupId id,
            Instant startsAt,
            int minutes,
            String place,
            String note,
            Viewer viewer) {
        Workgroup group = workgroups.working(id, viewer);
        if (!startsAt.isAfter(clock.instant())) throw new Forbidden("error.meeting-past");
        long meeting = PublicId.next();
        jdbc.sql(
                        """
                insert into workgroups.meeting (id, workgroup, starts_at, minutes, place, note)
                values (:meeting, :id, :starts, :minutes, :place, :note)
                """)
                .param("meeting", meeting)
                .param("id", id.value())
                .param("starts", Rows.sql(startsAt))
                .param("minutes", minutes)
                .param("place", place)
                .param("note", note)
                .update();
        phases.moved(group);
        activity.record(
                Voice.onRecord(group.facilitator()),
                "meets",
                id.value(),
                Map.of("meeting", PublicId.text(meeting)));
    }

    @Transactional
    public void cancel(WorkgroupId id, long meeting, Viewer viewer) {
        callOff(workgroups.working(id, viewer), meeting);
    }

    private void callOff(Workgroup group, long meeting) {
        WorkgroupId id = group.id();
        int cancelled =
                jdbc.sql(
                                """
                        update workgroups.meeting set cancelled_at = :now, sequence = sequence + 1
                         where id = :meeting and workgroup = :id and cancelled_at is null
                        """)
                        .param("now", Rows.sql(clock.instant()))
                        .param("meeting", meeting)
                        .param("id", id.value())
                        .update();
        if (cancelled == 0) return;
        activity.record(
                Voice.onRecord(group.facilitator()),
                "meeting-cancelled",
                id.value(),
                Map.of("meeting", PublicId.text(meeting)));
    }
}
