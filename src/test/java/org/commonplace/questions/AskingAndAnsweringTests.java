package org.commonplace.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.junit.jupiter.api.Test;

class AskingAndAnsweringTests extends CommonplaceTest {
    @Test
    void theShortOfAnAnswerIsItsFirstSentencesAsTheyAreRead() {
        assertThat(
                        Shorts.of(
                                "<p>We asked <strong>who may</strong>, and <em>who may not</em>.</p>\n<ul><li>One.</li><li>Two.</li></ul>"))
                .isEqualTo("We asked who may, and who may not. One. Two.");
    }

    @Test
    void aVisitorAsksWithAnAddressGivenLast() {
        Client visitor = visitor();
        Client.Page sent =
                visitor.get("/questions/new")
                        .form("/questions")
                        .with(
                                "text",
                                "How do you lend umbrellas?\nIt rains here from October to May.")
                        .with("email", "rain@example.org")
                        .with("name", "Rain Person")
                        .send()
                        .ok();
        assertThat(sent.text()).contains("rain@example.org");
        assertThat(visitor().get("/questions").text()).doesNotContain("umbrellas");
        String mail = visitor.mail("rain@example.org", "How do you lend umbrellas?");
        Client.Page link = visitor.get(visitor.link(mail)).ok();
        assertThat(visitor().get("/questions").text())
                .as("opening the link does nothing yet")
                .doesNotContain("umbrellas");
        Client.Page question = link.button("Ask it").send().ok();
        assertThat(question.text())
                .contains(
                        "How do you lend umbrellas?",
                        "It rains here",
                        "Rain Person",
                        "What happens next");
        assertThat(visitor().get("/questions").text()).contains("How do you lend umbrellas?");
        assertThat(visitor.get(visitor.link(mail)).text()).contains("used already");
    }

    @Test
    void aVisitorAnswersInTheSameWay() {
        Person asker = cast.member("Ada Asker");
        QuestionId id = cast.question(asker, "Where do you keep the key of the book van?");
        Client visitor = visitor();
        visitor.get("/questions/" + id)
                .form("answer ")
                .with("text", "On a hook behind the *radiator*.")
                .with("email", "hook@example.org")
                .with("name", "Hook Holder")
                .send()
                .ok();
        String mail = visitor.mail("hook@example.org", "radiator");
        Client.Page page = visitor.get(visitor.link(mail)).button("Answer").send().ok();
        assertThat(page.document().select(".answer em").text()).isEqualTo("radiator");
        assertThat(visitor.mail(asker.email(), "On a hook behind the radiator."))
                .contains("Hook Holder answered your question");
    }

    @Test
    void whatWasTypedSurvivesAWrongAddress() {
        Client.Page again =
                visitor()
                        .get("/questions/new")
                        .form("/questions")
                        .with("text", "A long story about shelves and a question?")
                        .with("email", "no address")
                        .send();
        assertThat(again.text()).contains("This is no mail address.");
        assertThat(again.form("/questions").value("text").strip())
                .isEqualTo("A long story about shelves and a question?");
        assertThat(again.form("/questions").value("email")).isEqualTo("no address");
    }

    @Test
    void whatWasTypedSurvivesALostKey() {
        Client visitor = visitor();
        Client.Page back =
                visitor.post(
                        "/questions",
                        Map.of(
                                "text",
                                "A question sent without its key?",
                                "email",
                                "late@example.org"));
        assertThat(back.status()).isEqualTo(403);
        assertThat(back.button("Send").value("text").strip())
                .isEqualTo("A question sent without its key?");
        assertThat(back.button("Send").send().ok().text()).contains("late@example.org");
    }

    @Test
    void theWholeRoundFromQuestionToWorkedForUs() {
        Person asker = cast.member("Bea Asker");
        Person answerer = cast.member("Carlo Answerer");
        Person library = cast.member("Dora Library");
        Client.Page asked =
                asker.get("/questions/new")
                        .form("/questions")
                        .with("text", "Our barcodes peel off in summer\nWhat glue do you use?")
                        .send()
                        .ok();
        String path = asked.path().replaceAll("[?#].*", "");
        Client.Page answered =
                answerer.get(path)
                        .form("answer ")
                        .with("text", "Rubber cement, thin, under a weight overnight.")
                        .send();
        String answer = answered.document().select("article.answer").attr("id");
        library.get("/answers/" + answer + "/reports/new")
                .form("/answers/")
                .with("verdict", "worked")
                .with("library", "Split City Library")
                .with("line", "Two summers now.")
                .send()
                .ok();
        assertThat(asker.browser().mail(answerer.email(), "Two summers now."))
                .contains("Split City Library", "Dora Library");
        Client.Page accepted = asker.get(path).button("This answers it").send().ok();
        assertThat(accepted.text())
                .contains("Settled", "Accepted", "Split City Library", "Two summers now.");
        assertThat(answerer.browser().mail(answerer.email(), "accepted your answer"))
                .contains("Bea Asker");
        Client.Page reopened = asker.get(path).button("it does not, after all").send().ok();
        assertThat(reopened.document().select(".card-kind .state").text()).isEqualTo("Answered");
    }

