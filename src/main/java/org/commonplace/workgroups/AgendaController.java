package org.commonplace.workgroups;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.PublicId;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Tasks and meetings of a group; meetings as iCalendar too. */
@Controller
class AgendaController {
    private final Workgroups workgroups;
    private final Agenda agenda;
    private final Calendars calendars;

    AgendaController(Workgroups workgroups, Agenda agenda, Calendars calendars) {
        this.workgroups = workgroups;
        this.agenda = agenda;
        this.calendars = calendars;
    }

    private static String back(WorkgroupId id, String notice) {
        return WorkgroupController.back(id, notice) + "#agenda";
    }

    @PostMapping("/workgroups/{id}/tasks")
    @Prose("what")
    String add(
            @PathVariable WorkgroupId id,
            @RequestParam(defaultValue = "") String what,
            @RequestParam(defaultValue = "") String who,
            @RequestParam(defaultValue = "") String due,
            Viewer viewer) {
        String words = WorkgroupController.clipped(what, 300);
        if (words.isEmpty()) return back(id, "what-missing");
        agenda.add(
                id,
                words,
                who.isEmpty() ? null : new PersonaId(PublicId.parse(who)),
                day(due),
                viewer.required());
        return back(id, "saved");
    }

    private static @Nullable LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    @PostMapping("/workgroups/{id}/tasks/{task}/tick")
    String tick(@PathVariable WorkgroupId id, @PathVariable String task, Viewer viewer) {
        agenda.tick(id, PublicId.parse(task), true, viewer.required());
        return back(id, "saved");
    }

    @DeleteMapping("/workgroups/{id}/tasks/{task}/tick")
    String untick(@PathVariable WorkgroupId id, @PathVariable String task, Viewer viewer) {
        agenda.tick(id, PublicId.parse(task), false, viewer.required());
        return back(id, "saved");
    }

    @DeleteMapping("/workgroups/{id}/tasks/{task}")
    String drop(@PathVariable WorkgroupId id, @PathVariable String task, Viewer viewer) {
        agenda.drop(id, PublicId.parse(task), viewer.required());
        return back(id, "saved");
    }

    @PostMapping("/workgroups/{id}/meetings")
    @Prose({"what", "note"})
    String meet(
            @PathVariable WorkgroupId id,
            @RequestParam(defaultValue = "") String starts,
            @RequestParam(defaultValue = "60") int minutes,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String note,
            Viewer viewer) {
        Instant at = DecisionController.moment(starts, viewer.required());
        if (at == null) return back(id, "date-missing");
        if (place.isBlank()) return back(id, "place-missing");
        agenda.meet(
                id,
                at,
                Math.clamp(minutes, 5, 600),
                WorkgroupController.clipped(place, 500),
                WorkgroupController.clipped(note, 1000),
                viewer);
        return back(id, "saved");
    }

    @DeleteMapping("/workgroups/{id}/meetings/{meeting}")
    String cancel(@PathVariable WorkgroupId id, @PathVariable String meeting, Viewer viewer) {
        agenda.cancel(id, PublicId.parse(meeting), viewer.required());
        return back(id, "saved");
    }

    @GetMapping("/workgroups/{id}/meetings.ics")
    ResponseEntity<byte[]> calendar(@PathVariable WorkgroupId id, Viewer viewer) {
        Workgroup group = workgroups.get(id, viewer);
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("text/calendar;charset=UTF-8"))
                .header("Content-Disposition", "attachment; filename=\"" + id + ".ics\"")
                .body(calendars.of(group, agenda.meetings(id)).getBytes(StandardCharsets.UTF_8));
    }
}
