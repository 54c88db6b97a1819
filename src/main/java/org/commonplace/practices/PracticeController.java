package org.commonplace.practices;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
import org.commonplace.chrome.Site;
import org.commonplace.communities.Communities;
import org.commonplace.conversations.Merge;
import org.commonplace.conversations.Post;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.Posts;
import org.commonplace.conversations.Step;
import org.commonplace.conversations.Talk;
import org.commonplace.conversations.Talks;
import org.commonplace.conversations.Version;
import org.commonplace.people.Viewer;
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
import org.springframework.web.servlet.view.RedirectView;

/** Reading, keeping and changing practices. */
@Controller
class PracticeController {
    private static final String FORM = "practice";
    private static final Pattern ADDRESS = Pattern.compile("practices/([0-9a-z]{11})");
    private final Practices practices;
    private final PracticePages pages;
    private final PracticeForm form;
    private final Talks talks;
    private final Posts posts;
    private final Cards cards;
    private final Communities communities;
    private final Concepts concepts;
    private final Drafts drafts;
    private final Site site;
    private final Revisions revisions;
    private final Withdrawals withdrawals;
    private final Reviews reviews;
    private final PracticeLinks links;

    PracticeController(
            Practices practices,
            PracticePages pages,
            PracticeForm form,
            Talks talks,
            Posts posts,
            Cards cards,
            Communities communities,
            Concepts concepts,
            Drafts drafts,
            Site site,
            Revisions revisions,
            Withdrawals withdrawals,
            Reviews reviews,
            PracticeLinks links) {
        this.practices = practices;
        this.pages = pages;
        this.form = form;
        this.talks = talks;
        this.posts = posts;
        this.cards = cards;
        this.communities = communities;
        this.concepts = concepts;
        this.drafts = drafts;
        this.site = site;
        this.revisions = revisions;
        this.withdrawals = withdrawals;
        this.reviews = reviews;
        this.links = links;
    }

    @GetMapping("/practices")
    String list(
            @RequestParam(defaultValue = "all") String show,
            @RequestParam(required = false) @Nullable String after,
            Locale locale,
            Viewer viewer,
            Model model) {
        List<PracticePages.Entry> found =
                pages.list(show, after, Practices.PAGE + 1, locale, viewer);
        boolean more = found.size() > Practices.PAGE;
        model.addAttribute("show", show);
        model.addAttribute("practices", more ? found.subList(0, Practices.PAGE) : found);
        model.addAttribute(
                "more", more ? PublicId.text(found.get(Practices.PAGE - 1).card().id()) : null);
        return "practices/practices";
    }

    @GetMapping({"/practices/{id}", "/practices/{id}/{slug}"})
    ModelAndView read(
            @PathVariable PracticeId id,
            @PathVariable(required = false) @Nullable String slug,
            HttpServletRequest request,
            Locale locale,
            Viewer viewer) {
        PracticePage practice = pages.page(id, locale, viewer);
        if (!practice.slug().equals(slug)) return moved(practice.path(), request.getQueryString());
        ModelAndView page = new ModelAndView("practices/practice");
        page.addObject("practice", practice);
        boolean published = practice.standing().published();
        page.addObject(
                "talk",
                published && practice.talked()
                        ? talks.of(id.value(), viewer)
                        : Talk.none(id.value()));
        page.addObject("reviews", published ? Reviews.Round.NONE : reviews.round(id, viewer));
        page.addObject("data", viewer.signedIn() ? "" : PracticeData.of(practice, site.url()));
        return page;
    }

    /** Where its links lead, for whoever may read it. */
    @GetMapping("/practices/{id}/links")
    String links(@PathVariable PracticeId id, Viewer viewer, Model model) {
        model.addAttribute("practice", practices.get(id, viewer));
        model.addAttribute("links", links.of(id));
        return "practices/links";
    }

    private static ModelAndView moved(String path, @Nullable String query) {
        RedirectView view = new RedirectView(query == null ? path : path + "?" + query);
        view.setStatusCode(HttpStatus.MOVED_PERMANENTLY);
        view.setExposeModelAttributes(false);
        return new ModelAndView(view);
    }

    @GetMapping("/practices/new")
    String blank(
            @RequestParam Map<String, String> given,
            HttpServletRequest request,
            Locale locale,
            Viewer viewer,
            Model model) {
        if (!viewer.signedIn()) {
            String query = request.getQueryString();
            return "redirect:/sign-in?next="
                    + Paths.encoded("/practices/new" + (query == null ? "" : "?" + query));
        }
        Map<String, String> fields = new HashMap<>(drafts.find(request, FORM));
        if (given.containsKey("from")) fields = kept(given.get("from"), viewer);
        else if (given.containsKey("translationOf"))
            fields = translated(PracticeId.of(given.get("translationOf")), viewer);
        given.forEach(fields::putIfAbsent);
        return form(fields, new Refusals(), viewer, model);
    }

