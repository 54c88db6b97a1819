package org.commonplace.workgroups;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.commonplace.catalogue.Listed;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.RateLimits;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Texts;
import org.commonplace.communities.Communities;
import org.commonplace.conversations.Merge;
import org.commonplace.conversations.Post;
import org.commonplace.conversations.Posts;
import org.commonplace.conversations.Step;
import org.commonplace.conversations.Talks;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.PracticeId;
import org.commonplace.practices.Practices;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.Questions;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.commonplace.topics.Named;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
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
    private final Documents documents;
    private final WorkgroupPages pages;
    private final Conclusions conclusions;
    private final Questions questions;
    private final Communities communities;
    private final Concepts concepts;
    private final Posts posts;
    private final Talks talks;
    private final Members members;
    private final Drafts drafts;
    private final RateLimits limits;
    private final Texts texts;

    WorkgroupController(
            Workgroups workgroups,
            Documents documents,
            WorkgroupPages pages,
            Conclusions conclusions,
            Questions questions,
            Communities communities,
            Concepts concepts,
            Posts posts,
            Talks talks,
            Members members,
            Drafts drafts,
            RateLimits limits,
            Texts texts) {
        this.workgroups = workgroups;
        this.documents = documents;
        this.pages = pages;
        this.conclusions = conclusions;
        this.questions = questions;
        this.communities = communities;
        this.concepts = concepts;
        this.posts = posts;
        this.talks = talks;
        this.members = members;
        this.drafts = drafts;
        this.limits = limits;
        this.texts = texts;
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
        model.addAttribute("communities", communities.all(viewer));
        return "workgroups/new";
    }

    private static Refusals charter(Map<String, String> fields) {
        return new Refusals()
                .text("problem", fields.get("problem"), Workgroups.SENTENCE)
                .limit("done", fields.get("done"), 1000)
                .limit("out", fields.get("out"), 1000);
    }

    @PostMapping("/workgroups")
    @Prose({"problem", "done", "out"})
    Object begin(
            @RequestParam Map<String, String> fields,
            HttpServletRequest request,
            Locale locale,
            Viewer viewer,
            Model model) {
        Refusals refusals = charter(fields);
        String weeks = fields.getOrDefault("weeks", "4");
        if (!weeks.matches("[1-6]")) refusals.add("weeks", "form.weeks");
        if (refusals.any())
            return status(
                    form(fields, refusals, viewer.required(), model),
                    model,
                    HttpStatus.UNPROCESSABLE_CONTENT);
        limits.take("workgroup", viewer.required().member().toString(), 10, Duration.ofHours(1));
        String question = fields.getOrDefault("question", "");
        WorkgroupId id =
                workgroups.begin(
                        new Workgroups.Draft(
                                fields.getOrDefault("problem", "").strip(),
                                fields.getOrDefault("done", "").strip(),
                                fields.getOrDefault("out", "").strip(),
                                question.isEmpty() ? List.of() : List.of(QuestionId.of(question)),
                                fields.getOrDefault("community", Communities.COMMONS),
                                Integer.parseInt(weeks),
                                "yes".equals(fields.get("closed")),
                                locale.getLanguage(),
                                "yes".equals(fields.get("chatham")),
                                topics(fields, lab(fields, viewer), locale, viewer)),
                        viewer);
        drafts.drop(request, FORM);
        return back(id, "group-begun");
    }

    /** Whether a group to be begun would be a lab's. */
    private boolean lab(Map<String, String> fields, Viewer viewer) {
        String question = fields.getOrDefault("question", "");
        return question.isEmpty()
                ? communities
                        .get(fields.getOrDefault("community", Communities.COMMONS), viewer)
                        .lab()
                : communities.lab(questions.get(QuestionId.of(question), viewer).community());
    }

    /** What it is about; in a lab no topic is proposed, because its words do not leave it. */
    private List<ConceptId> topics(
            Map<String, String> fields, boolean lab, Locale locale, Viewer viewer) {
        return concepts.typed(
                fields.getOrDefault("topics", ""),
                locale.getLanguage(),
                lab ? null : viewer.required().member());
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

    @PostMapping("/workgroups/{id}/membership")
    String join(
            @PathVariable WorkgroupId id,
            @RequestParam(defaultValue = "member") String role,
            Viewer viewer) {
        if (!viewer.signedIn())
            return "redirect:/sign-in?next=" + Paths.encoded("/workgroups/" + id + "/-");
        workgroups.join(id, !role.equals("observer"), viewer);
        return back(id, role.equals("observer") ? "watching" : "group-joined");
    }

    @DeleteMapping("/workgroups/{id}/membership")
    String leave(@PathVariable WorkgroupId id, Viewer viewer) {
        workgroups.leave(id, viewer.required());
        return "redirect:" + Paths.done("/workgroups", "saved");
    }

    @PostMapping("/workgroups/{id}/invitations")
    String invite(
            @PathVariable WorkgroupId id,
            @RequestParam(defaultValue = "") String who,
            @RequestParam(defaultValue = "") String line,
            Viewer viewer) {
        Optional<MemberId> guest = members.meant(who);
        if (guest.isEmpty()) return back(id, "no-such-person");
        try {
            workgroups.invite(id, guest.get(), clipped(line, 500), viewer.required());
        } catch (NotFound e) {
            return back(id, "cannot-see-it");
        }
        return back(id, "group-asked");
    }

    static String clipped(String typed, int most) {
        String words = typed.strip();
        return words.substring(0, Math.min(most, words.length()));
    }

    @PostMapping("/workgroups/{id}/facilitator")
    String hand(@PathVariable WorkgroupId id, @RequestParam String to, Viewer viewer) {
        workgroups.hand(id, new PersonaId(PublicId.parse(to)), viewer.required());
        return back(id, "saved");
    }

    @GetMapping("/workgroups/{id}/charter")
    String charter(@PathVariable WorkgroupId id, Locale locale, Viewer viewer, Model model) {
        Workgroup group = mine(id, viewer);
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

    private Workgroup mine(WorkgroupId id, Viewer viewer) {
        Workgroup group = workgroups.get(id, viewer.required());
        if (!group.works(viewer)) throw new Forbidden("error.group-members");
        return group;
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
        Refusals refusals = charter(fields);
        if (refusals.any())
            return status(
                    charter(mine(id, viewer), fields, refusals, model),
                    model,
                    HttpStatus.UNPROCESSABLE_CONTENT);
        Workgroup group = mine(id, viewer);
        workgroups.charter(
                id,
                new Workgroups.Charter(
                        fields.getOrDefault("problem", "").strip(),
                        fields.getOrDefault("done", "").strip(),
                        fields.getOrDefault("out", "").strip(),
                        topics(fields, communities.lab(group.community()), locale, viewer)),
                viewer);
        return back(id, "saved");
    }

    @PostMapping("/workgroups/{id}/extension")
    String extend(
            @PathVariable WorkgroupId id,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String because,
            Viewer viewer) {
        if (because.isBlank()) return back(id, "reason-missing");
        if (!until.matches("\\d{4}-\\d{2}-\\d{2}")) return back(id, "date-missing");
        workgroups.extend(
                id,
                LocalDate.parse(until)
                        .atTime(LocalTime.MAX.withNano(0))
                        .atZone(viewer.zone())
                        .toInstant(),
                clipped(because, 300),
                viewer.required());
        return back(id, "saved");
    }

    @GetMapping("/workgroups/{id}/document")
    String edit(
            @PathVariable WorkgroupId id, HttpServletRequest request, Viewer viewer, Model model) {
        Workgroup group = mine(id, viewer);
        Map<String, String> fields = new HashMap<>();
        fields.put("text", group.document());
        fields.put("version", String.valueOf(group.version()));
        fields.putAll(drafts.find(request, "document " + id));
        return edit(group, fields, null, new Refusals(), model);
    }

    private static String edit(
            Workgroup group,
            Map<String, String> fields,
            @Nullable Merge merge,
            Refusals refusals,
            Model model) {
        model.addAttribute("group", group);
        model.addAttribute("fields", fields);
        model.addAttribute("merge", merge);
        model.addAttribute("refusals", refusals);
        return "workgroups/document";
    }

    @PostMapping("/workgroups/{id}/document")
    @Prose({"text", "summary"})
    Object save(
            @PathVariable WorkgroupId id,
            @RequestParam Map<String, String> fields,
            HttpServletRequest request,
            Viewer viewer,
            Model model) {
        Workgroup group = mine(id, viewer);
        Refusals refusals =
                new Refusals()
                        .limit("text", fields.get("text"), Post.LONGEST)
                        .limit("summary", fields.get("summary"), 300);
        if (refusals.any())
            return status(
                    edit(group, fields, null, refusals, model),
                    model,
                    HttpStatus.UNPROCESSABLE_CONTENT);
        String version = fields.getOrDefault("version", "1");
        Optional<Merge> both =
                documents.save(
                        id,
                        version.matches("[0-9]{1,9}") ? Integer.parseInt(version) : 1,
                        fields.getOrDefault("text", ""),
                        fields.getOrDefault("summary", "").strip(),
                        viewer);
        if (both.isPresent()) {
            Map<String, String> merged = new HashMap<>(fields);
            merged.put("text", both.get().text());
            merged.put("version", String.valueOf(workgroups.get(id, viewer).version()));
            return status(
                    edit(group, merged, both.get(), new Refusals(), model),
                    model,
                    HttpStatus.CONFLICT);
        }
        drafts.drop(request, "document " + id);
        return back(id, "saved") + "#document";
    }

    @GetMapping("/workgroups/{id}/document/versions")
    String versions(@PathVariable WorkgroupId id, Viewer viewer, Model model) {
        Workgroup group = workgroups.get(id, viewer);
        model.addAttribute("post", posts.get(id.document(), viewer));
        model.addAttribute("path", group.path());
        model.addAttribute("steps", Step.of(posts.versions(id.document())));
        return "conversations/history";
    }

    @PostMapping("/workgroups/{id}/gathering")
    String gather(@PathVariable WorkgroupId id, Viewer viewer) {
        conclusions.gather(id, viewer.required());
        return "redirect:/workgroups/" + id + "/conclusion";
    }

    @GetMapping("/workgroups/{id}/conclusion")
    String conclusion(@PathVariable WorkgroupId id, Locale locale, Viewer viewer, Model model) {
        Workgroup group = mine(id, viewer);
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

    private static String conclusion(
            Workgroup group,
            Map<String, String> fields,
            Refusals refusals,
            Viewer viewer,
            Model model) {
        model.addAttribute("group", group);
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
        Workgroup group = mine(id, viewer);
        Refusals refusals =
                new Refusals()
                        .text("title", fields.get("title"), Practices.TITLE)
                        .text("body", fields.get("body"), Post.LONGEST);
        if (refusals.any())
            return status(
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
        Workgroup group = mine(id, viewer);
        Refusals refusals = new Refusals().text("sentence", fields.get("sentence"), 500);
        if (refusals.any())
            return status(
                    conclusion(group, fields, refusals, viewer, model),
                    model,
                    HttpStatus.UNPROCESSABLE_CONTENT);
        conclusions.conclude(
                id,
                "handed-over".equals(fields.get("how")),
                Objects.requireNonNull(fields.get("sentence")).strip(),
                viewer);
        return back(id, "group-ended");
    }
}
