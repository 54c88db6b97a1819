package org.commonplace.conversations;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.RateLimits;
import org.commonplace.chrome.Refusals;
import org.commonplace.people.Viewer;
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

/** Saying something about a thing, and what one can do to one's own words. */
@Controller
class TalkController {
    private final Talks talks;
    private final Posts posts;
    private final Cards cards;
    private final Drafts drafts;
    private final RateLimits limits;

    TalkController(Talks talks, Posts posts, Cards cards, Drafts drafts, RateLimits limits) {
        this.talks = talks;
        this.posts = posts;
        this.cards = cards;
        this.drafts = drafts;
        this.limits = limits;
    }

    /** The form for a reply, or for a dissent where {@code kind} says so. */
    @GetMapping("/talk/{card}/new")
    String blank(
            @PathVariable String card,
            @RequestParam Map<String, String> given,
            HttpServletRequest request,
            Viewer viewer,
            Model model) {
        Cards.Place place = cards.place(PublicId.parse(card), viewer);
        if (!viewer.signedIn())
            return "redirect:/sign-in?next=" + Paths.encoded("/talk/" + card + "/new");
        Map<String, String> kept = drafts.find(request, "talk " + card);
        return form(place, kept.isEmpty() ? given : kept, new Refusals(), viewer, model);
    }

    private String form(
            Cards.Place place,
            Map<String, String> fields,
            Refusals refusals,
            Viewer viewer,
            Model model) {
        String to = fields.getOrDefault("to", "");
        model.addAttribute("place", place);
        model.addAttribute("fields", fields);
        model.addAttribute("quoted", to.isEmpty() ? null : posts.get(PostId.of(to), viewer));
        model.addAttribute("refusals", refusals);
        return "conversations/say";
    }

    @PostMapping("/talk/{card}")
    @Prose("text")
    Object say(
            @PathVariable String card,
            @RequestParam Map<String, String> fields,
            HttpServletRequest request,
            Locale locale,
            Viewer viewer,
            Model model) {
        Cards.Place place = cards.place(PublicId.parse(card), viewer.required());
        String text = fields.getOrDefault("text", "");
        Refusals refusals = new Refusals().text("text", text, Post.LONGEST);
        if (refusals.any())
            return refused(
                    form(place, fields, refusals, viewer, model),
                    model,
                    HttpStatus.UNPROCESSABLE_CONTENT);
        limits.take("comment", viewer.member().toString(), 60, Duration.ofHours(1));
        String to = fields.getOrDefault("to", "");
        String kind =
                fields.getOrDefault("kind", "comment").equals("dissent") ? "dissent" : "comment";
        PostId post =
                talks.say(
                        place.id(),
                        to.isEmpty() ? null : PostId.of(to),
                        kind,
                        text,
                        locale.getLanguage(),
                        viewer);
        drafts.drop(request, "talk " + card);
        return "redirect:"
                + Paths.done(place.path(), kind.equals("dissent") ? "dissented" : "said")
                + "#"
                + post;
    }

    private static ModelAndView refused(String view, Model model, HttpStatus status) {
        ModelAndView page = new ModelAndView(view, model.asMap());
        page.setStatus(status);
        return page;
    }

    @GetMapping("/talk/posts/{id}/edit")
    String editForm(
            @PathVariable PostId id, HttpServletRequest request, Viewer viewer, Model model) {
        Post post = talks.editable(id, viewer);
        Map<String, String> draft = drafts.find(request, "words " + id);
        return editForm(post, draft.getOrDefault("text", post.body()), null, new Refusals(), model);
    }

    private static String editForm(
            Post post, String text, @Nullable Post current, Refusals refusals, Model model) {
        model.addAttribute("post", post);
        model.addAttribute("text", text);
        model.addAttribute("refusals", refusals);
        model.addAttribute(
                "changes", current == null ? List.of() : WordDiff.between(text, current.body()));
        return "conversations/words";
    }

    @PostMapping("/talk/posts/{id}")
    @Prose("text")
    Object edit(
            @PathVariable PostId id,
            @RequestParam(defaultValue = "") String text,
            @RequestParam int version,
            @RequestParam(required = false) @Nullable Instant written,
            HttpServletRequest request,
            Viewer viewer,
            Model model) {
        Post post = posts.get(id, viewer.required());
        Refusals refusals = new Refusals().text("text", text, Post.LONGEST);
        if (refusals.any())
            return refused(
                    editForm(post, text, null, refusals, model),
                    model,
                    HttpStatus.UNPROCESSABLE_CONTENT);
        try {
            talks.edit(id, new Posts.Edit(version, written, post.title(), text, ""), viewer);
        } catch (Stale stale) {
            String view =
                    editForm(
                            stale.current(),
                            text,
                            stale.current(),
                            Refusals.of("text", "edit.stale"),
                            model);
            return refused(view, model, HttpStatus.CONFLICT);
        }
        drafts.drop(request, "words " + id);
        return back(id, "saved", viewer);
    }

    private String back(PostId id, String notice, Viewer viewer) {
        String path = cards.place(id.value(), viewer).path();
        int hash = path.indexOf('#');
        return "redirect:"
                + Paths.done(hash < 0 ? path : path.substring(0, hash), notice)
                + "#"
                + id;
    }

    @DeleteMapping("/talk/posts/{id}")
    String remove(@PathVariable PostId id, Viewer viewer) {
        String back = back(id, "removed", viewer.required());
        talks.remove(id, viewer);
        return back;
    }

    @PostMapping("/talk/posts/{id}/thanks")
    String thank(@PathVariable PostId id, Viewer viewer) {
        talks.thank(id, viewer.required());
        return back(id, "thanked", viewer);
    }

    /** All versions of a post, each with what it changed. */
    @GetMapping("/talk/posts/{id}/history")
    String history(@PathVariable PostId id, Viewer viewer, Model model) {
        Post post = posts.get(id, viewer);
        model.addAttribute("post", post);
        model.addAttribute("path", cards.place(id.value(), viewer).path());
        model.addAttribute("steps", Step.of(posts.versions(id)));
        return "conversations/history";
    }
}
