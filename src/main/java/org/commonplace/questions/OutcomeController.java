package org.commonplace.questions;

import java.util.Map;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
import org.commonplace.people.Beside;
import org.commonplace.people.Members;
import org.commonplace.people.SignedDeed;
import org.commonplace.people.Viewer;
import org.commonplace.questions.Questions.Question;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What came of it, and what links in letters about questions do. */
@Controller
class OutcomeController {
    private final Outcomes outcomes;
    private final Questions questions;

    OutcomeController(Outcomes outcomes, Questions questions) {
        this.outcomes = outcomes;
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
        String said = form.choice("said", Outcomes.SAID);
        String line = form.words("line", 500);
        if (form.refused()) return form(question, form.typed(), form.refusals(), model);
        outcomes.say(id, said, line, viewer);
        return "redirect:" + Paths.done(question.path(), "outcome");
    }

    /** The links. */
    @Configuration(proxyBeanMethods = false)
    static class Links {
        private record Signed(String name, Beside beside, Performance performance)
                implements SignedDeed {
            interface Performance {
                void of(Viewer member, QuestionId question, String line);
            }

            @Override
            public String perform(Viewer member, Map<String, String> facts) {
                QuestionId question = QuestionId.of(facts.getOrDefault("question", ""));
                performance.of(member, question, facts.getOrDefault("line", ""));
                return "/questions/" + question + "/-";
            }
        }

        private static SignedDeed outcome(String said, Outcomes outcomes) {
            return new Signed(
                    "outcome-" + said,
                    Beside.WITH_IT,
                    (member, question, line) -> outcomes.say(question, said, line, member));
        }

        @Bean
        SignedDeed outcomeUsed(@Lazy Outcomes outcomes) {
            return outcome("used", outcomes);
        }

        @Bean
        SignedDeed outcomeAdapted(@Lazy Outcomes outcomes) {
            return outcome("adapted", outcomes);
        }

        @Bean
        SignedDeed outcomeNotUsed(@Lazy Outcomes outcomes) {
            return outcome("not-used", outcomes);
        }

        @Bean
        SignedDeed notNow(@Lazy Invitations invitations) {
            return new Signed(
                    "not-now",
                    Beside.TO_NOBODY,
                    (member, question, line) ->
                            invitations.declined(member.member(), question.value()));
        }

        @Bean
        SignedDeed mayAsk(@Lazy Members members) {
            return new Signed(
                    "may-ask",
                    Beside.TO_NOBODY,
                    (member, question, line) ->
                            members.mayAsk(member.member(), new Members.MayAsk(true, 7)));
        }

        @Bean
        SignedDeed mayAskTwice(@Lazy Members members) {
            return new Signed(
                    "may-ask-twice",
                    Beside.TO_NOBODY,
                    (member, question, line) ->
                            members.mayAsk(member.member(), Members.MayAsk.USUAL));
        }

        @Bean
        SignedDeed doNotAsk(@Lazy Members members) {
            return new Signed(
                    "do-not-ask",
                    Beside.TO_NOBODY,
                    (member, question, line) ->
                            members.mayAsk(member.member(), new Members.MayAsk(false, 7)));
        }
    }
}