    @Test
    void onlyTheAskerAccepts() {
        Person asker = cast.member("Eva Asker");
        Person answerer = cast.member("Finn Answerer");
        QuestionId id = cast.question(asker, "How long do you keep lost property?");
        String answer =
                answerer.get("/questions/" + id)
                        .form("answer ")
                        .with("text", "Three months, then charity.")
                        .send()
                        .document()
                        .select("article.answer")
                        .attr("id");
        assertThat(answerer.get("/questions/" + id).hasButton("This answers it")).isFalse();
        assertThat(
                        answerer.browser()
                                .force("post", "/answers/" + answer + "/acceptance", Map.of())
                                .status())
                .isEqualTo(403);
        assertThat(visitor().force("post", "/answers/" + answer + "/acceptance", Map.of()).status())
                .isEqualTo(403);
        assertThat(asker.get("/questions/" + id).text()).doesNotContain("Accepted");
    }

    @Test
    void oneLibrarySaysItOnceAndMayChangeItsMind() {
        Person asker = cast.member("Gil Asker");
        QuestionId id = cast.question(asker, "Do you clean returned toys every time?");
        String answer =
                asker.get("/questions/" + id)
                        .form("answer ")
                        .with("text", "Yes, with soap.")
                        .send()
                        .document()
                        .select("article.answer")
                        .attr("id");
        Person other = cast.member("Hana Other");
        for (String verdict : List.of("worked", "not-here"))
            other.get("/answers/" + answer + "/reports/new")
                    .form("/answers/")
                    .with("verdict", verdict)
                    .with("library", "Toy Library")
                    .send()
                    .ok();
        Client.Page page = visitor().get("/questions/" + id);
        assertThat(page.document().select(".slip li")).hasSize(1);
        assertThat(page.document().select(".slip").text())
                .contains("Not here")
                .doesNotContain("Worked");
    }

    @Test
    void sameProblemIsOneTapAndOneHearsHowItEnds() {
        Person asker = cast.member("Ivo Asker");
        Person same = cast.member("Jana Same");
        QuestionId id = cast.question(asker, "The self-check machine eats cards");
        same.get("/questions/" + id).button("We have this problem too").send().ok();
        assertThat(visitor().get("/questions/" + id).text()).contains("one more has this problem");
        asker.get("/questions/" + id)
                .form("/questions/" + id + "/state")
                .with("because", "New firmware")
                .with("to", "settled")
                .send()
                .ok();
        assertThat(same.browser().mail(same.email(), "The self-check machine eats cards"))
                .contains("It is settled now.");
        same.get("/questions/" + id).button("We have this problem too ✓").send().ok();
        assertThat(visitor().get("/questions/" + id).text())
                .doesNotContain("one more has this problem");
    }

    @Test
    void aColleagueAnswersByThePassedOnLinkWithoutJoining() {
        Person asker = cast.member("Kai Asker");
        QuestionId id = cast.question(asker, "Who knows how to mend a microfilm reader?");
        asker.get("/questions/" + id + "/passing-on")
                .form("/questions/")
                .with("email", "mender@example.org")
                .with("line", "You did this in 1998")
                .send()
                .ok();
        String mail = asker.browser().mail("mender@example.org", "You did this in 1998");
        Client colleague = visitor();
        Client.Page page = colleague.get(colleague.link(mail)).ok();
        page.form("answer ")
                .with("text", "The belt is the trouble.")
                .with("email", "mender@example.org")
                .send()
                .ok();
        assertThat(colleague.mail("mender@example.org", "The belt is the trouble."))
                .contains("/confirm/");
    }

    @Test
    void anEmptyAnswerIsRefusedWithItsReason() {
        QuestionId id = cast.question(cast.member("Lia Asker"), "Is an empty answer an answer?");
        Person member = cast.member("Max Member");
        Client.Page page =
                member.get("/questions/" + id).form("answer ").with("text", "   ").send();
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.text()).contains("Something is needed here.");
    }

    @Test
    void aClosedQuestionTakesNoAnswersUntilSomebodyOpensItAgainWithAReason() {
        Person asker = cast.member("Nia Asker");
        QuestionId id = cast.question(asker, "Closing and opening again works?");
        asker.get("/questions/" + id)
                .form("/questions/" + id + "/state")
                .with("because", "Solved by phone")
                .with("to", "closed")
                .send()
                .ok();
        Person other = cast.member("Oto Other");
        assertThat(other.get("/questions/" + id).text())
                .contains("Solved by phone")
                .doesNotContain("Just what you did is enough");
        assertThat(
                        other.browser()
                                .force(
                                        "post",
                                        "/questions/" + id + "/answers",
                                        Map.of("text", "Still"))
                                .status())
                .isEqualTo(403);
        other.get("/questions/" + id)
                .form("/questions/" + id + "/state")
                .with("because", "It came back")
                .with("to", "asked")
                .send()
                .ok();
        assertThat(other.get("/questions/" + id).text()).contains("Waits for an answer");
    }

    @Test
    void anotherNameStaysAnotherName() {
        Person asker = cast.member("Pia Secret");
        Client.Page page =
                asker.get("/questions/new")
                        .form("/questions")
                        .with("text", "May I ask this without my name?")
                        .with("alias", "A worried librarian")
                        .send()
                        .ok();
        String path = page.path().replaceAll("[?#].*", "");
        Client.Page seen = visitor().get(path);
        assertThat(seen.text()).contains("A worried librarian").doesNotContain("Pia Secret");
        assertThat(seen.body()).doesNotContain(asker.id().toString());
        assertThat(visitor().get("/people/" + asker.id()).text()).doesNotContain("without my name");
        assertThat(asker.get(path).text())
                .as("it is still the asker's own")
                .contains("Take my question back");
    }
}
