package org.commonplace.workgroups;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
import org.commonplace.chrome.Texts;
import org.commonplace.conversations.Post;
import org.commonplace.people.Viewer;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.PracticeId;
import org.commonplace.practices.Practices;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Bringing a group to its end. */
@Controller
class ConclusionController {
    private final Workgroups workgroups;
    private final Conclusions conclusions;
    private final Agenda agenda;
    private final Texts texts;
    private final Drafts drafts;

    ConclusionController(
            Workgroups workgroups,
            Conclusions conclusions,
            Agenda agenda,
            Texts texts,
            Drafts drafts) {
        this.drafts = drafts;
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
    String conclusion(
            @PathVariable WorkgroupId id,
            HttpServletRequest request,
            Locale locale,
            Viewer viewer,
            Model model) {
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
        fields.putAll(drafts.find(request, "conclusion " + id));
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
    @Sent(draft = "conclusion {id}", signedIn = true)
    @Prose({"title", "body"})
    String deliver(
            @PathVariable WorkgroupId id, Form form, Locale locale, Viewer viewer, Model model) {
        Workgroup group = workgroups.worked(id, viewer);
        String title = form.line("title", Practices.TITLE);
        String body = form.text("body", Post.LONGEST);
        Rest.check(agenda.open(id), form);
        if (form.refused()) return conclusion(group, form.typed(), form.refusals(), viewer, model);
        PracticeId practice =
                conclusions.deliver(
                        id,
                        NewPractice.of(title, body, locale.getLanguage()),
                        Rest.of(form),
                        viewer);
        return "redirect:" + Paths.done("/practices/" + practice + "/-", "kept-here");
    }

    @PostMapping("/workgroups/{id}/conclusion")
    @Sent(signedIn = true)
    @Prose("sentence")
    String conclude(@PathVariable WorkgroupId id, Form form, Viewer viewer, Model model) {
        Workgroup group = workgroups.worked(id, viewer);
        String sentence = form.line("sentence", 500);
        Rest.check(agenda.open(id), form);
        if (form.refused()) return conclusion(group, form.typed(), form.refusals(), viewer, model);
        conclusions.conclude(
                id, form.given("how").equals("handed-over"), sentence, Rest.of(form), viewer);
        return WorkgroupController.back(id, "group-ended");
    }
}
