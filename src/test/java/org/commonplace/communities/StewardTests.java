package org.commonplace.communities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.chrome.HouseClock;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.Practices;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.Questions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stewards have terms, are asked and hand over; members see how their community is. */
class StewardTests extends CommonplaceTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Instant END = NOW.plus(Stewards.TERM);
    @Autowired private Memberships memberships;
    @Autowired private Communities communities;
    @Autowired private Stewards stewards;
    @Autowired private Questions questions;
    @Autowired private Practices practices;
    @Autowired private JdbcClient jdbc;

    private record Group(CommunityId id, String path, String slug, Person founder) {}

    /** A community founded now, by a steward. */
    private Group group(String name) {
        Person founder = cast.host("Founder " + name);
        String slug = "stewarded-" + founder.id();
        CommunityId[] id = new CommunityId[1];
        HouseClock.at(
                NOW,
                () ->
                        id[0] =
                                communities.found(
                                        new Communities.Draft(
                                                slug, name, "To be kept", "", "everyone", "en"),
                                        founder.id()));
        return new Group(id[0], "/communities/" + slug, slug, founder);
    }

    private void ripenAt(Instant then) {
        HouseClock.at(then, stewards::ripen);
        deliver();
    }

    private int count(Group group) {
        return stewards.of(group.id()).size();
    }

    private long letters(Person to, String words) {
        return jdbc.sql(
                        "select count(*) from mail.letter where recipient = :to and subject like :words")
                .param("to", to.email())
                .param("words", words)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    @Test
    void aTermIsAskedAboutThirtyDaysBeforeItsEndAndEndsToTheMinute() {
        Group group = group("Terms");
        Person second = cast.member("Second Termer");
        communities.steward(group.id(), second.id());
        Instant asked = END.minus(Stewards.NOTICE);
        ripenAt(asked.minusSeconds(60));
        assertThat(letters(group.founder(), "Your year with Terms ends soon")).isZero();
        ripenAt(asked);
        ripenAt(asked.plusSeconds(60));
        assertThat(letters(group.founder(), "Your year with Terms ends soon")).isEqualTo(1);
        ripenAt(END.minusSeconds(60));
        assertThat(stewards.of(group.id()))
                .anyMatch(term -> term.member().equals(group.founder().id()));
        ripenAt(END);
        assertThat(stewards.of(group.id()))
                .noneMatch(term -> term.member().equals(group.founder().id()));
        assertThat(letters(group.founder(), "Your year with Terms has ended")).isEqualTo(1);
        assertThat(group.founder().get(group.path()).ok().text())
                .as("who was a steward stays a member")
                .contains("Leave");
    }

    @Test
    void goingOnIsOneWordByMail() {
        Group group = group("Renewal");
        ripenAt(END.minus(Stewards.NOTICE));
        String mail =
                group.founder().browser().mail(group.founder().email(), "In a month your term");
        String link = mail.replaceAll("(?s).*(http://\\S+/signed/\\S+).*", "$1");
        Client.Page page = visitor().get(link.replaceFirst("https?://[^/]+", "")).ok();
        page.button("I go on").send().ok();
        ripenAt(END);
        assertThat(count(group)).isEqualTo(1);
    }

    @Test
    void withOneStewardLeftTheMostHelpfulAreAskedAndTheAdministratorIsTold() {
        Group group = group("Thin ice");
        Person second = cast.member("Second Skater");
        communities.steward(group.id(), second.id());
        Person helper = cast.member("Helpful Hannah");
        Person idle = cast.member("Idle Ida");
        for (Person one : List.of(helper, idle)) memberships.join(group.id(), one.id());
        QuestionId question =
                questions.ask(
                        Questions.Draft.of("Who holds the rope?", "en").in(group.slug()),
                        group.founder().viewer());
        helper.get("/questions/" + question).form("answer ").with("text", "I hold it.").send().ok();
        second.get(group.path() + "/stewards").button("I lay it down").send().ok();
        Instant then = NOW.plus(Duration.ofDays(40));
        ripenAt(then);
        ripenAt(then.plus(Duration.ofDays(1)));
        assertThat(letters(helper, "Would you look after Thin ice?")).isEqualTo(1);
        assertThat(letters(idle, "Would you look after Thin ice?")).isZero();
        assertThat(letters(group.founder(), "Thin ice needs a host")).isEqualTo(1);
        assertThat(visitor().get(group.path()).text()).contains("One host is left");
        helper.get(group.path() + "/stewards").button("I will").send().ok();
        assertThat(count(group)).isEqualTo(2);
        assertThat(helper.get(group.path()).ok().text()).contains("Change");
    }

    @Test
    void onTwoNodesAtOnceNobodyIsAskedTwice() throws Exception {
        Group group = group("Two nodes");
        Instant asked = END.minus(Stewards.NOTICE);
        try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all =
                    java.util.stream.IntStream.range(0, 8)
                            .<Future<?>>mapToObj(
                                    n -> nodes.submit(() -> HouseClock.at(asked, stewards::ripen)))
                            .toList();
            for (Future<?> one : all) one.get();
        }
        assertThat(letters(group.founder(), "Your year with Two nodes ends soon")).isEqualTo(1);
    }

    @Test
    void onlyStewardsAndAdministratorsAskAndOnlyWhoIsAskedAnswers() {
        Group group = group("Asking");
        Person asked = cast.member("Asked Astrid");
        Person other = cast.member("Other Otto");
        Map<String, String> who = Map.of("who", asked.name());
        String path = group.path() + "/stewards";
        for (Client stranger : List.of(other.browser(), visitor()))
            assertThat(stranger.force("post", path, who).status()).isEqualTo(403);
        group.founder().get(path).button("Ask").with("who", asked.name()).send().ok();
        group.founder().get(path).button("Ask").with("who", asked.name()).send().ok();
        assertThat(letters(asked, "Would you look after Asking?")).isEqualTo(1);
        assertThat(other.browser().force("post", path + "/me", Map.of("say", "yes")).status())
                .isEqualTo(404);
        assertThat(other.browser().force("post", path + "/me", Map.of("say", "renew")).status())
                .isEqualTo(403);
        assertThat(visitor().force("post", path + "/me", Map.of("say", "yes")).status())
                .isEqualTo(403);
        asked.get(path).button("Not me").send().ok();
        assertThat(count(group)).isEqualTo(1);
    }

    @Test
    void everyFigureOpensTheListBehindItForMembersOnly() {
        Group group = group("Figures");
        Person member = cast.member("Figaro Member");
        memberships.join(group.id(), member.id());
        Person outsider = cast.member("Outis Outsider");
        HouseClock.at(
                NOW.minus(Duration.ofDays(40)),
                () -> {
                    questions.ask(
                            Questions.Draft.of("Who counts the unanswered?", "en").in(group.slug()),
                            member.viewer());
                });
        QuestionId answered =
                questions.ask(
                        Questions.Draft.of("Who counts the answered?", "en").in(group.slug()),
                        group.founder().viewer());
        member.get("/questions/" + answered).form("answer ").with("text", "I do.").send().ok();
        practices.keep(unkept(group), group.founder().viewer());
        Client.Page health = member.get(group.path() + "/health").ok();
        assertThat(health.text())
                .contains("50 %", "of 2", "under an hour", "100 %", "Practices overdue");
        Map<String, String> behind =
                Map.of(
                        "answered", "Who counts the unanswered?",
                        "first-answer", "Who counts the answered?",
                        "slow-answers", "Who counts the answered?",
                        "second-question", "Figaro Member",
                        "top-ten", "Figaro Member",
                        "overdue", "An unkept practice");
        assertThat(health.document().select(".figures a[href*=health]").eachAttr("href"))
                .hasSize(behind.size());
        behind.forEach(
                (key, words) ->
                        assertThat(member.get(group.path() + "/health/" + key).ok().text())
                                .as(key)
                                .contains(words));
        assertThat(member.get(group.path() + "/health/nothing").status()).isEqualTo(404);
        for (String path : List.of("/health", "/health/answered")) {
            assertThat(outsider.get(group.path() + path).status()).isEqualTo(403);
            assertThat(visitor().get(group.path() + path).status()).isEqualTo(403);
        }
    }

    private static NewPractice unkept(Group group) {
        NewPractice draft = NewPractice.of("An unkept practice", "Do it.", "en");
        return new NewPractice(
                draft.kind(),
                draft.title(),
                draft.body(),
                group.slug(),
                List.of(),
                false,
                true,
                12,
                draft.licence(),
                "en",
                null,
                null,
                List.of());
    }

    @Test
    void aLabIsNotMeasured() {
        Person host = cast.host("Lab Measurer");
        String slug = "unmeasured-" + host.id();
        communities.found(
                new Communities.Draft(slug, "Unmeasured", "x", "c", "community", "en", "lab"),
                host.id());
        assertThat(host.get("/communities/" + slug + "/health").status()).isEqualTo(404);
        assertThat(host.get("/communities/" + slug + "/health/top-ten").status()).isEqualTo(404);
    }
}
