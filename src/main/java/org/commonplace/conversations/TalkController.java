package org.commonplace.conversations;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
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

    TalkController(Talks talks, Posts posts, Cards cards, Drafts drafts) {
        this.talks = talks;
        this.posts = posts;
        this.cards = cards;
        this.drafts = drafts;
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
    @Sent(draft = "talk {card}", at = "/talk/{card}/new", signedIn = true, limit = "comment")
    @Prose("text")
    String say(@PathVariable String card, Form form, Locale locale, Viewer viewer, Model model) {
        Cards.Place place = cards.place(PublicId.parse(card), viewer.required());
        String text = form.text("text", Post.LONGEST);
        String kind = form.choice("kind", List.of("comment", "dissent"), "comment");
        String to = form.given("to");
        if (form.refused()) return form(place, form.typed(), form.refusals(), viewer, model);
        PostId post =
                talks.say(
                        place.id(),
                        to.isEmpty() ? null : PostId.of(to),
                        kind,
                        text,
                        locale.getLanguage(),
                        viewer);
        return "redirect:"
                + Paths.done(place.path(), kind.equals("dissent") ? "dissented" : "said")
                + "#"
                + post;
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
    @Sent(draft = "words {id}", signedIn = true)
    @Prose("text")
    Object edit(
            @PathVariable PostId id,
            Form form,
            @RequestParam int version,
            @RequestParam(required = false) @Nullable Instant written,
            Viewer viewer,
            Model model) {
        Post post = posts.get(id, viewer.required());
        String text = form.text("text", Post.LONGEST);
        if (form.refused()) return editForm(post, form.given("text"), null, form.refusals(), model);
        try {
            talks.edit(id, new Posts.Edit(version, written, post.title(), text, ""), viewer);
        } catch (Stale stale) {
            String view =
                    editForm(
                            stale.current(),
                            form.given("text"),
                            stale.current(),
                            Refusals.of("text", "edit.stale"),
                            model);
            ModelAndView page = new ModelAndView(view, model.asMap());
            page.setStatus(HttpStatus.CONFLICT);
            return page;
        }
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
