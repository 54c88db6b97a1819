package org.commonplace.workgroups;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Line;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
import org.commonplace.conversations.Talks;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.workgroups.Decision.Method;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The decisions of a group. */
@Controller
class DecisionController {
    private final GroupDeeds deeds;
    private static final int OPTIONS = 12;
    private static final int WORDS = 1000;
    private final Workgroups workgroups;
    private final Decisions decisions;
    private final Talks talks;
    private final Drafts drafts;

    DecisionController(
            GroupDeeds deeds,
            Workgroups workgroups,
            Decisions decisions,
            Talks talks,
            Drafts drafts) {
        this.deeds = deeds;
        this.drafts = drafts;
        this.workgroups = workgroups;
        this.decisions = decisions;
        this.talks = talks;
    }

    @GetMapping("/workgroups/{id}/decisions/new")
    String blank(
            @PathVariable WorkgroupId id, HttpServletRequest request, Viewer viewer, Model model) {
        Map<String, String> fields = new HashMap<>(Map.of("method", "consent"));
        fields.putAll(drafts.find(request, "decision " + id));
        return form(working(id, viewer), fields, new Refusals(), model);
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
    @Sent(draft = "decision {id}", signedIn = true)
    @Prose({"title", "body", "options"})
    String propose(@PathVariable WorkgroupId id, Form form, Viewer viewer, Model model) {
        Workgroup group = working(id, viewer);
        String title = form.line("title", 200);
        String body = form.words("body", 20_000);
        String method = form.choice("method", List.of("consent", "advice", "poll"));
        List<String> options = options(form, method.equals("poll"));
        Instant deadline = form.moment("deadline", viewer.zone());
        if (deadline == null || !deadline.isAfter(workgroups.now()))
            form.refuse("deadline", "form.future");
        if (form.refused() || deadline == null)
            return form(group, form.typed(), form.refusals(), model);
        DecisionId decision =
                decisions.propose(
                        id,
                        new Decisions.Draft(
                                title,
                                body,
                                Method.of(method),
                                options,
                                form.yes("hidden"),
                                deadline),
                        viewer);
        return back(id, decision, "saved");
    }

    private static List<String> options(Form form, boolean poll) {
        List<String> options =
                form.words("options", 5000)
                        .lines()
                        .map(Line::of)
                        .filter(option -> !option.isEmpty())
                        .distinct()
                        .toList();
        if (poll && (options.size() < 2 || options.size() > OPTIONS))
            form.refuse("options", "form.options");
        if (options.stream().anyMatch(option -> option.codePointCount(0, option.length()) > 120))
            form.refuse("options", "form.option-long");
        return poll ? options : List.of();
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
        return page(id, decision, Map.of(), new Refusals(), viewer, model);
    }

    private String page(
            WorkgroupId id,
            DecisionId decision,
            Map<String, String> typed,
            Refusals refusals,
            Viewer viewer,
            Model model) {
        Workgroup group = workgroups.get(id, viewer);
        Decision one = decisions.get(decision, viewer);
        model.addAttribute("group", group);
        model.addAttribute("decision", one);
        model.addAttribute("typed", typed);
        model.addAttribute("refusals", refusals);
        model.addAttribute("works", group.works(viewer) && group.phase().open());
        model.addAttribute("facilitates", group.facilitates(viewer));
        model.addAttribute("states", group.facilitates(viewer) || viewer.mine(one.proposer()));
        model.addAttribute("own", one.own(viewer));
        model.addAttribute("talk", talks.of(decision.value(), viewer));
        model.addAttribute("viewer", viewer);
        return "workgroups/decision";
    }

    @PostMapping("/workgroups/{id}/decisions/{decision}/votes")
    @Sent(signedIn = true)
    @Prose("line")
    Object vote(
            @PathVariable WorkgroupId id,
            @PathVariable DecisionId decision,
            Form form,
            Viewer viewer,
            Model model) {
        return deeds.vote(null)
                .by(decision, form, viewer)
                .<Object>map(done -> back(id, decision, "voted"))
                .orElseGet(
                        () ->
                                decisions.get(decision, viewer).open()
                                        ? page(
                                                id,
                                                decision,
                                                form.typed(),
                                                form.refusals(),
                                                viewer,
                                                model)
                                        : form.again());
    }

    @PostMapping("/workgroups/{id}/decisions/{decision}/answers")
    @Sent(signedIn = true)
    @Prose("answer")
    Object answer(
            @PathVariable WorkgroupId id,
            @PathVariable DecisionId decision,
            Form form,
            Viewer viewer) {
        String words = form.text("answer", WORDS);
        if (form.refused()) return form.again();
        PersonaId to = new PersonaId(PublicId.parse(form.given("to")));
        decisions.answer(decision, to, words, viewer.required());
        return back(id, decision, "saved");
    }

    @PostMapping("/workgroups/{id}/decisions/{decision}/closing")
    String close(@PathVariable WorkgroupId id, @PathVariable DecisionId decision, Viewer viewer) {
        decisions.close(decision, viewer.required());
        return back(id, decision, "saved");
    }

    @PostMapping("/workgroups/{id}/decisions/{decision}/outcome")
    @Sent(signedIn = true)
    @Prose("outcome")
    Object state(
            @PathVariable WorkgroupId id,
            @PathVariable DecisionId decision,
            Form form,
            Viewer viewer) {
        String words = form.text("outcome", WORDS);
        if (form.refused()) return form.again();
        decisions.state(decision, words, viewer.required());
        return back(id, decision, "saved");
    }
}
