package org.commonplace.questions;

import java.util.Map;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
import org.commonplace.people.Viewer;
import org.commonplace.questions.Questions.Question;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What came of it. */
@Controller
class OutcomeController {
    private final QuestionDeeds deeds;
    private final Questions questions;

    OutcomeController(QuestionDeeds deeds, Questions questions) {
        this.deeds = deeds;
        this.questions = questions;
    }

    @GetMapping("/questions/{id}/outcome")
    String form(@PathVariable QuestionId id, Viewer viewer, Model model) {
        return form(asked(id, viewer), Map.of(), new Refusals(), model);
    }

    private Question asked(QuestionId id, Viewer viewer) {
        Question question = questions.get(id, viewer.required());
        if (!question.asks(viewer)) throw new Forbidden("error.asker-only");
        return question;
    }

    private static String form(
            Question question, Map<String, String> fields, Refusals refusals, Model model) {
        model.addAttribute("question", question);
        model.addAttribute("fields", fields);
        model.addAttribute("refusals", refusals);
        return "questions/outcome";
    }

    @PostMapping("/questions/{id}/outcome")
    @Sent(signedIn = true)
    @Prose("line")
    String say(@PathVariable QuestionId id, Form form, Viewer viewer, Model model) {
        Question question = asked(id, viewer);
        return deeds.outcome(form.choice("said", Outcomes.SAID))
                .by(id, form, viewer)
                .map(done -> "redirect:" + Paths.done(question.path(), "outcome"))
                .orElseGet(() -> form(question, form.typed(), form.refusals(), model));
    }
}
