package org.commonplace.workgroups;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonplace.catalogue.Listed;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
import org.commonplace.communities.Communities;
import org.commonplace.conversations.Talks;
import org.commonplace.people.Viewer;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.Questions;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Small groups: beginning one, working in it, writing together, and bringing it to its end. */
@Controller
class WorkgroupController {
    private static final int PAGE = 30;
    private static final String FORM = "workgroup";
    private final Workgroups workgroups;
    private final WorkgroupPages pages;
    private final Questions questions;
    private final Communities communities;
    private final Concepts concepts;
    private final Talks talks;
    private final Drafts drafts;
    private final Beginnings beginnings;

    WorkgroupController(
            Workgroups workgroups,
            WorkgroupPages pages,
            Questions questions,
            Communities communities,
            Concepts concepts,
            Talks talks,
            Drafts drafts,
            Beginnings beginnings) {
        this.workgroups = workgroups;
        this.pages = pages;
        this.questions = questions;
        this.communities = communities;
        this.concepts = concepts;
        this.talks = talks;
        this.drafts = drafts;
        this.beginnings = beginnings;
    }

    @GetMapping("/workgroups")
    String list(
            @RequestParam(defaultValue = "false") boolean ended,
            @RequestParam(required = false) @Nullable String after,
            Viewer viewer,
            Model model) {
        List<Listed> found = workgroups.list(ended, after, PAGE + 1, viewer);
        boolean more = found.size() > PAGE;
        model.addAttribute("ended", ended);
        model.addAttribute("groups", more ? found.subList(0, PAGE) : found);
        model.addAttribute("more", more ? PublicId.text(found.get(PAGE - 1).id()) : null);
        return "workgroups/workgroups";
    }

    @GetMapping("/workgroups/new")
    String blank(
            @RequestParam Map<String, String> given,
            HttpServletRequest request,
            Viewer viewer,
            Model model) {
        if (!viewer.signedIn()) {
            String query = request.getQueryString();
            return "redirect:/sign-in?next="
                    + Paths.encoded("/workgroups/new" + (query == null ? "" : "?" + query));
        }
        Map<String, String> fields = new HashMap<>(drafts.find(request, FORM));
        fields.putAll(given);
        String question = given.getOrDefault("question", "");
        if (!question.isEmpty())
            fields.putIfAbsent("problem", questions.get(QuestionId.of(question), viewer).title());
        return form(fields, new Refusals(), viewer, model);
    }

    private String form(Map<String, String> fields, Refusals refusals, Viewer viewer, Model model) {
        model.addAttribute("fields", fields);
        model.addAttribute("refusals", refusals);
        model.addAttribute("communities", communities.offered(viewer));
        return "workgroups/new";
    }

    /** What a group sets out to do, as its two forms ask for it. */
    record Aim(String problem, String done, String out) {
        static Aim of(Form form) {
            return new Aim(
                    form.line("problem", Workgroups.SENTENCE),
                    form.words("done", 1000),
                    form.words("out", 1000));
        }
    }

    @PostMapping("/workgroups")
    @Sent(draft = "workgroup", signedIn = true, limit = "workgroup", times = 10)
    @Prose({"problem", "done", "out"})
    String begin(Form form, Locale locale, Viewer viewer, Model model) {
        Aim aim = Aim.of(form);
        if (!form.given("weeks").matches("[1-6]?")) form.refuse("weeks", "form.weeks");
        Concepts.labels(form, "topics");
        if (form.refused()) return form(form.typed(), form.refusals(), viewer.required(), model);
        String question = form.given("question");
        WorkgroupId id =
                beginnings.begin(
                        new Beginnings.Draft(
                                aim.problem(),
                                aim.done(),
                                aim.out(),
                                question.isEmpty() ? List.of() : List.of(QuestionId.of(question)),
                                form.typed().getOrDefault("community", Communities.COMMONS),
                                form.given("weeks").isEmpty()
                                        ? 4
                                        : Integer.parseInt(form.given("weeks")),
                                form.yes("closed"),
                                locale.getLanguage(),
                                form.yes("chatham"),
                                topics(form.typed(), locale, viewer)),
                        viewer);
        return back(id, "group-begun");
    }

    /**
     * What it is about. Where not everybody may read it, or nobody is named, no topic is proposed:
     * its words stay there.
     */
    private List<ConceptId> topics(Map<String, String> fields, Locale locale, Viewer viewer) {
        String question = fields.getOrDefault("question", "");
        long audience =
                question.isEmpty()
                        ? communities
                                .get(fields.getOrDefault("community", Communities.COMMONS), viewer)
                                .audience()
                        : questions.get(QuestionId.of(question), viewer).audience();
        boolean open =
                audience == Viewer.EVERYONE
                        && !"yes".equals(fields.get("closed"))
                        && !"yes".equals(fields.get("chatham"));
        return concepts.typed(
                fields.getOrDefault("topics", ""),
                locale.getLanguage(),
                open ? viewer.required().member() : null);
    }

    static String back(WorkgroupId id, String notice) {
        return "redirect:" + Paths.done("/workgroups/" + id + "/-", notice);
    }

    static Object status(String view, Model model, HttpStatus status) {
        ModelAndView page = new ModelAndView(view, model.asMap());
        page.setStatus(status);
        return page;
    }

    @GetMapping({"/workgroups/{id}", "/workgroups/{id}/{slug}"})
    String read(
            @PathVariable WorkgroupId id,
            @PathVariable(required = false) @Nullable String slug,
            HttpServletRequest request,
            Locale locale,
            Viewer viewer,
            Model model) {
        WorkgroupPages.Whole whole = pages.page(id, locale, viewer);
        Workgroup group = whole.group();
        if (!group.path().endsWith("/" + slug)) {
            String query = request.getQueryString();
            return "redirect:" + group.path() + (query == null ? "" : "?" + query);
        }
        model.addAttribute("whole", whole);
        model.addAttribute("talk", talks.of(id.value(), viewer));
        model.addAttribute("viewer", viewer);
        return "workgroups/workgroup";
    }
}
