package org.commonplace.workgroups;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Refusals;
import org.commonplace.conversations.Talks;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.workgroups.Decision.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The decisions of a group. */
@Controller
class DecisionController {
    private static final int OPTIONS = 12;
    private final Workgroups workgroups;
    private final Decisions decisions;
    private final Talks talks;

    DecisionController(Workgroups workgroups, Decisions decisions, Talks talks) {
        this.workgroups = workgroups;
        this.decisions = decisions;
        this.talks = talks;
    }

    @GetMapping("/workgroups/{id}/decisions/new")
    String blank(@PathVariable WorkgroupId id, Viewer viewer, Model model) {
        return form(working(id, viewer), Map.of("method", "consent"), new Refusals(), model);
    }

    private Workgroup working(WorkgroupId id, Viewer viewer) {
        Workgroup group = workgroups.get(id, viewer.required());
        if (!group.works(viewer)) throw new Forbidden("error.group-members");
        return group;
    }

    private static String form(
            Workgroup group, Map<String, String> fields, Refusals refusals, Model model) {
        model.addAttribute("group", group);
        model.addAttribute("fields", fields);
        model.addAttribute("refusals", refusals);
        return "workgroups/decide";
    }

    @PostMapping("/workgroups/{id}/decisions")
    @Prose({"title", "body", "options"})
    Object propose(
            @PathVariable WorkgroupId id,
            @RequestParam Map<String, String> fields,
            Viewer viewer,
            Model model) {
        Workgroup group = working(id, viewer);
        String method = fields.getOrDefault("method", "");
        List<String> options =
                Arrays.stream(fields.getOrDefault("options", "").split("\\R"))
                        .map(String::strip)
                        .filter(option -> !option.isEmpty())
                        .distinct()
                        .toList();
        @Nullable Instant deadline = moment(fields.getOrDefault("deadline", ""), viewer);
        Refusals refusals =
                new Refusals()
                        .text("title", fields.get("title"), 200)
                        .limit("body", fields.get("body"), 20_000);
        if (!method.matches("consent|advice|poll")) refusals.add("method", "form.required");
        if (method.equals("poll") && (options.size() < 2 || options.size() > OPTIONS))
            refusals.add("options", "form.options");
        if (options.stream().anyMatch(option -> option.length() > 120))
            refusals.add("options", "form.option-long");
        if (deadline == null || !deadline.isAfter(workgroups.now()))
            refusals.add("deadline", "form.future");
        if (refusals.any() || deadline == null)
            return WorkgroupController.status(
                    form(group, fields, refusals, model), model, HttpStatus.UNPROCESSABLE_CONTENT);
        DecisionId decision =
                decisions.propose(
                        id,
                        new Decisions.Draft(
                                fields.getOrDefault("title", "").strip(),
                                fields.getOrDefault("body", "").strip(),
                                Method.of(method),
                                method.equals("poll") ? options : List.of(),
                                "yes".equals(fields.get("hidden")),
                                deadline),
                        viewer);
        return back(id, decision, "saved");
    }

    /** A day and a minute in the viewer's own zone. */
    static @Nullable Instant moment(String typed, Viewer viewer) {
        try {
            return LocalDateTime.parse(typed.strip()).atZone(viewer.zone()).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String back(WorkgroupId id, DecisionId decision, String notice) {
        return "redirect:" + Paths.done("/workgroups/" + id + "/decisions/" + decision, notice);
    }

    @GetMapping("/workgroups/{id}/decisions/{decision}")
    String read(
            @PathVariable WorkgroupId id,
            @PathVariable DecisionId decision,
            Viewer viewer,
            Model model) {
        Workgroup group = workgroups.get(id, viewer);
        Decision one = decisions.get(decision, viewer);
        model.addAttribute("group", group);
        model.addAttribute("decision", one);
        model.addAttribute("works", group.works(viewer) && group.phase().open());
        model.addAttribute("facilitates", group.facilitates(viewer));
        model.addAttribute("states", group.facilitates(viewer) || viewer.mine(one.proposer()));
        model.addAttribute("own", one.own(viewer));
        model.addAttribute("talk", talks.of(decision.value(), viewer));
        model.addAttribute("viewer", viewer);
        return "workgroups/decision";
    }

    @PostMapping("/workgroups/{id}/decisions/{decision}/votes")
    @Prose("line")
    String vote(
            @PathVariable WorkgroupId id,
            @PathVariable DecisionId decision,
            @RequestParam(defaultValue = "") String choice,
            @RequestParam(defaultValue = "") String line,
            Viewer viewer) {
        String words = WorkgroupController.clipped(line, 1000);
        if (choice.isEmpty()) return back(id, decision, "choice-missing");
        if (choice.equals("object") && words.isEmpty()) return back(id, decision, "reason-missing");
        decisions.vote(decision, choice, words, viewer.required());
        return back(id, decision, "voted");
    }

    @PostMapping("/workgroups/{id}/decisions/{decision}/answers")
    @Prose("answer")
    String answer(
            @PathVariable WorkgroupId id,
            @PathVariable DecisionId decision,
            @RequestParam String to,
            @RequestParam(defaultValue = "") String answer,
            Viewer viewer) {
        String words = WorkgroupController.clipped(answer, 1000);
        if (words.isEmpty()) return back(id, decision, "reason-missing");
        decisions.answer(decision, new PersonaId(PublicId.parse(to)), words, viewer.required());
        return back(id, decision, "saved");
    }

    @PostMapping("/workgroups/{id}/decisions/{decision}/closing")
    String close(@PathVariable WorkgroupId id, @PathVariable DecisionId decision, Viewer viewer) {
        decisions.close(decision, viewer.required());
        return back(id, decision, "saved");
    }

    @PostMapping("/workgroups/{id}/decisions/{decision}/outcome")
    @Prose("outcome")
    String state(
            @PathVariable WorkgroupId id,
            @PathVariable DecisionId decision,
            @RequestParam(defaultValue = "") String outcome,
            Viewer viewer) {
        String words = WorkgroupController.clipped(outcome, 1000);
        if (words.isEmpty()) return back(id, decision, "reason-missing");
        decisions.state(decision, words, viewer.required());
        return back(id, decision, "saved");
    }
}
