package org.commonplace.workgroups;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Texts;
import org.commonplace.conversations.Post;
import org.commonplace.people.Viewer;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.PracticeId;
import org.commonplace.practices.Practices;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Bringing a group to its end. */
@Controller
class ConclusionController {
    private final Workgroups workgroups;
    private final Conclusions conclusions;
    private final Agenda agenda;
    private final Texts texts;

    ConclusionController(
            Workgroups workgroups, Conclusions conclusions, Agenda agenda, Texts texts) {
        this.workgroups = workgroups;
        this.conclusions = conclusions;
        this.agenda = agenda;
        this.texts = texts;
    }

    @PostMapping("/workgroups/{id}/gathering")
    String gather(@PathVariable WorkgroupId id, Viewer viewer) {
        conclusions.gather(id, viewer.required());
        return "redirect:/workgroups/" + id + "/conclusion";
    }

    @GetMapping("/workgroups/{id}/conclusion")
    String conclusion(@PathVariable WorkgroupId id, Locale locale, Viewer viewer, Model model) {
        Workgroup group = workgroups.worked(id, viewer);
        Map<String, String> fields = new HashMap<>();
        fields.put("title", group.problem());
        fields.put(
                "body",
                conclusions.prefilled(
                        group,
                        viewer,
                        texts.text(locale, "group.decided"),
                        texts.text(locale, "group.dissent")));
        return conclusion(group, fields, new Refusals(), viewer, model);
    }

    private String conclusion(
            Workgroup group,
            Map<String, String> fields,
            Refusals refusals,
            Viewer viewer,
            Model model) {
        model.addAttribute("group", group);
        model.addAttribute("open", agenda.open(group.id()));
        model.addAttribute("facilitates", group.facilitates(viewer));
        model.addAttribute("fields", fields);
        model.addAttribute("refusals", refusals);
        return "workgroups/conclusion";
    }

    @PostMapping("/workgroups/{id}/practice")
    @Prose({"title", "body"})
    Object deliver(
            @PathVariable WorkgroupId id,
            @RequestParam Map<String, String> fields,
            Locale locale,
            Viewer viewer,
            Model model) {
        Workgroup group = workgroups.worked(id, viewer);
        Refusals refusals =
                new Refusals()
                        .text("title", fields.get("title"), Practices.TITLE)
                        .text("body", fields.get("body"), Post.LONGEST);
        Rest.check(agenda.open(id), fields, refusals);
        if (refusals.any())
            return WorkgroupController.status(
                    conclusion(group, fields, refusals, viewer, model),
                    model,
                    HttpStatus.UNPROCESSABLE_CONTENT);
        PracticeId practice =
                conclusions.deliver(
                        id,
                        NewPractice.of(
                                Objects.requireNonNull(fields.get("title")).strip(),
                                Objects.requireNonNull(fields.get("body")),
                                locale.getLanguage()),
                        Rest.of(fields),
                        viewer);
        return "redirect:" + Paths.done("/practices/" + practice + "/-", "kept-here");
    }

    @PostMapping("/workgroups/{id}/conclusion")
    @Prose("sentence")
    Object conclude(
            @PathVariable WorkgroupId id,
            @RequestParam Map<String, String> fields,
            Viewer viewer,
            Model model) {
        Workgroup group = workgroups.worked(id, viewer);
        Refusals refusals = new Refusals().text("sentence", fields.get("sentence"), 500);
        Rest.check(agenda.open(id), fields, refusals);
        if (refusals.any())
            return WorkgroupController.status(
                    conclusion(group, fields, refusals, viewer, model),
                    model,
                    HttpStatus.UNPROCESSABLE_CONTENT);
        conclusions.conclude(
                id,
                "handed-over".equals(fields.get("how")),
                Objects.requireNonNull(fields.get("sentence")).strip(),
                Rest.of(fields),
                viewer);
        return WorkgroupController.back(id, "group-ended");
    }
}
