package org.commonplace.questions;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
import org.commonplace.conversations.Post;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.Posts;
import org.commonplace.people.Receipt;
import org.commonplace.people.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What is done to a post of a question alone: accepting, trying, commenting, making it an answer.
 */
@Controller
class AnswerController {
    private final QuestionDeeds deeds;
    private final Answers answers;
    private final Posts posts;
    private final Drafts drafts;

    AnswerController(QuestionDeeds deeds, Answers answers, Posts posts, Drafts drafts) {
        this.deeds = deeds;
        this.answers = answers;
        this.posts = posts;
        this.drafts = drafts;
    }

    private static String back(QuestionId question, String notice, PostId post) {
        return "redirect:" + Paths.done("/questions/" + question + "/-", notice) + "#" + post;
    }

    private static String back(Receipt done, String notice) {
        return "redirect:" + Paths.done(done.path(), notice);
    }

    @PostMapping("/answers/{id}/acceptance")
    String accept(@PathVariable PostId id, Viewer viewer) {
        return back(deeds.accept().by(id, viewer), "accepted");
    }

    @DeleteMapping("/answers/{id}/acceptance")
    String unaccept(@PathVariable PostId id, Viewer viewer) {
        return back(answers.unaccept(id, viewer), "saved", id);
    }

    @GetMapping("/answers/{id}/reports/new")
    String tryForm(
            @PathVariable PostId id,
            @RequestParam(defaultValue = "worked") String verdict,
            Viewer viewer,
            Model model) {
        Post post = posts.get(id, viewer);
        if (!viewer.signedIn())
            return "redirect:/sign-in?next=" + Paths.encoded("/answers/" + id + "/reports/new");
        Map<String, String> fields =
                Map.of(
                        "verdict",
                        verdict,
                        "library",
                        answers.libraryOf(id, viewer),
                        "on",
                        answers.today().toString());
        return tryForm(post, fields, new Refusals(), model);
    }

    private static String tryForm(
            Post post, Map<String, String> fields, Refusals refusals, Model model) {
        model.addAttribute("post", post);
        model.addAttribute("fields", fields);
        model.addAttribute("refusals", refusals);
        return "questions/tried";
    }

    @PostMapping("/answers/{id}/reports")
    @Sent(signedIn = true)
    @Prose("line")
    String tried(@PathVariable PostId id, Form form, Viewer viewer, Model model) {
        String verdict = form.choice("verdict", Verdict.KEYS);
        return deeds.tried(form.refusals().any() ? Verdict.WORKED : Verdict.of(verdict))
                .by(id, form, viewer)
                .map(done -> back(done, "told"))
                .orElseGet(
                        () -> tryForm(posts.get(id, viewer), form.typed(), form.refusals(), model));
    }

    @DeleteMapping("/answers/{id}/reports")
    String withdraw(@PathVariable PostId id, @RequestParam String library, Viewer viewer) {
        return back(answers.withdrawReport(id, library, viewer), "saved", id);
    }

    @PostMapping("/posts/{id}/answerhood")
    String promote(@PathVariable PostId id, Viewer viewer) {
        return back(answers.promote(id, viewer), "saved", id);
    }

    @DeleteMapping("/posts/{id}/answerhood")
    String demote(@PathVariable PostId id, Viewer viewer) {
        return back(answers.demote(id, viewer), "saved", id);
    }

    @GetMapping("/posts/{id}/comments/new")
    String commentForm(
            @PathVariable PostId id,
            @RequestParam(defaultValue = "") String quote,
            HttpServletRequest request,
            Viewer viewer,
            Model model) {
        Post post = posts.get(id, viewer);
        if (!viewer.signedIn())
            return "redirect:/sign-in?next=" + Paths.encoded("/posts/" + id + "/comments/new");
        String kept = drafts.find(request, "comment " + id).getOrDefault("text", "");
        String text =
                kept.isEmpty() && !quote.isBlank()
                        ? "> " + quote.strip().replace("\n", "\n> ") + "\n\n"
                        : kept;
        return commentForm(post, text, new Refusals(), model);
    }

    private static String commentForm(Post post, String text, Refusals refusals, Model model) {
        model.addAttribute("post", post);
        model.addAttribute("text", text);
        model.addAttribute("refusals", refusals);
        return "questions/comment";
    }

    @PostMapping("/posts/{id}/comments")
    @Sent(
            draft = "comment {id}",
            at = "/posts/{id}/comments/new",
            signedIn = true,
            limit = "comment")
    @Prose("text")
    String comment(@PathVariable PostId id, Form form, Locale locale, Viewer viewer, Model model) {
        Post on = posts.get(id, viewer.required());
        String text = form.text("text", Post.LONGEST);
        if (form.refused()) return commentForm(on, form.given("text"), form.refusals(), model);
        QuestionId question = new QuestionId(on.thread());
        PostId comment = answers.comment(question, id, text, locale.getLanguage(), viewer);
        return back(question, "commented", comment);
    }
}
