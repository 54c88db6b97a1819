package org.commonplace.awareness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.chrome.HouseClock;
import org.commonplace.communities.Communities;
import org.commonplace.communities.CommunityId;
import org.commonplace.communities.Memberships;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.PracticeId;
import org.commonplace.practices.Practices;
import org.commonplace.questions.Answers;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.Questions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People, shelves and searches are followed as things are. */
class AlertTests extends CommonplaceTest {
    @Autowired private Questions questions;
    @Autowired private Answers answers;
    @Autowired private Practices practices;
    @Autowired private Communities communities;
    @Autowired private Memberships memberships;
    @Autowired private Watches watches;
    @Autowired private Digests digests;
    @Autowired private Followed followed;
    @Autowired private JdbcClient jdbc;

    private static Instant next(DayOfWeek day) {
        return LocalDate.now(ZoneOffset.UTC)
                .plusDays(2)
                .with(TemporalAdjusters.nextOrSame(day))
                .atTime(LocalTime.of(7, 1))
                .toInstant(ZoneOffset.UTC);
    }

    private String digest(Person reader) {
        return String.join(
                "\n",
                jdbc.sql(
                                "select body_text from mail.letter where recipient = :to and event like 'digest %' order by id")
                        .param("to", reader.email())
                        .query((row, n) -> row.getString(1))
                        .list());
    }

    @Test
    void whatAPersonWritesUnderTheirNameReachesWhoFollowsThem() {
        Person author = cast.trusted("Paula Prolific");
        Person asker = cast.trusted("Ana Asks");
        Person follower = cast.trusted("Fritz Follows");
        digests.ripen();
        QuestionId before = cast.question(author, "What did Paula ask before?");
        follower.get("/people/" + author.id()).button("Follow").send().ok();
        assertThat(follower.get("/me/alerts").text()).contains("Paula Prolific a person");
        cast.question(author, "What does Paula ask now?");
        QuestionId other = cast.question(asker, "Who answers Ana?");
        answers.answer(other, "Paula answers her.", "en", author.viewer());
        settle();
        assertThat(follower.get("/me/digest").text())
                .contains("What does Paula ask now? by Paula Prolific")
                .contains("Who answers Ana? by Paula Prolific")
                .doesNotContain("What did Paula ask before?");
        HouseClock.at(next(DayOfWeek.TUESDAY), digests::ripen);
        assertThat(digest(follower))
                .contains("Question by Paula Prolific, whom you follow: “What does Paula ask now?”")
                .contains("Paula answers her.")
                .doesNotContain(before.toString());
        assertThat(digest(author)).doesNotContain("whom you follow");
        String own = follower.ownFeeds().getFirst();
        assertThat(visitor().get(own).ok().body()).contains("What does Paula ask now?");
        assertThat(followed.export(follower.id()).get("followed.json"))
                .contains("Paula Prolific", "\"digest\" : \"daily\"");
        follower.get("/me/alerts").form("/me/alerts/").with("level", "off").send().ok();
        assertThat(follower.get("/me/alerts").text()).contains("You follow none yet");
        assertThat(
                        author.browser()
                                .force(
                                        "post",
                                        "/me/alerts",
                                        Map.of("kind", "person", "what", author.id().toString()))
                                .text())
                .contains("That is you");
    }

