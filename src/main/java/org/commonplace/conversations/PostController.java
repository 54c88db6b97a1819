package org.commonplace.conversations;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
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

/** What is done to any post, whatever it belongs to: editing, removing, thanking, its history. */
@Controller
class PostController {
    private static final int TITLE = 200;
    private static final int SUMMARY = 300;
    private final Posts posts;
    private final Talks talks;
    private final Cards cards;
    private final Drafts drafts;

    PostController(Posts posts, Talks talks, Cards cards, Drafts drafts) {
        this.posts = posts;
        this.talks = talks;
        this.cards = cards;
        this.drafts = drafts;
    }

    private String place(PostId id, Viewer viewer) {
        return cards.place(id.value(), viewer).path();
    }

    @PostMapping("/posts/{id}/thanks")
    String thank(@PathVariable PostId id, Viewer viewer) {
        talks.thank(id, viewer.required());
        return "redirect:" + Paths.done(place(id, viewer), "thanked");
    }

    @DeleteMapping("/posts/{id}")
    String remove(@PathVariable PostId id, Viewer viewer) {
        String place = place(id, viewer.required());
        talks.remove(id, viewer);
        return "redirect:" + Paths.done(place, "removed");
    }

    @GetMapping("/posts/{id}/edit")
    String editForm(
            @PathVariable PostId id, HttpServletRequest request, Viewer viewer, Model model) {
        Post post = talks.editable(id, viewer);
        Map<String, String> draft = drafts.find(request, "edit " + id);
        return editForm(
                post,
                Form.kept(
                        draft.isEmpty()
                                ? Map.of("title", post.title(), "text", post.body())
                                : draft),
                null,
                model);
    }

    private static String editForm(Post post, Form form, @Nullable Post current, Model model) {
        String text = form.given("text");
        model.addAttribute("post", post);
        model.addAttribute("title", form.given("title"));
        model.addAttribute("text", text);
        model.addAttribute("summary", form.given("summary"));
        model.addAttribute(
                "changes", current == null ? List.of() : WordDiff.between(text, current.body()));
        model.addAttribute("refusals", form.refusals());
        return "conversations/edit";
    }

    @PostMapping("/posts/{id}/edit")
    @Sent(draft = "edit {id}", signedIn = true)
    @Prose({"title", "text", "summary"})
    Object edit(
            @PathVariable PostId id,
            Form form,
            @RequestParam int version,
            @RequestParam(required = false) @Nullable Instant written,
            Viewer viewer,
            Model model) {
        Post post = talks.editable(id, viewer);
        String title = post.opens() ? form.line("title", TITLE) : post.title();
        String text =
                post.opens() ? form.words("text", Post.LONGEST) : form.text("text", Post.LONGEST);
        String summary = form.note("summary", SUMMARY);
        if (form.refused()) return editForm(post, form, null, model);
        try {
            talks.edit(id, new Posts.Edit(version, written, title, text, summary), viewer);
        } catch (Stale stale) {
            form.refuse(Refusals.of("text", "edit.stale"));
            ModelAndView page =
                    new ModelAndView(
                            editForm(stale.current(), form, stale.current(), model), model.asMap());
            page.setStatus(HttpStatus.CONFLICT);
            return page;
        }
        return "redirect:" + Paths.done(place(id, viewer), "saved");
    }

    /** All versions of a post, each with what it changed. */
    @GetMapping("/posts/{id}/history")
    String history(@PathVariable PostId id, Viewer viewer, Model model) {
        model.addAttribute("post", posts.get(id, viewer));
        model.addAttribute("path", place(id, viewer));
        model.addAttribute("steps", Step.of(posts.versions(id)));
        return "conversations/history";
    }
}
