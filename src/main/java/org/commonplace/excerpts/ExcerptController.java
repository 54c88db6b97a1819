package org.commonplace.excerpts;

import java.util.List;
import java.util.Map;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
import org.commonplace.conversations.Post;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.Posts;
import org.commonplace.people.Belongings;
import org.commonplace.people.MemberId;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Keep, and my commonplace book. */
@Controller
class ExcerptController implements Belongings {
    private static final int PAGE = 50;
    private static final int ALL = 100_000;
    private static final String HOME = "/me/commonplace-book";
    private final Excerpts excerpts;
    private final Book book;
    private final Posts posts;

    ExcerptController(Excerpts excerpts, Book book, Posts posts) {
        this.excerpts = excerpts;
        this.book = book;
        this.posts = posts;
    }

    @GetMapping("/posts/{id}/keeping")
    String form(
            @PathVariable PostId id,
            @RequestParam(defaultValue = "") String passage,
            Viewer viewer,
            Model model) {
        Post post = posts.get(id, viewer);
        if (!viewer.signedIn())
            return "redirect:/sign-in?next=" + Paths.encoded("/posts/" + id + "/keeping");
        return form(
                post,
                passage.isBlank() ? Markdown.plain(post.body()) : passage,
                "",
                new Refusals(),
                model);
    }

    private static String form(
            Post post, String passage, String note, Refusals refusals, Model model) {
        model.addAttribute("post", post);
        model.addAttribute("passage", passage);
        model.addAttribute("note", note);
        model.addAttribute("refusals", refusals);
        return "excerpts/keep";
    }

    @PostMapping("/posts/{id}/keeping")
    @Sent(signedIn = true)
    String keep(@PathVariable PostId id, Form form, Viewer viewer, Model model) {
        String passage = form.text("passage", Excerpts.LONGEST);
        String note = form.words("note", Excerpts.LONGEST);
        if (form.refused())
            return form(
                    posts.get(id, viewer.required()),
                    form.given("passage"),
                    form.given("note"),
                    form.refusals(),
                    model);
        excerpts.keep(id, passage, note, viewer.required());
        return "redirect:" + Paths.done(HOME, "kept");
    }

    @GetMapping(HOME)
    String book(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String after,
            Viewer viewer,
            Model model) {
        List<Excerpt> found = excerpts.book(viewer.member(), q.strip(), after, PAGE + 1);
        model.addAttribute("excerpts", found.subList(0, Math.min(PAGE, found.size())));
        model.addAttribute("more", found.size() > PAGE ? found.get(PAGE - 1).key() : null);
        model.addAttribute("q", q);
        return "excerpts/book";
    }

    @PostMapping(HOME + "/{id}")
    Object annotate(@PathVariable String id, Form form, Viewer viewer) {
        String note = form.words("note", Excerpts.LONGEST);
        if (form.refused()) return form.again();
        excerpts.annotate(viewer.member(), PublicId.parse(id), note);
        return "redirect:" + Paths.done(HOME, "saved");
    }

    @DeleteMapping(HOME + "/{id}")
    String drop(@PathVariable String id, Viewer viewer) {
        excerpts.drop(viewer.member(), PublicId.parse(id));
        return "redirect:" + Paths.done(HOME, "dropped");
    }

    @GetMapping(HOME + ".md")
    ResponseEntity<String> markdown(Viewer viewer) {
        return file("text/markdown", "commonplace-book.md", book.markdown(all(viewer.member())));
    }

    @GetMapping(HOME + ".ris")
    ResponseEntity<String> ris(Viewer viewer) {
        return file(
                "application/x-research-info-systems",
                "commonplace-book.ris",
                book.ris(all(viewer.member())));
    }

    private List<Excerpt> all(MemberId keeper) {
        return excerpts.book(keeper, "", null, ALL);
    }

    private static ResponseEntity<String> file(String type, String name, String text) {
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf(type + ";charset=UTF-8"))
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .body(text);
    }

    @Override
    public Map<String, String> export(MemberId member) {
        return Map.of("commonplace-book.md", book.markdown(all(member)));
    }

    @Override
    public void erase(MemberId member, boolean texts) {
        excerpts.dropAll(member);
    }
}
