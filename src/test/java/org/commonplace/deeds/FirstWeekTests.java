package org.commonplace.deeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.MailProgram;
import org.commonplace.communities.Communities;
import org.commonplace.communities.Memberships;
import org.commonplace.people.Members;
import org.commonplace.practices.Keepers;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.PracticeId;
import org.commonplace.practices.Practices;
import org.commonplace.questions.QuestionId;
import org.commonplace.workgroups.Beginnings;
import org.commonplace.workgroups.Decision;
import org.commonplace.workgroups.Decisions;
import org.commonplace.workgroups.Seats;
import org.commonplace.workgroups.WorkgroupId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What somebody met who lived here for the first time, by pages and by mail. */
class FirstWeekTests extends CommonplaceTest {
    @Autowired private JdbcClient jdbc;
    @Autowired private Communities communities;
    @Autowired private Memberships memberships;
    @Autowired private Members members;
    @Autowired private Practices practices;
    @Autowired private Keepers keepers;
    @Autowired private Beginnings beginnings;
    @Autowired private Seats seats;
    @Autowired private Decisions decisions;

    private int posts(String words) {
        return jdbc.sql("select count(*) from conversations.posted where body like :words")
                .param("words", "%" + words + "%")
                .query((row, n) -> row.getInt(1))
                .single();
    }

    @Test
    void aSignatureThatTellsWhoIsBehindAnAliasComesBackAndIsNotPublished() throws Exception {
        Person asker = cast.trusted("Eerikki Lahtela");
        Person answerer = cast.trusted("Ben");
        Client.Page asked =
                asker.get("/questions/new")
                        .form("/questions")
                        .with(
                                "text",
                                "Who was ever ashamed of a catalogue " + System.nanoTime() + "?")
                        .with("alias", "Quiet Owl")
                        .send()
                        .ok();
        String question = asked.path().replaceAll("^/questions/([0-9a-z]{11}).*", "$1");
        settle();
        answerer.get("/questions/" + question)
                .form("answer ")
                .with("text", "We were, of " + question)
                .send()
                .ok();
        settle();
        deliver();
        MailProgram owl = mail(asker);
        String brave = "That is brave " + System.nanoTime();
        owl.answer(
                owl.letter("We were, of " + question),
                brave + ".\n\nKind regards\nEerikki Lahtela\nKoivu Library");
        assertThat(MailProgram.text(owl.letter("You write there under another name")))
                .contains("Lahtela")
                .contains(brave);
        assertThat(posts(brave)).isZero();
        owl.answer(owl.letter("We were, of " + question), brave + ".");
        owl.letter("Your comment stands");
        assertThat(posts(brave)).isEqualTo(1);
    }

    @Test
    void aPracticeFromAGroupUnderTheRuleNamesNobody() {
        Person facilitator = cast.trusted("Fiammetta Facilitates");
        Person second = cast.trusted("Severin Seconds");
        String group =
                facilitator
                        .get("/workgroups/new")
                        .form("/workgroups")
                        .with("problem", "Which vendor fails whom")
                        .with("doneWhen", "We know")
                        .with("chatham", "yes")
                        .send()
                        .ok()
                        .path()
                        .replaceAll("^/workgroups/([0-9a-z]{11}).*", "$1");
        seats.join(WorkgroupId.of(group), true, second.viewer());
        Client.Page conclude = facilitator.get("/workgroups/" + group + "/conclusion").ok();
        assertThat(conclude.text()).doesNotContain("Everybody in the group is named");
        Client.Page kept =
                conclude.form("/workgroups/" + group + "/practice")
                        .with("title", "Asking vendors " + group)
                        .with("body", "Ask twice.")
                        .send()
                        .ok();
        String practice = kept.path().replaceAll("^/practices/([0-9a-z]{11}).*", "$1");
        for (Client reader : List.of(visitor(), second.browser()))
            for (String path : List.of("/-", "/versions", "/citation"))
                assertThat(
                                reader.get("/practices/" + practice + path)
                                        .ok()
                                        .document()
                                        .select("main")
                                        .text())
                        .doesNotContain("Fiammetta")
                        .doesNotContain("Severin");
    }

    @Test
    void whatIsSentAgainAfterComingBackStandsOnce() {
        Person member = cast.trusted("Rosa Resends");
        QuestionId question = cast.question(cast.trusted("Ada Asks"), "Does Back post twice?");
        String words = "It did " + question;
        String ask = "Is a question asked again the same " + question + "?";
        for (int i = 0; i < 2; i++) {
            member.get("/questions/" + question).form("answer ").with("text", words).send().ok();
            member.get("/posts/" + question + "/comments/new")
                    .form("/posts/")
                    .with("text", "Which day " + words)
                    .send()
                    .ok();
            member.get("/questions/new").form("/questions").with("text", ask).send().ok();
        }
        assertThat(posts("It did " + question)).isEqualTo(2);
        assertThat(
                        jdbc.sql("select count(*) from catalogue.card where title = :title")
                                .param("title", ask)
                                .query((row, n) -> row.getInt(1))
                                .single())
                .isEqualTo(1);
    }

