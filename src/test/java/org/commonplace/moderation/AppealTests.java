package org.commonplace.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.questions.QuestionId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was hidden is seen by its author, and an appeal promises only what the house can do. */
class AppealTests extends CommonplaceTest {
    @Autowired private JdbcClient jdbc;

    private static void hide(Person moderator, String card, String because) {
        moderator
                .browser()
                .force("post", "/cards/" + card + "/hiding", Map.of("because", because))
                .ok();
    }

    /** Nobody else looks after the house, as where it has just been opened. */
    private void alone(Person administrator) {
        jdbc.sql("update people.member set role = 'member' where id <> :id and role <> 'member'")
                .param("id", administrator.id().value())
                .update();
    }

    private static String waiting(Person moderator, String title) {
        return moderator.get("/house/moderation").ok().document().select("article.card").stream()
                .filter(card -> card.text().contains(title))
                .map(org.jsoup.nodes.Element::outerHtml)
                .findFirst()
                .orElse("");
    }

    @Test
    void aSingleAdministratorIsAskedForASecondPersonAndTheAuthorIsToldSo() {
        Person author = cast.member("Alina Author");
        Person administrator = cast.host("Sole Administrator");
        alone(administrator);
        QuestionId question = cast.question(author, "Dribblewick alone?");
        hide(administrator, question.toString(), "Too wild");
        Client.Page appeal = author.get("/cards/" + question + "/appeal").ok();
        assertThat(appeal.text())
                .contains("nobody else can decide here yet")
                .doesNotContain("Somebody other than the first moderator looks at it.");
        Client.Page sent =
                appeal.form("/cards/" + question + "/appeal").with("words", "Please.").send();
        assertThat(sent.ok().text()).doesNotContain("Somebody else looks at it");
        assertThat(author.get("/cards/" + question + "/appeal").text())
                .doesNotContain("Somebody else has been asked");
        assertThat(waiting(administrator, "Dribblewick"))
                .contains("You decided this the first time")
                .contains("nobody else")
                .doesNotContain("<button");
        assertThat(administrator.browser().mail(administrator.email(), "second person"))
                .contains("/house/moderation");
        Person second = cast.moderator("Second Moderator");
        assertThat(waiting(administrator, "Dribblewick")).contains("Second Moderator");
        assertThat(author.get("/cards/" + question + "/appeal").text())
                .contains("Second Moderator");
        assertThat(waiting(second, "Dribblewick")).contains("<button");
    }

    @Test
    void theAuthorSeesWhatWasHiddenWhereverItStood() {
        Person asker = cast.member("Arno Askedit");
        Person author = cast.member("Agda Hiddenauthor");
        Person moderator = cast.moderator("Moritz Hides");
        QuestionId question = cast.question(asker, "Who has seen the Snargelfink?");
        author.get("/questions/" + question)
                .form("answer ")
                .with("text", "Snargelfinks are nocturnal.")
                .send()
                .ok();
        String answer =
                author.get("/questions/" + question).document().select("article.answer").attr("id");
        hide(moderator, answer, "It is off the point.");
        settle();
        assertThat(author.get("/questions/" + question).document().getElementById(answer).text())
                .contains("Snargelfinks are nocturnal.")
                .contains("Only you see this")
                .contains("It is off the point.");
        assertThat(
                        author.get("/questions/" + question)
                                .document()
                                .select("a[href=/cards/" + answer + "/appeal]"))
                .isNotEmpty();
        assertThat(author.get("/people/" + author.id()).text())
                .contains("Who has seen the Snargelfink?")
                .contains("hidden");
        assertThat(author.get("/posts/" + answer + "/history").text())
                .contains("Only you see this")
                .contains("It is off the point.");
        for (Client other : List.of(asker.browser(), moderator.browser(), visitor())) {
            assertThat(other.get("/questions/" + question).body()).doesNotContain("nocturnal");
            assertThat(other.get("/people/" + author.id()).text()).doesNotContain("Snargelfink");
            assertThat(other.get("/posts/" + answer + "/history").status()).isEqualTo(404);
        }
        QuestionId own = cast.question(author, "Is the Snargelfink mine?");
        hide(moderator, own.toString(), "Twice is enough.");
        assertThat(author.get("/questions/" + own).ok().document().select("main").html())
                .contains("Is the Snargelfink mine?")
                .contains("Twice is enough.")
                .contains("/cards/" + own + "/appeal");
        assertThat(author.get("/people/" + author.id()).text())
                .contains("Is the Snargelfink mine?");
    }

    @Test
    void whatWasDeclinedSaysSoAndNotThatItWaits() {
        Person newcomer = cast.member("Nils Declined");
        Person moderator = cast.moderator("Mia Declines");
        newcomer.get("/questions/new")
                .form("ask")
                .with("text", "Flumpet\nhttps://a.example https://b.example https://c.example")
                .send();
        Client.Page queue = moderator.get("/house/moderation");
        String action =
                queue.document().select("article.card").stream()
                        .filter(card -> card.text().contains("Flumpet"))
                        .findFirst()
                        .orElseThrow()
                        .select("form")
                        .attr("action");
        String id = action.substring(action.lastIndexOf('/') + 1);
        assertThat(newcomer.get("/questions/" + id).text()).contains("waits for a moderator");
        queue.form(action).with("because", "Only links.").with("show", "false").send().ok();
        assertThat(newcomer.get("/questions/" + id).text())
                .contains("Only links.")
                .doesNotContain("waits for a moderator");
        assertThat(newcomer.get("/cards/" + id + "/appeal").ok().text()).contains("Only links.");
    }
}
