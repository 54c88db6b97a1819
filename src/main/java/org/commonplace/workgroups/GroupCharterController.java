package org.commonplace.workgroups;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
import org.commonplace.people.Viewer;
import org.commonplace.topics.Concepts;
import org.commonplace.topics.Named;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What a group sets out to do, and more time for it. */
@Controller
class GroupCharterController {
    private final Workgroups workgroups;
    private final Concepts concepts;
    private final GroupCharters charters;

    GroupCharterController(Workgroups workgroups, Concepts concepts, GroupCharters charters) {
        this.workgroups = workgroups;
        this.concepts = concepts;
        this.charters = charters;
    }

    @GetMapping("/workgroups/{id}/charter")
    String charter(@PathVariable WorkgroupId id, Locale locale, Viewer viewer, Model model) {
        Workgroup group = workgroups.worked(id, viewer);
        String topics =
                concepts.of(id.value(), locale.getLanguage()).stream()
                        .map(Named::label)
                        .collect(Collectors.joining(", "));
        return charter(
                group,
                Map.of(
                        "problem",
                        group.problem(),
                        "done",
                        group.doneWhen(),
                        "out",
                        group.leftOut(),
                        "topics",
                        topics),
                new Refusals(),
                model);
    }

    private static String charter(
            Workgroup group, Map<String, String> fields, Refusals refusals, Model model) {
        model.addAttribute("group", group);
        model.addAttribute("fields", fields);
        model.addAttribute("refusals", refusals);
        return "workgroups/charter";
    }

    @PostMapping("/workgroups/{id}/charter")
    @Sent(signedIn = true)
    @Prose({"problem", "done", "out"})
    String charter(
            @PathVariable WorkgroupId id, Form form, Locale locale, Viewer viewer, Model model) {
        Workgroup group = workgroups.worked(id, viewer);
        WorkgroupController.Aim aim = WorkgroupController.Aim.of(form);
        String topics = Concepts.labels(form, "topics");
        if (form.refused()) return charter(group, form.typed(), form.refusals(), model);
        boolean open = group.audience() == Viewer.EVERYONE && !group.chatham();
        charters.charter(
                id,
                new GroupCharters.Charter(
                        aim.problem(),
                        aim.done(),
                        aim.out(),
                        concepts.typed(
                                topics, locale.getLanguage(), open ? viewer.member() : null)),
                viewer);
        return WorkgroupController.back(id, "saved");
    }

    @PostMapping("/workgroups/{id}/extension")
    @Sent(signedIn = true)
    Object extend(@PathVariable WorkgroupId id, Form form, Viewer viewer) {
        LocalDate until = form.date("until");
        String because = form.words("because", 300);
        if (because.isEmpty()) form.refuse("because", "form.reason");
        if (until == null && !form.refusals().any()) form.refuse("until", "form.date");
        if (form.refused() || until == null) return form.again();
        charters.extend(
                id,
                until.atTime(LocalTime.MAX.withNano(0)).atZone(viewer.zone()).toInstant(),
                because,
                viewer.required());
        return WorkgroupController.back(id, "saved");
    }
}