    @Test
    void nobodyAsksUnderTheNameOfSomebodyHere() {
        Person known = cast.member("Ilka Knownname");
        Client.Page refused =
                cast.member("Eddi Pretends")
                        .get("/questions/new")
                        .form("/questions")
                        .with("text", "Would you take me for somebody else?")
                        .with("alias", known.name().toUpperCase(java.util.Locale.ROOT))
                        .send();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Somebody here has this name");
    }

    @Test
    void notNowInAnAnswerSaysNoToWhatTheLetterAsks() throws Exception {
        Person keeper = cast.trusted("Kuno Keeps");
        Person other = cast.trusted("Nele Notnow");
        PracticeId practice =
                practices.keep(
                        NewPractice.of("Offered " + keeper.id(), "Do it.", "en"), keeper.viewer());
        keepers.offer(practice, other.id(), "Would you?", keeper.viewer());
        settle();
        deliver();
        mail(other).answer(mail(other).letter("Would you?"), "+not now");
        assertThat(MailProgram.text(mail(other).letter("That is all right"))).isNotEmpty();
        assertThat(
                        jdbc.sql("select accepted from practices.handover where practice = :id")
                                .param("id", practice.value())
                                .query((row, n) -> row.getBoolean(1))
                                .single())
                .isFalse();
    }

    @Test
    void whoseSessionEndedOverAnAnswerIsAskedToSignInAndNotForAnAddress() {
        Person member = cast.member("Sina Signedout");
        QuestionId question = cast.question(cast.trusted("Ada Asks"), "Who was signed out?");
        Client browser = member.browser();
        Client.Form form =
                browser.get("/questions/" + question).form("answer ").with("text", "I was.");
        jdbc.sql("delete from people.session where member = :member")
                .param("member", member.id().value())
                .update();
        Client.Page first = form.send().ok();
        assertThat(first.path()).startsWith("/sign-in?next=");
        browser.get(cast.link(member.email())).button("Sign in").send().ok();
        assertThat(browser.get("/questions/" + question).form("answer ").value("text").strip())
                .isEqualTo("I was.");
    }

    @Test
    void nothingIsHiddenWithoutAReason() {
        QuestionId question = cast.question(cast.trusted("Ada Asks"), "Hidden for nothing?");
        Person moderator = cast.moderator("Mo Reasons");
        Client.Page refused =
                moderator
                        .browser()
                        .force("post", "/cards/" + question + "/hiding", Map.of("because", " "));
        assertThat(refused.status()).isEqualTo(422);
        visitor().get("/questions/" + question).ok();
    }

    @Test
    void aVoteOfAGroupThatEndsIsClosed() {
        Person facilitator = cast.member("Vera Votes");
        WorkgroupId group =
                beginnings.begin(
                        Beginnings.Draft.of(
                                "Do votes outlive groups?",
                                List.of(cast.question(facilitator, "Votes of ended groups?")),
                                "en"),
                        facilitator.viewer());
        seats.join(group, true, cast.member("Sven Second").viewer());
        var decision =
                decisions.propose(
                        group,
                        new Decisions.Draft(
                                "A red sign",
                                "Because.",
                                Decision.Method.CONSENT,
                                List.of(),
                                false,
                                Instant.now().plusSeconds(86_400)),
                        facilitator.viewer());
        facilitator
                .get("/workgroups/" + group + "/conclusion")
                .form("/workgroups/" + group + "/conclusion")
                .with("sentence", "We never found out.")
                .send()
                .ok();
        assertThat(decisions.get(decision, facilitator.viewer()).open()).isFalse();
    }

    @Test
    void inAClosedRoomNothingIsPutOnTheShelfOfOnesLibrary() {
        World world =
                World.closed(
                        jdbc,
                        communities,
                        memberships,
                        cast.host("Hanno Shelf"),
                        cast.trusted("Alma Shelf"),
                        cast.trusted("Kolja Shelf"),
                        cast.trusted("Femke Shelf"));
        String practice = world.ids.get("practice");
        world.fellow
                .browser()
                .force(
                        "post",
                        "/me",
                        Map.of("name", "Femke Shelf", "organisation", "Shelf Library"));
        assertThat(
                        world.fellow
                                .browser()
                                .force("post", "/practices/" + practice + "/shelf", Map.of())
                                .status())
                .isEqualTo(403);
        assertThat(members.profile(world.fellow.id()).orElseThrow().organisation())
                .isEqualTo("Shelf Library");
        assertThat(world.asker.get("/practices/new?from=" + world.ids.get("answer")).ok().text())
                .contains("the name of a bird")
                .doesNotContain("under my name");
    }
}
