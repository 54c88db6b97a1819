package org.commonplace.questions;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
import org.commonplace.conversations.Post;
import org.commonplace.people.Belongings;
import org.commonplace.people.MemberId;
import org.commonplace.people.Viewer;
import org.commonplace.questions.Questions.Question;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Replying to the asker alone, consenting to be quoted, and the asker's summary. */
@Controller
class PrivateController implements Belongings {
    private final PrivateReplies replies;
    private final Questions questions;
    private final Answers answers;
    private final QuestionDeeds deeds;
    private final Drafts drafts;

    PrivateController(
            PrivateReplies replies,
            Questions questions,
            Answers answers,
            QuestionDeeds deeds,
            Drafts drafts) {
        this.deeds = deeds;
        this.replies = replies;
        this.questions = questions;
        this.answers = answers;
        this.drafts = drafts;
    }

    /** For the asker what came in private; for anybody else what they wrote, and the form. */
    @GetMapping("/questions/{id}/private")
    String read(
            @PathVariable QuestionId id, HttpServletRequest request, Viewer viewer, Model model) {
        Question question = questions.get(id, viewer);
        if (!viewer.signedIn())
            return "redirect:/sign-in?next=" + Paths.encoded("/questions/" + id + "/private");
        String text = drafts.find(request, "private " + id).getOrDefault("text", "");
        return page(question, text, new Refusals(), viewer, model);
    }

    private String page(
            Question question, String text, Refusals refusals, Viewer viewer, Model model) {
        model.addAttribute("question", question);
        model.addAttribute("asker", question.asks(viewer));
        model.addAttribute("replies", replies.of(question, viewer));
        model.addAttribute("consents", replies.consents(question.id()));
        model.addAttribute("text", text);
        model.addAttribute("refusals", refusals);
        return "questions/private";
    }

    @PostMapping("/questions/{id}/private")
    @Sent(draft = "private {id}", signedIn = true, limit = "private", times = 30)
    @Prose("text")
    String write(@PathVariable QuestionId id, Form form, Viewer viewer, Model model) {
        Question question = questions.get(id, viewer.required());
        String text = form.text("text", Post.LONGEST);
        if (form.refused())
            return page(question, form.given("text"), form.refusals(), viewer, model);
        replies.reply(id, text, viewer);
        return "redirect:" + Paths.done(question.path(), "private");
    }

    @PostMapping("/questions/{id}/private/{reply}/consent")
    String consent(
            @PathVariable QuestionId id, @PathVariable String reply, Form form, Viewer viewer) {
        deeds.consent(form.yes("yes")).by(id, Form.kept(Map.of("reply", reply)), viewer);
        return "redirect:" + Paths.done("/questions/" + id + "/private", "saved");
    }

    @GetMapping("/questions/{id}/summary")
    String summary(@PathVariable QuestionId id, Locale locale, Viewer viewer, Model model) {
        Question question = asked(id, viewer);
        return summary(question, replies.drafted(question, locale), new Refusals(), model);
    }

    private Question asked(QuestionId id, Viewer viewer) {
        Question question = questions.get(id, viewer.required());
        if (!question.asks(viewer)) throw new Forbidden("error.asker-only");
        return question;
    }

    private String summary(Question question, String text, Refusals refusals, Model model) {
        model.addAttribute("question", question);
        model.addAttribute("consents", replies.consents(question.id()));
        model.addAttribute("text", text);
        model.addAttribute("refusals", refusals);
        return "questions/summary";
    }

    /** The summary stands among the answers, in the asker's name. */
    @PostMapping("/questions/{id}/summary")
    @Sent(signedIn = true)
    @Prose("text")
    String post(@PathVariable QuestionId id, Form form, Locale locale, Viewer viewer, Model model) {
        Question question = asked(id, viewer);
        String text = form.text("text", Post.LONGEST);
        if (form.refused()) return summary(question, form.given("text"), form.refusals(), model);
        var answer = answers.answer(id, text, locale.getLanguage(), viewer);
        return "redirect:" + Paths.done(question.path(), "summed-up") + "#" + answer;
    }

    @Override
    public Map<String, String> export(MemberId member) {
        Map<String, String> files = new LinkedHashMap<>();
        for (PrivateReplies.Reply reply : replies.by(member))
            files.put(
                    "private/" + reply.at().toString().substring(0, 10) + "-" + reply.key() + ".md",
                    reply.body() + "\n");
        return files;
    }

    /** What was said to one person alone goes with whoever said it. */
    @Override
    public void erase(MemberId member, boolean texts) {
        if (texts) replies.forget(member);
    }
}
