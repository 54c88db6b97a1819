package org.commonplace.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.MailProgram;
import org.commonplace.awareness.Digests;
import org.commonplace.awareness.Level;
import org.commonplace.awareness.Watches;
import org.commonplace.chrome.HouseClock;
import org.commonplace.communities.Communities;
import org.commonplace.communities.CommunityId;
import org.commonplace.communities.Memberships;
import org.commonplace.questions.Answers;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.Questions;
import org.commonplace.workgroups.Decisions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The attack on letters, their headers, feeds and calendars: what is hidden, private or closed
 * reaches nobody by them who may not see it on the page. {@code LabTests} has the attack on labs.
 */
class MailSecretsTests extends CommonplaceTest {
    private static final Map<String, String> VOUCHED =
            Map.of("Authentication-Results", "mx.example.org; dmarc=pass");

    @Autowired private Communities communities;
    @Autowired private Memberships memberships;
    @Autowired private Questions questions;
    @Autowired private Answers answers;
    @Autowired private Decisions decisions;
    @Autowired private Watches watches;
    @Autowired private Digests digests;
    @Autowired private JdbcClient jdbc;

    private void delivered() {
        deliver();
        for (int i = 0; i < 100 && queued() > 0; i++) pause(100);
        assertThat(queued()).isZero();
    }

    private long queued() {
        return jdbc.sql("select count(*) from mail.letter where state = 'queued'")
                .query((row, n) -> row.getLong(1))
                .single();
    }

    @Test
    void aHiddenVoteGivenByMailIsTheVotersUntilItCloses() throws Exception {
        Person facilitator = cast.trusted("Fenna Facilitates");
        Person voter = cast.trusted("Vito Votes");
        Person watcher = cast.trusted("Wilma Watches");
        String group =
                facilitator
                        .get("/workgroups/new")
                        .form("/workgroups")
                        .with("problem", "Which lamp " + facilitator.id())
                        .send()
                        .ok()
                        .path()
                        .split("/")[2];
        voter.get("/workgroups/" + group).button("I will work on it").send().ok();
        String decision =
                facilitator
                        .get("/workgroups/" + group + "/decisions/new")
                        .form("/workgroups/" + group + "/decisions")
                        .with("title", "Gas or candle " + facilitator.id())
                        .with("method", "poll")
                        .with("hidden", "yes")
                        .with(
                                "deadline",
                                java.time.LocalDateTime.now(java.time.ZoneOffset.UTC)
                                        .plusDays(3)
                                        .withNano(0)
                                        .toString())
                        .with("options", "Gas\nCandle")
                        .send()
                        .ok()
                        .path()
                        .replaceAll("\\?.*", "");
        String card = decision.substring(decision.lastIndexOf('/') + 1);
        for (String one : List.of(group, card))
            for (Person person : List.of(facilitator, watcher))
                person.browser()
                        .force("post", "/cards/" + one + "/level", Map.of("level", "each"))
                        .ok();
        settle();
        digests.ripen();
        MimeMessage asked = mail(voter).letter("+vote and one of these: Gas, Candle");
        mail(voter).answer(asked, "+vote candle\n\nQuaggalight is warm.");
        mail(voter).letter("Your vote on");
        settle();
        HouseClock.at(Instant.now().plus(Duration.ofDays(2)), digests::ripen);
        delivered();
        for (MimeMessage letter : mail(voter).everybodysLetters())
            if (!MailProgram.header(letter, "To").contains(voter.email()))
                assertThat(MailProgram.whole(letter)).doesNotContain("Quaggalight");
        for (Person one : List.of(facilitator, watcher))
            for (String path : one.ownFeeds())
                assertThat(visitor().get(path).ok().body())
                        .as(path)
                        .doesNotContain("Quaggalight")
                        .doesNotContain(voter.name());
        for (String path :
                List.of(
                        "/feeds/cards/" + group + ".atom",
                        "/feeds/cards/" + card + ".atom",
                        "/feeds/people/" + voter.id() + ".json"))
            assertThat(visitor().get(path).body()).as(path).doesNotContain("Quaggalight");
        HouseClock.at(Instant.now().plus(Duration.ofDays(4)), decisions::ripen);
        assertThat(facilitator.get(decision).text()).contains("Quaggalight is warm.");
    }

