package org.commonplace.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.chrome.HouseClock;
import org.commonplace.communities.Communities;
import org.commonplace.communities.CommunityId;
import org.commonplace.communities.Memberships;
import org.commonplace.people.Members;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * No question leaves silently: people who know are invited fairly, and after a day, three days and
 * a week the next step is taken. Each test has a closed group, so that its people are the only
 * ones.
 */
class RescueClockTests extends CommonplaceTest {
    @Autowired private Memberships memberships;
    @Autowired private Communities communities;
    @Autowired private Questions questions;
    @Autowired private RescueClock clock;
    @Autowired private Invitations invitations;
    @Autowired private Outcomes outcomes;
    @Autowired private Members members;
    @Autowired private JdbcClient jdbc;

    private String group(Person host, List<Person> people) {
        String slug = "clock-" + host.id();
        CommunityId group =
                communities.found(
                        new Communities.Draft(
                                slug, "Clock " + host.id(), "For a test", "", "community", "en"),
                        host.id());
        for (Person one : people) memberships.join(group, one.id());
        return slug;
    }

    private QuestionId ask(Person asker, String group, String text) {
        return questions.ask(Questions.Draft.of(text, "en").in(group), asker.viewer());
    }

    private List<Person> willing(int n, String name) {
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Person one = cast.member(name + " " + (char) ('A' + i));
            members.mayAsk(one.id(), new Members.MayAsk(true, 7));
            people.add(one);
        }
        return people;
    }

    private long invited(QuestionId id) {
        return jdbc.sql("select count(*) from questions.invitation where question = :id")
                .param("id", id.value())
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private int step(QuestionId id) {
        return jdbc.sql("select clock_step from questions.question where id = :id")
                .param("id", id.value())
                .query((row, n) -> row.getInt(1))
                .single();
    }

    /** Other tests' questions have no clock, so that they ask nobody of this test. */
    private void alone(QuestionId id) {
        jdbc.sql("update questions.question set clock_at = null where id <> :id")
                .param("id", id.value())
                .update();
    }

    private void at(QuestionId id, Instant then) {
        alone(id);
        HouseClock.at(then, clock::ripen);
    }

    private Instant from(QuestionId id) {
        return jdbc.sql("select clock_from from questions.question where id = :id")
                .param("id", id.value())
                .query((row, n) -> org.commonplace.chrome.Rows.instant(row, "clock_from"))
                .single();
    }

    @Test
    void twoAreInvitedAtOnceAndThreeMoreAfterADayEachWithAReason() {
        Person host = cast.member("Hedda Host");
        Person asker = cast.member("Alma Asks");
        List<Person> people = willing(12, "Guest");
        List<Person> all = new ArrayList<>(people);
        all.add(asker);
        String group = group(host, all);
        QuestionId id = ask(asker, group, "How do you store globes?");
        settle();
        assertThat(invited(id)).isEqualTo(2);
        Instant from = from(id);
        at(id, from.plus(Duration.ofHours(24)).minusSeconds(60));
        assertThat(invited(id)).isEqualTo(2);
        at(id, from.plus(Duration.ofHours(24)));
        assertThat(invited(id)).isEqualTo(5);
        Client.Page page = asker.get("/questions/" + id);
        assertThat(page.text()).contains("5 people who said that we may ask them have been asked.");
        for (Person one : people) assertThat(page.text()).doesNotContain(one.name());
        Person guest =
                people.stream()
                        .filter(one -> !invitations.of(one.id()).isEmpty())
                        .findFirst()
                        .orElseThrow();
        assertThat(guest.get("/").text())
                .contains("Somebody asks what you know")
                .contains("You are asked because you said that we may ask you.");
        deliver();
        assertThat(guest.browser().mail(guest.email(), "How do you store globes?"))
                .contains("Not now:");
    }

    @Test
    void theHostsAreAskedByNameAfterThreeDaysAndAGroupIsOfferedAfterAWeek() {
        Person host = cast.member("Hugo Hosts");
        Person asker = cast.member("Agnes Asks");
        List<Person> people = willing(2, "Helper");
        List<Person> all = new ArrayList<>(people);
        all.add(asker);
        QuestionId id = ask(asker, group(host, all), "Where do you keep the keys?");
        settle();
        Instant from = from(id);
        at(id, from.plus(Duration.ofHours(25)));
        at(id, from.plus(Duration.ofHours(72)).minusSeconds(60));
        assertThat(step(id)).isEqualTo(2);
        at(id, from.plus(Duration.ofHours(72)));
        assertThat(step(id)).isEqualTo(3);
        deliver();
        assertThat(host.browser().mail(host.email(), "nobody has answered"))
                .contains("Where do you keep the keys?");
        assertThat(asker.get("/questions/" + id).text()).contains("Hugo Hosts was asked by name.");
        at(id, from.plus(Duration.ofDays(7)).minusSeconds(60));
        assertThat(asker.get("/questions/" + id).text()).doesNotContain("Begin a small group");
        at(id, from.plus(Duration.ofDays(7)));
        assertThat(asker.get("/questions/" + id).text()).contains("Begin a small group");
        at(id, from.plus(Duration.ofDays(700)));
        assertThat(step(id)).isEqualTo(4);
    }

    @Test
    void anAnswerStopsTheClockAndOpeningAgainStartsItAnew() {
        Person host = cast.member("Hanne Hosts");
        Person asker = cast.member("Aron Asks");
        List<Person> people = willing(7, "Knower");
        List<Person> all = new ArrayList<>(people);
        all.add(asker);
        QuestionId id = ask(asker, group(host, all), "Which glue for spines?");
        settle();
        Person guest =
                people.stream()
                        .filter(one -> !invitations.of(one.id()).isEmpty())
                        .findFirst()
                        .orElseThrow();
        guest.get("/questions/" + id).form("answer ").with("text", "Wheat paste.").send().ok();
        assertThat(guest.get("/").text()).doesNotContain("Somebody asks what you know");
        at(id, from(id).plus(Duration.ofDays(30)));
        assertThat(step(id)).isEqualTo(1);
        questions.decide(id, State.CLOSED, "Enough", asker.viewer());
        Instant before = from(id);
        guest.get("/questions/" + id).button("Open again").with("because", "New glue").send().ok();
        assertThat(from(id)).isEqualTo(before);
        assertThat(questions.get(id, asker.viewer()).state()).isEqualTo(State.ANSWERED);
    }

    @Test
    void whoSaysNotNowIsReplacedAndNobodyIsAskedTwiceAWeek() {
        Person host = cast.member("Hilde Hosts");
        Person asker = cast.member("Arthur Asks");
        List<Person> people = willing(3, "Third");
        List<Person> all = new ArrayList<>(people);
        all.add(asker);
        String group = group(host, all);
        QuestionId first = ask(asker, group, "What about the rain?");
        settle();
        assertThat(invited(first)).isEqualTo(2);
        Person guest =
                people.stream()
                        .filter(one -> !invitations.of(one.id()).isEmpty())
                        .findFirst()
                        .orElseThrow();
        String mail = guest.browser().mail(guest.email(), "What about the rain?");
        String notNow =
                mail.substring(mail.indexOf("Not now:")).lines().skip(1).findFirst().orElseThrow();
        assertThat(visitor().get(notNow.replace(url(), "")).ok().text()).contains("Not now?");
        assertThat(invited(first)).isEqualTo(2);
        visitor().get(notNow.replace(url(), "")).button("Not now").send().ok();
        assertThat(invited(first)).isEqualTo(3);
        QuestionId second = ask(asker, group, "And what about the snow?");
        settle();
        assertThat(invited(second)).isZero();
        assertThat(host.browser().mail(host.email(), "And what about the snow?"))
                .contains("asks in");
        HouseClock.at(Instant.now().plus(Duration.ofDays(8)), clock::ripen);
        for (Person one : people) {
            List<Instant> times = invitations.of(one.id());
            for (int i = 1; i < times.size(); i++)
                assertThat(Duration.between(times.get(i - 1), times.get(i)))
                        .isGreaterThanOrEqualTo(Duration.ofDays(7));
        }
    }

    @Test
    void twoAWeekAreUsualAndItIsTheirsToChange() {
        Person host = cast.member("Hulda Hosts");
        Person asker = cast.member("Arvid Asks");
        Person usual = cast.member("Ulla Usual");
        Person much = cast.member("Mats Much");
        Person seldom = cast.member("Sven Seldom");
        for (Person one : List.of(usual, much, seldom)) {
            Client.Form form =
                    one.get("/me/invitations/asked")
                            .form("/me/invitations/asked")
                            .with("yes", "true");
            assertThat(form.value("often")).as("the usual").isEqualTo("2-7");
            if (one == much) form.with("often", "3-7");
            if (one == seldom) form.with("often", "1-30");
            form.send().ok();
        }
        String group = group(host, List.of(asker, usual, much, seldom));
        Instant now = Instant.now();
        for (int i = 0; i < 5; i++) {
            QuestionId id = ask(asker, group, "Question " + i + " of a full week?");
            settle();
            at(id, from(id).plus(Duration.ofHours(24)));
        }
        assertThat(invitations.of(usual.id())).hasSize(2);
        assertThat(invitations.of(much.id())).hasSize(3);
        assertThat(invitations.of(seldom.id())).hasSize(1);
        HouseClock.at(
                now.plus(Duration.ofDays(9)),
                () -> {
                    QuestionId id = ask(asker, group, "Question of the week after?");
                    at(id, now.plus(Duration.ofDays(9)));
                    at(id, now.plus(Duration.ofDays(10)));
                });
        assertThat(invitations.of(usual.id())).hasSize(3);
        assertThat(invitations.of(seldom.id())).hasSize(1);
    }

    @Test
    void theLastTurnsOfABusyWeekAreKeptForWhatFitsBest() {
        double[] quiet = {.1, .2, .3, .4, .5};
        assertThat(Turns.worth(0, 1, quiet)).as("few questions: every one is").isTrue();
        assertThat(Turns.worth(9, 0, quiet)).as("no turn is left").isFalse();
        double[] busy = new double[20];
        for (int i = 0; i < busy.length; i++) busy[i] = i;
        assertThat(Turns.worth(14.5, 1, busy)).isFalse();
        assertThat(Turns.worth(15, 1, busy)).as("among the five that fit best").isTrue();
        assertThat(Turns.worth(10, 2, busy)).as("of two turns: among ten").isTrue();
        assertThat(Turns.worth(9.5, 2, busy)).isFalse();
    }

    @Test
    void whoIsAwayOrBlockedOrSaidNoIsNotAsked() {
        Person host = cast.member("Hella Hosts");
        Person asker = cast.member("Axel Asks");
        List<Person> people = willing(4, "Maybe");
        List<Person> all = new ArrayList<>(people);
        all.add(asker);
        String group = group(host, all);
        people.get(0)
                .get("/me/invitations/asked")
                .form("/me/invitations/asked")
                .with("yes", "false")
                .send()
                .ok();
        jdbc.sql("update people.member set away_until = current_date + 5 where id = :id")
                .param("id", people.get(1).id().value())
                .update();
        jdbc.sql("insert into people.block (member, other, since) values (:one, :other, now())")
                .param("one", people.get(2).id().value())
                .param("other", asker.id().value())
                .update();
        QuestionId id = ask(asker, group, "Who may be asked?");
        settle();
        assertThat(invited(id)).isEqualTo(1);
        assertThat(invitations.of(people.get(3).id())).hasSize(1);
    }

    @Test
    void oneInFiveComesFromElsewhereIfAnybodyDoes() {
        Guests.Guest near = new Guests.Guest(1, 5, 5, false, Map.of());
        List<Guests.Guest> ranked = new ArrayList<>();
        for (int i = 0; i < 6; i++)
            ranked.add(new Guests.Guest(i, 10 - i, 10 - i, false, Map.of()));
        assertThat(Guests.chosen(ranked, 5, true)).hasSize(5).noneMatch(Guests.Guest::corridor);
        ranked.add(new Guests.Guest(99, -3, -3, true, Map.of()));
        assertThat(Guests.chosen(ranked, 5, true)).hasSize(5).anyMatch(one -> one.member() == 99);
        assertThat(Guests.chosen(ranked, 5, false)).hasSize(5).noneMatch(Guests.Guest::corridor);
        assertThat(Guests.chosen(List.of(near), 5, true)).containsExactly(near);
    }

    @Test
    void ofTwoNodesOneTakesEachStep() throws Exception {
        Person host = cast.member("Henk Hosts");
        Person asker = cast.member("Ada Asks");
        List<Person> people = willing(20, "Node");
        List<Person> all = new ArrayList<>(people);
        all.add(asker);
        String group = group(host, all);
        QuestionId id = ask(asker, group, "Which of the two?");
        settle();
        Instant day = from(id).plus(Duration.ofHours(24));
        alone(id);
        try (ExecutorService nodes = Executors.newFixedThreadPool(4)) {
            List<Callable<Integer>> races = new ArrayList<>();
            for (int i = 0; i < 4; i++)
                races.add(
                        () -> {
                            HouseClock.at(day, clock::ripen);
                            return 0;
                        });
            for (Future<Integer> race : nodes.invokeAll(races)) race.get();
        }
        assertThat(invited(id)).isEqualTo(5);
        assertThat(step(id)).isEqualTo(2);
    }

    @Test
    void threeOthersWithTheSameProblemBringTheOfferAtOnce() {
        Person asker = cast.member("Anton Asks");
        QuestionId id = cast.question(asker, "Does your roof leak too?");
        for (int i = 0; i < 3; i++) {
            assertThat(visitor().get("/questions/" + id).text())
                    .doesNotContain("Begin a small group");
            questions.share(id, true, cast.member("Leaky " + (char) ('A' + i)).viewer());
        }
        assertThat(visitor().get("/questions/" + id).text()).contains("Begin a small group");
    }

    @Test
    void afterAFirstAnswerThatHelpedWeAskOnceWhetherWeMayAskAgain() {
        Person asker = cast.member("Astrid Asks");
        Person answerer = cast.member("Bente Bright");
        QuestionId id = cast.question(asker, "How do you label maps?");
        answerer.get("/questions/" + id)
                .form("answer ")
                .with("text", "On the back, in pencil.")
                .send()
                .ok();
        asker.get("/questions/" + id).button("This answers it").send().ok();
        settle();
        String mail = answerer.browser().mail(answerer.email(), "May we ask you again when");
        String yes =
                mail.substring(mail.indexOf("Yes, once a week at most:"))
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow();
        visitor().get(yes.replace(url(), "")).button("Yes, you may").send().ok();
        assertThat(members.mayAsk(answerer.id())).contains(new Members.MayAsk(true, 7));
        assertThat(
                        answerer.get("/me/invitations/asked")
                                .document()
                                .select("input[value=true]")
                                .hasAttr("checked"))
                .isTrue();
        assertThat(members.askOnce(answerer.id())).isFalse();
    }

    @Test
    void amonthAfterItWasSettledTheAskerIsAskedWhatCameOfIt() {
        Person asker = cast.member("Asta Asks");
        Person answerer = cast.member("Bruno Bright");
        QuestionId id = cast.question(asker, "How do you dry wet books?");
        answerer.get("/questions/" + id)
                .form("answer ")
                .with("text", "Freeze them first.")
                .send()
                .ok();
        asker.get("/questions/" + id).button("This answers it").send().ok();
        Instant settled = Instant.now();
        HouseClock.at(settled.plus(Duration.ofDays(30)).minusSeconds(120), outcomes::ripen);
        assertThat(asker.get("/").text()).doesNotContain("What came of it?");
        HouseClock.at(settled.plus(Duration.ofDays(30)), outcomes::ripen);
        HouseClock.at(settled.plus(Duration.ofDays(60)), outcomes::ripen);
        assertThat(asker.get("/").text()).contains("What came of it?");
        deliver();
        String mail = asker.browser().mail(asker.email(), "One press tells whoever answered");
        String link =
                mail.substring(mail.indexOf("We used it with changes:"))
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow();
        visitor()
                .get(link.replace(url(), ""))
                .button("Yes, with changes")
                .with("line", "In a chest freezer.")
                .send()
                .ok();
        assertThat(visitor().get("/questions/" + id).text())
                .contains("What came of it: used with changes.")
                .contains("In a chest freezer.");
        settle();
        assertThat(answerer.browser().mail(answerer.email(), "In a chest freezer."))
                .contains("with changes");
        assertThat(answerer.browser().get("/questions/" + id + "/outcome").status()).isEqualTo(403);
    }

    @Test
    void whoFollowsATopicHearsOfAQuestionThatWaitsForADay() {
        Person asker = cast.member("Alba Asks");
        Person follower = cast.member("Flora Follows");
        QuestionId id = cast.question(asker, "How do you print braille?");
        asker.get("/questions/" + id + "/details")
                .form("/questions/" + id + "/details")
                .with("topics", "Braille printing " + asker.id())
                .send()
                .ok();
        String topic =
                asker.get("/questions/" + id).document().select(".margin a.topic").attr("href");
        jdbc.sql("update topics.concept set state = 'current' where id = :id")
                .param(
                        "id",
                        org.commonplace.chrome.PublicId.parse(
                                topic.substring(topic.lastIndexOf('/') + 1)))
                .update();
        follower.get(topic).button("Follow this topic").send().ok();
        settle();
        at(id, from(id).plus(Duration.ofHours(24)));
        deliver();
        assertThat(follower.browser().mail(follower.email(), "How do you print braille?"))
                .contains("topic that you follow");
    }
}
