package org.commonplace.questions;

import java.util.Map;
import org.commonplace.communities.Communities;
import org.commonplace.people.Deed;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** What a visitor can write before giving an address: a question, and an answer. */
@Configuration(proxyBeanMethods = false)
class Deeds {
    @Bean
    Deed askDeed(@Lazy Questions questions) {
        return new Deed() {
            @Override
            public String name() {
                return "question";
            }

            @Override
            public String perform(Viewer author, Map<String, String> fields) {
                QuestionId id =
                        questions.ask(
                                new AskForm(fields).draft(fields.getOrDefault("language", "en")),
                                author);
                return "/questions/" + id + "/-?done=asked";
            }
        };
    }

    @Bean
    Deed answerDeed(@Lazy Answers answers) {
        return new Deed() {
            @Override
            public String name() {
                return "answer";
            }

            @Override
            public String perform(Viewer author, Map<String, String> fields) {
                QuestionId question = QuestionId.of(fields.getOrDefault("question", ""));
                answers.answer(
                        question,
                        fields.getOrDefault("text", ""),
                        fields.getOrDefault("language", "en"),
                        author);
                return "/questions/" + question + "/-?done=answered";
            }
        };
    }

    @Bean
    Deed replyDeed(@Lazy Surveys surveys) {
        return new Deed() {
            @Override
            public String name() {
                return "reply";
            }

            @Override
            public String perform(Viewer author, Map<String, String> fields) {
                QuestionId question = QuestionId.of(fields.getOrDefault("question", ""));
                surveys.reply(
                        question, SurveyForm.answered(surveys.fields(question), fields), author);
                return "/questions/" + question + "/-?done=replied";
            }
        };
    }

    /** The form of a question: one required box, and what is under "more". */
    record AskForm(Map<String, String> fields) {
        Questions.Draft draft(String language) {
            String community = text("community");
            String kind = text("kind");
            Questions.Draft draft =
                    new Questions.Draft(
                            fields.getOrDefault("text", ""),
                            kind == null || !kind.matches("fix|judgement|survey")
                                    ? null
                                    : Kind.of(kind),
                            null,
                            community == null ? Communities.COMMONS : community,
                            text("alias"),
                            Dates.of(text("neededBy")),
                            text("sector"),
                            text("size"),
                            text("country"),
                            language);
            return "yes".equals(fields.get("chatham")) ? draft.underRule() : draft;
        }

        private @Nullable String text(String field) {
            String value = fields.get(field);
            return value == null || value.isBlank() ? null : value.strip();
        }
    }
}
