package org.commonplace.awareness;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonplace.Cast.Person;
import org.commonplace.CommonplaceTest;
import org.commonplace.conversations.PostId;
import org.commonplace.questions.Answers;
import org.commonplace.questions.QuestionId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class TodayTests extends CommonplaceTest {
    private static final String ASKED = "Somebody answered you: did it work?";

    @Autowired private Answers answers;

    @Test
    void theAskerIsAskedWhetherItWorkedUntilTheQuestionIsSettled() {
        Person asker = cast.member("Tess Today");
        QuestionId question = cast.question(asker, "How long do we keep newspapers?");
        PostId answer = answer(question, "Until they are filmed.");
        settle();
        assertThat(asker.get("/").text()).contains(ASKED);
        answers.accept(answer, asker.viewer());
        assertThat(asker.get("/").text()).doesNotContain(ASKED);
    }

    @Test
    void nobodyIsAskedAboutWhatWasSettledBeforeTheAskingCame() {
        Person asker = cast.member("Theo Today");
        QuestionId question = cast.question(asker, "How long do we keep telephone books?");
        answers.accept(answer(question, "As long as there is room."), asker.viewer());
        settle();
        assertThat(asker.get("/").text()).doesNotContain(ASKED);
    }

    private PostId answer(QuestionId question, String text) {
        return answers.answer(question, text, "en", cast.member("Anna Answers").viewer());
    }
}