    /** The form filled in from what is kept: an answer brings its question's title and topics. */
    private Map<String, String> kept(String from, Viewer viewer) {
        Map<String, String> fields = new HashMap<>();
        fields.put("from", from);
        for (long id : PracticeForm.from(from)) {
            Post post = posts.get(new PostId(id), viewer);
            Cards.Filed thing = cards.filed(id, viewer);
            fields.putIfAbsent("title", thing.title());
            fields.merge("body", post.body(), (one, other) -> one + "\n\n" + other);
            if (post.sourceUrl() != null || post.licence().startsWith("CC BY-SA"))
                fields.put("licence", post.licence());
            if (post.language() != null) fields.putIfAbsent("language", post.language());
            fields.putIfAbsent(
                    "topics",
                    String.join(
                            ", ",
                            concepts.of(post.thread(), "en").stream().map(Named::label).toList()));
        }
        return fields;
    }

    private Map<String, String> translated(PracticeId id, Viewer viewer) {
        Practice original = practices.get(id, viewer);
        Map<String, String> fields = new HashMap<>();
        fields.put("translationOf", id.toString());
        fields.put("title", original.title());
        fields.put("body", original.body());
        fields.put("kind", original.kind().key());
        fields.put("licence", original.licence());
        return fields;
    }

    private String form(Map<String, String> fields, Refusals refusals, Viewer viewer, Model model) {
        model.addAttribute("fields", fields);
        model.addAttribute("refusals", refusals);
        model.addAttribute("communities", communities.offered(viewer));
        return "practices/new";
    }

    @PostMapping("/practices")
    @Sent(draft = "practice", signedIn = true, limit = "practice", times = 30)
    @Prose({"title", "body", "under-*"})
    String keep(Form sent, Locale locale, Viewer viewer, Model model) {
        PracticeForm.change(sent);
        Map<String, String> fields = sent.typed();
        if (sent.refused()) return form(fields, sent.refusals(), viewer.required(), model);
        PracticeId id =
                practices.keep(form.draft(fields, lab(fields, viewer), locale, viewer), viewer);
        boolean draft = "draft".equals(fields.get("save"));
        return "redirect:" + Paths.done("/practices/" + id + "/-", draft ? "saved" : "kept-here");
    }

    /** Whether what is being kept belongs to a lab. */
    private boolean lab(Map<String, String> fields, Viewer viewer) {
        List<Long> from = PracticeForm.from(fields.getOrDefault("from", ""));
        String original = fields.getOrDefault("translationOf", "");
        if (!from.isEmpty()) return communities.lab(cards.narrowest(from, viewer).community());
        if (!original.isEmpty())
            return communities.lab(practices.get(PracticeId.of(original), viewer).community());
        return communities.get(fields.getOrDefault("community", Communities.COMMONS), viewer).lab();
    }

    @PostMapping("/practices/{id}/publication")
    String publish(@PathVariable PracticeId id, Viewer viewer) {
        practices.publish(id, viewer);
        return back(id, "kept-here");
    }

    static String back(PracticeId id, String notice) {
        return "redirect:" + Paths.done("/practices/" + id + "/-", notice);
    }

    @GetMapping("/practices/{id}/edit")
    String edit(
            @PathVariable PracticeId id, HttpServletRequest request, Viewer viewer, Model model) {
        Practice practice = practices.get(id, viewer.required());
        Map<String, String> fields = new HashMap<>();
        fields.put("title", practice.title());
        fields.put("body", practice.body());
        fields.put("version", String.valueOf(practice.version()));
        fields.putAll(drafts.find(request, "edit " + id));
        return edit(practice, fields, null, new Refusals(), viewer, model);
    }

    private static String edit(
            Practice practice,
            Map<String, String> fields,
            @Nullable Merge merge,
            Refusals refusals,
            Viewer viewer,
            Model model) {
        model.addAttribute("practice", practice);
        model.addAttribute("proposes", !practice.edits(viewer));
        model.addAttribute("fields", fields);
        model.addAttribute("merge", merge);
        model.addAttribute("refusals", refusals);
        return "practices/edit";
    }