    @Test
    void aPrivateReplyIsInTheAskersLettersOnlyAndNobodyLearnsAnAddress() throws Exception {
        Person asker = cast.trusted("Agata Asks");
        Person helper = cast.trusted("Hilda Helps");
        Person watcher = cast.trusted("Wanda Watches");
        Person host = cast.host("Hetty Host");
        QuestionId question = cast.question(asker, "Who dusts busts?");
        settle();
        for (Person one : List.of(watcher, host))
            one.browser()
                    .force("post", "/cards/" + question + "/level", Map.of("level", "each"))
                    .ok();
        digests.ripen();
        mail(helper)
                .send(
                        "thread+" + question + "@localhost",
                        "",
                        "+private\nOnly for you: Marmoreal wax.",
                        VOUCHED);
        MimeMessage reply = mail(asker).letter("Marmoreal wax");
        mail(asker).answer(reply, "Thank you: where is Marmoreal wax sold?");
        mail(helper).letter("where is Marmoreal wax sold?");
        settle();
        HouseClock.at(Instant.now().plus(Duration.ofDays(2)), digests::ripen);
        delivered();
        for (MimeMessage letter : mail(asker).everybodysLetters()) {
            String to = MailProgram.header(letter, "To");
            String whole = MailProgram.whole(letter);
            if (!to.contains(asker.email()) && !to.contains(helper.email()))
                assertThat(whole).doesNotContain("Marmoreal");
            for (Person one : List.of(asker, helper))
                if (!to.contains(one.email())) assertThat(whole).doesNotContain(one.email());
        }
        for (Person one : List.of(watcher, host))
            for (String path : one.ownFeeds())
                assertThat(visitor().get(path).ok().body()).as(path).doesNotContain("Marmoreal");
        for (String path :
                List.of(
                        "/feeds/cards/" + question + ".atom",
                        "/feeds/questions.json",
                        "/feeds/people/" + helper.id() + ".atom"))
            assertThat(visitor().get(path).ok().body()).as(path).doesNotContain("Marmoreal");
    }

    @Test
    void whoLeavesAClosedGroupHearsNoMoreOfItByAnyWay() throws Exception {
        Person host = cast.trusted("Heike Host");
        Person leaver = cast.trusted("Lea Leaves");
        Person outsider = cast.trusted("Oda Outside");
        String slug = "closed-" + host.id();
        CommunityId id =
                communities.found(
                        new Communities.Draft(
                                slug, "Closed " + host.id(), "For a test", "", "community", "en"),
                        host.id());
        memberships.join(id, leaver.id());
        QuestionId question =
                questions.ask(
                        Questions.Draft.of("Who keeps Zorilla keys?", "en").in(slug),
                        host.viewer());
        watches.level(leaver.id(), question.value(), Level.EACH);
        watches.level(leaver.id(), id.value(), Level.EACH);
        List<String> addresses = leaver.ownFeeds();
        assertThat(visitor().get(addresses.getFirst()).ok().body()).contains("Zorilla");
        digests.ripen();
        leaver.get("/communities/" + slug).button("Leave the group").send().ok();
        answers.answer(question, "The porter has the Zorilla keys.", "en", host.viewer());
        settle();
        HouseClock.at(Instant.now().plus(Duration.ofDays(8)), digests::ripen);
        delivered();
        for (MimeMessage letter : mail(leaver).everybodysLetters())
            if (!MailProgram.header(letter, "To").contains(host.email()))
                assertThat(MailProgram.whole(letter)).doesNotContain("The porter");
        for (String path : addresses)
            assertThat(visitor().get(path).ok().body()).as(path).doesNotContain("Zorilla");
        for (Client stranger : List.of(leaver.browser(), outsider.browser(), visitor()))
            for (String card : List.of(question.toString(), id.toString()))
                assertThat(stranger.get("/feeds/cards/" + card + ".atom").status()).isEqualTo(404);
        for (Person one : List.of(leaver, outsider)) {
            mail(one)
                    .send(
                            "thread+" + question + "@localhost",
                            "Is it you?",
                            "Is it you, " + one.name() + "?",
                            VOUCHED);
            for (MimeMessage letter : mail(one).letters())
                assertThat(MailProgram.whole(letter)).doesNotContain("The porter");
            assertThat(MailProgram.whole(mail(one).letter("Is it you"))).doesNotContain("Zorilla");
        }
        assertThat(host.get("/questions/" + question).text()).doesNotContain("Is it you");
    }
}
