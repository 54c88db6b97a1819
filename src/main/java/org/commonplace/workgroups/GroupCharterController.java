package org.commonplace.workgroups;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.Refusals;
import org.commonplace.people.Viewer;
import org.commonplace.topics.Concepts;
import org.commonplace.topics.Named;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

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
    @Prose({"problem", "done", "out"})
    Object charter(
            @PathVariable WorkgroupId id,
            @RequestParam Map<String, String> fields,
            Locale locale,
            Viewer viewer,
            Model model) {
        Refusals refusals = WorkgroupController.refusals(fields);
        if (refusals.any())
            return WorkgroupController.status(
                    charter(workgroups.worked(id, viewer), fields, refusals, model),
                    model,
                    HttpStatus.UNPROCESSABLE_CONTENT);
        Workgroup group = workgroups.worked(id, viewer);
        charters.charter(
                id,
                new GroupCharters.Charter(
                        fields.getOrDefault("problem", "").strip(),
                        fields.getOrDefault("done", "").strip(),
                        fields.getOrDefault("out", "").strip(),
                        concepts.typed(
                                fields.getOrDefault("topics", ""),
                                locale.getLanguage(),
                                group.audience() == Viewer.EVERYONE && !group.chatham()
                                        ? viewer.member()
                                        : null)),
                viewer);
        return WorkgroupController.back(id, "saved");
    }

    @PostMapping("/workgroups/{id}/extension")
    String extend(
            @PathVariable WorkgroupId id,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String because,
            Viewer viewer) {
        if (because.isBlank()) return WorkgroupController.back(id, "reason-missing");
        if (!until.matches("\\d{4}-\\d{2}-\\d{2}"))
            return WorkgroupController.back(id, "date-missing");
        charters.extend(
                id,
                LocalDate.parse(until)
                        .atTime(LocalTime.MAX.withNano(0))
                        .atZone(viewer.zone())
                        .toInstant(),
                WorkgroupController.clipped(because, 300),
                viewer.required());
        return WorkgroupController.back(id, "saved");
    }
}