    @PostMapping("/practices/{id}/edit")
    @Sent(draft = "edit {id}", signedIn = true)
    @Prose({"title", "body", "summary"})
    Object change(@PathVariable PracticeId id, Form sent, Viewer viewer, Model model) {
        Practice practice = practices.get(id, viewer.required());
        Revisions.Change change = PracticeForm.change(sent);
        if (practice.standing().published() && change.summary().isEmpty())
            sent.refuse("summary", "form.required");
        Map<String, String> fields = sent.typed();
        if (sent.refused()) return edit(practice, fields, null, sent.refusals(), viewer, model);
        Optional<Merge> both = revisions.change(id, change, viewer);
        if (both.isEmpty()) return back(id, "saved");
        Map<String, String> merged = new HashMap<>(fields);
        merged.put("body", both.get().text());
        merged.put("version", String.valueOf(practice.version()));
        ModelAndView page =
                new ModelAndView(
                        edit(practice, merged, both.get(), new Refusals(), viewer, model),
                        model.asMap());
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    @GetMapping("/practices/{id}/settings")
    String settings(@PathVariable PracticeId id, Locale locale, Viewer viewer, Model model) {
        PracticePage practice = pages.page(id, locale, viewer.required());
        if (!practice.mine().withdraws()) throw new Forbidden("error.keeper-only");
        model.addAttribute("practice", practice);
        model.addAttribute(
                "topics", String.join(", ", practice.topics().stream().map(Named::label).toList()));
        model.addAttribute("refusals", new Refusals());
        return "practices/settings";
    }

    @PostMapping("/practices/{id}/settings")
    @Sent(signedIn = true)
    Object settle(@PathVariable PracticeId id, Form sent, Locale locale, Viewer viewer) {
        boolean lab = communities.lab(practices.get(id, viewer.required()).community());
        int months = sent.number("months", 3, 36, 12);
        int promise = sent.number("promise", 1, 60, 7);
        String resource = PracticeForm.web(sent, "resource");
        String topics = Concepts.labels(sent, "topics");
        if (sent.refused()) return sent.again();
        revisions.settle(
                id,
                new Revisions.Settings(
                        months,
                        promise,
                        resource,
                        concepts.typed(topics, locale.getLanguage(), lab ? null : viewer.member())),
                viewer);
        return back(id, "saved");
    }

    @PostMapping("/practices/{id}/retirement")
    @Sent(signedIn = true)
    Object retire(@PathVariable PracticeId id, Form sent, Viewer viewer) {
        String reason = sent.words("because", 500);
        if (reason.isEmpty()) sent.refuse("because", "form.reason");
        if (sent.refused()) return sent.again();
        withdrawals.retire(id, reason, viewer);
        return back(id, "saved");
    }

    @DeleteMapping("/practices/{id}/retirement")
    String restore(@PathVariable PracticeId id, Viewer viewer) {
        withdrawals.restore(id, viewer);
        return back(id, "saved");
    }

    @PostMapping("/practices/{id}/successor")
    @Sent(signedIn = true)
    Object supersede(@PathVariable PracticeId id, Form sent, Viewer viewer) {
        Matcher address = ADDRESS.matcher(sent.line("by", 500));
        boolean found = address.find();
        if (!found) sent.refuse("by", "form.no-such-practice");
        if (sent.refused()) return sent.again();
        withdrawals.supersede(id, PracticeId.of(address.group(1)), viewer);
        return back(id, "saved");
    }

    @DeleteMapping("/practices/{id}")
    String discard(@PathVariable PracticeId id, Viewer viewer) {
        practices.discard(id, viewer);
        return "redirect:" + Paths.done("/practices?show=drafts", "removed");
    }

    /** All versions, and what else happened to the practice. */
    @GetMapping("/practices/{id}/versions")
    String versions(@PathVariable PracticeId id, Viewer viewer, Model model) {
        Practice practice = practices.get(id, viewer);
        model.addAttribute("practice", practice);
        model.addAttribute("steps", Step.of(posts.versions(id.post())));
        model.addAttribute("events", pages.events(id));
        return "practices/versions";
    }

    /** One version, at its permanent address. */
    @GetMapping("/practices/{id}/versions/{number}")
    String version(
            @PathVariable PracticeId id, @PathVariable int number, Viewer viewer, Model model) {
        Practice practice = practices.get(id, viewer);
        Version version = posts.version(id.post(), number);
        model.addAttribute("practice", practice);
        model.addAttribute("version", version);
        model.addAttribute("html", Markdown.html(version.body()));
        return "practices/version";
    }
}
