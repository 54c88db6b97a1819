package org.commonplace.workgroups;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Sent;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

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
    @Sent(signedIn = true)
    @Prose("what")
    Object add(@PathVariable WorkgroupId id, Form form, Viewer viewer) {
        String what = form.line("what", 300);
        String who = form.given("who");
        LocalDate due = form.date("due");
        if (form.refused()) return form.again();
        agenda.add(
                id,
                what,
                who.isEmpty() ? null : new PersonaId(PublicId.parse(who)),
                due,
                viewer.required());
        return back(id, "saved");
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
    @Sent(signedIn = true)
    @Prose({"what", "note"})
    Object meet(@PathVariable WorkgroupId id, Form form, Viewer viewer) {
        Instant at = form.moment("starts", viewer.required().zone());
        if (at == null && !form.refusals().any()) form.refuse("starts", "form.moment");
        int minutes = form.number("minutes", 5, 600, 60);
        String place = form.line("place", 500);
        String note = form.words("note", 1000);
        if (form.refused() || at == null) return form.again();
        agenda.meet(id, at, minutes, place, note, viewer);
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
