package org.commonplace.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.commonplace.Cast.Person;
import org.commonplace.CommonplaceTest;
import org.commonplace.conversations.PostId;
import org.commonplace.people.Members;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The page for the staff room. */
class SheetTests extends CommonplaceTest {
    @Autowired private Answers answers;
    @Autowired private Members members;
    @Autowired private JdbcClient jdbc;

    @Test
    void itShowsAnswersThatWorkedAndTheNewestQuestionThatWaitsToEverybody() {
        Person asker = cast.member("Ana Sheet");
        Person answerer = cast.member("Ben Sheet");
        members.trust(asker.id());
        members.trust(answerer.id());
        QuestionId answered = cast.question(asker, "Who hangs this up?");
        PostId answer =
                answers.answer(
                        answered,
                        "We do, beside the kettle:\n\n- on the left\n- on the right",
                        "en",
                        answerer.viewer());
        answers.accept(answer, asker.viewer());
        QuestionId closed = cast.question(asker, "Who must not hang this up?");
        jdbc.sql("update catalogue.card set audience = 2 where id = :id")
                .param("id", closed.value())
                .update();
        QuestionId waiting = cast.question(asker, "Who points a telephone at this?");
        int most =
                jdbc.sql("select max(worked) from questions.answer").query(Integer.class).single();
        for (int library = 0; library <= most; library++)
            answers.report(
                    answer,
                    new Answers.Tried(
                            "Library " + library, Verdict.WORKED, "", LocalDate.of(2026, 11, 2)),
                    asker.viewer());
        jdbc.sql(
                        "update questions.question set asked_at = (select max(asked_at) from"
                                + " questions.question) + interval '1 second' where id = :id")
                .param("id", waiting.value())
                .update();
        var page = visitor().get("/sheet").ok();
        assertThat(page.text())
                .contains("We do, beside the kettle:")
                .contains("Who points a telephone at this?")
                .doesNotContain("Who must not hang this up?");
        assertThat(page.document().select(".sheet-paper section").first().select("li").eachText())
                .containsExactly("on the left", "on the right");
        String drawn =
                SheetController.code(
                        url()
                                + jdbc.sql("select path from catalogue.card where id = :id")
                                        .param("id", waiting.value())
                                        .query(String.class)
                                        .single());
        assertThat(page.document().select("svg.code path").attr("d"))
                .isEqualTo(drawn.substring(drawn.indexOf('|') + 1));
        assertThat(statements.during(() -> visitor().get("/sheet").ok()))
                .hasSizeLessThanOrEqualTo(3);
    }
}