    @Test
    void aSavedSearchFindsWhatHasAllItsWordsAndOnlyForThoseWhoMaySeeIt() {
        Person asker = cast.trusted("Ana Asks");
        Person follower = cast.trusted("Flora Follows");
        Person insider = cast.trusted("Ines Inside");
        CommunityId closed =
                communities.found(
                        new Communities.Draft(
                                "alert-" + asker.id(),
                                "Alert " + asker.id(),
                                "For a test",
                                "",
                                "community",
                                "en"),
                        asker.id());
        memberships.join(closed, insider.id());
        digests.ripen();
        for (Person one : List.of(follower, insider))
            one.get("/search?q=zeugma+shelving").button("Follow this search").send().ok();
        cast.question(asker, "How do you do zeugma shelving in a van?");
        cast.question(asker, "How do you do zeugma cataloguing?");
        questions.ask(
                Questions.Draft.of("Is our zeugma shelving too deep?", "en")
                        .in("alert-" + asker.id()),
                asker.viewer());
        settle();
        HouseClock.at(next(DayOfWeek.TUESDAY), digests::ripen);
        assertThat(digest(follower))
                .contains("with the words that you follow, “zeugma shelving”")
                .contains("zeugma shelving in a van")
                .doesNotContain("zeugma cataloguing")
                .doesNotContain("too deep");
        assertThat(digest(insider)).contains("zeugma shelving in a van").contains("too deep");
        Client.Page feed = visitor().get("/feeds/search.atom?q=zeugma+shelving").ok();
        assertThat(feed.body())
                .contains("zeugma shelving in a van")
                .contains("/feeds/search.atom?q=zeugma+shelving")
                .doesNotContain("zeugma cataloguing")
                .doesNotContain("too deep");
        assertThat(visitor().get("/feeds/search.json?q=zeugma+shelving").ok().body())
                .contains("zeugma shelving in a van")
                .doesNotContain("too deep");
        assertThat(visitor().get("/feeds/search.atom?q=").status()).isEqualTo(404);
        assertThat(visitor().get("/me/alerts").path()).startsWith("/sign-in");
        assertThat(
                        follower.browser()
                                .force("post", "/me/alerts", Map.of("kind", "search", "what", " "))
                                .status())
                .isEqualTo(404);
    }

    @Test
    void whatALibraryPutsOnItsShelfReachesWhoFollowsIt() {
        Person librarian = cast.trusted("Lara Librarian");
        Person follower = cast.trusted("Frida Follows");
        librarian
                .get("/me")
                .form("me")
                .with("organisation", "Library of " + librarian.id())
                .send()
                .ok();
        PracticeId practice =
                practices.keep(
                        NewPractice.of("Shelving by colour " + librarian.id(), "Red first.", "en"),
                        librarian.viewer());
        settle();
        digests.ripen();
        String shelf = librarian.get("/me/shelf").path();
        follower.get(shelf).button("Follow this shelf").send().ok();
        librarian.browser().force("post", "/practices/" + practice + "/shelf", Map.of()).ok();
        HouseClock.at(next(DayOfWeek.WEDNESDAY), digests::ripen);
        assertThat(digest(follower))
                .contains("Now on the shelf of Library of " + librarian.id())
                .contains("Shelving by colour " + librarian.id());
        String library = shelf.split("/")[2];
        assertThat(visitor().get("/feeds/libraries/" + library + ".atom").ok().body())
                .contains("Shelving by colour " + librarian.id());
    }

    @Test
    void whatIsFollowedWeeklyIsToldOnMondaysOnly() {
        Person asker = cast.trusted("Ana Asks");
        Person answerer = cast.trusted("Ben Answers");
        Person reader = cast.trusted("Wilma Weekly");
        QuestionId daily = cast.question(asker, "What happens daily?");
        QuestionId weekly = cast.question(asker, "What happens weekly?");
        digests.ripen();
        watches.level(reader.id(), daily.value(), Level.DAILY);
        watches.level(reader.id(), weekly.value(), Level.WEEKLY);
        Instant monday = next(DayOfWeek.MONDAY);
        HouseClock.at(monday, digests::ripen);
        HouseClock.at(
                monday.plusSeconds(3600),
                () -> {
                    answers.answer(daily, "Something daily.", "en", answerer.viewer());
                    answers.answer(weekly, "Something weekly.", "en", answerer.viewer());
                });
        HouseClock.at(monday.plusSeconds(24 * 3600), digests::ripen);
        assertThat(digest(reader)).contains("Something daily.").doesNotContain("Something weekly.");
        HouseClock.at(monday.plusSeconds(7 * 24 * 3600), digests::ripen);
        assertThat(digest(reader)).contains("Something weekly.");
        assertThat(digest(reader).split("Something daily")).hasSize(2);
    }
}
