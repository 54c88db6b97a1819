package org.commonplace.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.questions.QuestionId;
import org.junit.jupiter.api.Test;

/**
 * One queue, decisions with a reason, an appeal to somebody else, and blocking that nobody sees.
 */
class ModerationTests extends CommonplaceTest {

    private static Client.Form item(Person moderator, String sort, String title) {
        Client.Page queue = moderator.get("/house/moderation").ok();
        String action =
                queue.document().select("article.card").stream()
                        .filter(
                                card ->
                                        card.text().contains(title)
                                                && card.select("form")
                                                        .attr("action")
                                                        .contains("/" + sort + "/"))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(queue.text()))
                        .select("form")
                        .attr("action");
        return queue.form(action);
    }

    @Test
    void aFlagReachesTheQueueAndAHiddenAuthorAppealsToSomebodyElse() {
        Person author = cast.member("Aurel Author");
        Person flagger = cast.member("Flora Flags");
        Person first = cast.moderator("Modesta First");
        Person second = cast.moderator("Modest Second");
        QuestionId question = cast.question(author, "Is Wobblegong the worst colleague?");
        flagger.get("/cards/" + question + "/flag")
                .form("/cards/" + question + "/flag")
                .with("kind", "unkind")
                .with("line", "A person is named.")
                .send()
                .ok();
        assertThat(visitor().get("/questions/" + question).text()).contains("Wobblegong");
        assertThat(first.get("/house/moderation").text())
                .contains("It is unkind")
                .contains("A person is named.")
                .doesNotContain("Flora Flags");
        item(first, "flagged", "Wobblegong")
                .with("because", "It names a colleague.")
                .with("show", "false")
                .send()
                .ok();
        assertThat(visitor().get("/questions/" + question).status()).isEqualTo(404);
        String mail = author.browser().mail(author.email(), "It names a colleague.");
        Client.Page appeal = author.get(author.browser().link(mail)).ok();
        appeal.form("/cards/" + question + "/appeal")
                .with("words", "Wobblegong is our robot.")
                .send()
                .ok();
        assertThat(first.get("/house/moderation").text())
                .contains("You decided this the first time.")
                .contains("Modest Second");
        String answering =
                second.get("/house/moderation").document().select("article.card").stream()
                        .filter(card -> card.text().contains("Wobblegong"))
                        .findFirst()
                        .orElseThrow()
                        .select("form")
                        .attr("action");
        assertThat(first.get("/house/moderation").body()).doesNotContain(answering);
        assertThat(
                        first.browser()
                                .force("post", answering, Map.of("because", "No", "show", "true"))
                                .status())
                .isEqualTo(403);
        item(second, "appealed", "Wobblegong")
                .with("because", "A robot it is.")
                .with("show", "true")
                .send()
                .ok();
        assertThat(visitor().get("/questions/" + question).ok().text()).contains("Wobblegong");
        assertThat(author.browser().mail(author.email(), "A robot it is.")).contains("is shown");
        assertThat(visitor().get("/moderation").text())
                .contains("It names a colleague.")
                .doesNotContain("Aurel")
                .doesNotContain("Modest");
    }

    @Test
    void whatIsKeptAfterAFlagStaysAndAnAppealCanBeUpheld() {
        Person author = cast.member("Anka Author");
        Person first = cast.moderator("Mila First");
        Person second = cast.moderator("Milan Second");
        QuestionId kept = cast.question(author, "Snorkelwhiff kept?");
        author.browser().force("post", "/cards/" + kept + "/flag", Map.of("kind", "other"));
        item(first, "flagged", "Snorkelwhiff kept?")
                .with("because", "Nothing wrong")
                .with("show", "true")
                .send()
                .ok();
        assertThat(visitor().get("/questions/" + kept).status()).isEqualTo(200);
        QuestionId hidden = cast.question(author, "Snorkelwhiff hidden?");
        first.browser()
                .force("post", "/cards/" + hidden + "/hiding", Map.of("because", "Too wild"))
                .ok();
        author.get("/cards/" + hidden + "/appeal")
                .form("/cards/" + hidden + "/appeal")
                .with("words", "Please")
                .send()
                .ok();
        item(second, "appealed", "Snorkelwhiff hidden?")
                .with("because", "Still too wild")
                .with("show", "false")
                .send()
                .ok();
        assertThat(visitor().get("/questions/" + hidden).status()).isEqualTo(404);
        assertThat(author.browser().mail(author.email(), "Still too wild"))
                .contains("stays hidden");
        assertThat(author.get("/cards/" + hidden + "/appeal").text())
                .contains("It waits for")
                .contains("Milan Second");
    }

    @Test
    void onlyAuthorsAppealAndOnlyMembersFlag() {
        Person author = cast.member("Arno Author");
        Person other = cast.member("Olga Other");
        Person moderator = cast.moderator("Mona Mods");
        QuestionId question = cast.question(author, "Who may appeal?");
        assertThat(visitor().get("/cards/" + question + "/flag").path()).startsWith("/sign-in");
        assertThat(
                        visitor()
                                .force(
                                        "post",
                                        "/cards/" + question + "/flag",
                                        Map.of("kind", "spam"))
                                .status())
                .isEqualTo(403);
        assertThat(other.get("/cards/" + question + "/flag").form("/cards/").send().text())
                .contains("Something is needed here.");
        moderator
                .browser()
                .force("post", "/cards/" + question + "/hiding", Map.of("because", "x"))
                .ok();
        for (Client stranger : List.of(other.browser(), moderator.browser()))
            assertThat(stranger.get("/cards/" + question + "/appeal").status()).isEqualTo(404);
        assertThat(
                        other.browser()
                                .force(
                                        "post",
                                        "/house/moderation/appealed/" + question,
                                        Map.of("show", "true"))
                                .status())
                .isEqualTo(403);
    }

    @Test
    void aHeldFirstPostTellsItsAuthorAtOnce() {
        Person newcomer = cast.member("Nina Newcomer");
        newcomer.get("/questions/new")
                .form("ask")
                .with("text", "Look here\nhttps://a.example https://b.example https://c.example")
                .send();
        assertThat(newcomer.browser().mail(newcomer.email(), "waits for a moderator"))
                .contains("Look here");
        Person moderator = cast.moderator("Mika Mods");
        item(moderator, "held", "Look here")
                .with("because", "Fine")
                .with("show", "true")
                .send()
                .ok();
        assertThat(visitor().get("/questions").text()).contains("Look here");
    }

    @Test
    void blockingWorksBothWaysAndIsSeenByNobody() {
        Person blocker = cast.member("Bea Blocks");
        Person blocked = cast.member("Bert Blocked");
        QuestionId question = cast.question(blocker, "May I have peace?");
        String before = blocked.get("/people/" + blocker.id()).document().select("main").text();
        blocker.get("/people/" + blocked.id()).button("Block").send().ok();
        assertThat(blocker.get("/me/blocked").text()).contains("Bert Blocked");
        assertThat(blocked.get("/people/" + blocker.id()).document().select("main").text())
                .isEqualTo(before);
        blocked.get("/questions/" + question + "/private")
                .form("/questions/" + question + "/private")
                .with("text", "Nagword to you alone.")
                .send()
                .ok();
        blocked.get("/questions/" + question)
                .form("answer ")
                .with("text", "Nagword in the open.")
                .send()
                .ok();
        settle();
        pause(1_500);
        assertThat(blocker.browser().mails(blocker.email()))
                .noneMatch(mail -> mail.contains("Nagword"));
        assertThat(blocker.get("/questions/" + question + "/private").text())
                .doesNotContain("Nagword");
        assertThat(blocked.get("/questions/" + question + "/private").text())
                .contains("Nagword to you alone.");
        blocker.get("/me/blocked").button("No longer Bert Blocked").send().ok();
        assertThat(blocker.get("/me/blocked").text()).contains("Nobody.");
    }
}
