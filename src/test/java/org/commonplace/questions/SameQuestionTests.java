package org.commonplace.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.chrome.HouseClock;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Communities;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A question that was asked before stands for the other one: its words find that, its asker is led
 * there, and nothing else of it goes on.
 */
class SameQuestionTests extends CommonplaceTest {
    @Autowired private Questions questions;
    @Autowired private Answers answers;
    @Autowired private SameQuestions sameQuestions;
    @Autowired private QuestionLists lists;
    @Autowired private RescueClock clock;
    @Autowired private Communities communities;
    @Autowired private JdbcClient jdbc;

    private static Client.Page join(Person who, QuestionId one, QuestionId other) {
        return who.get("/questions/" + one)
                .form("/questions/" + one + "/duplicate")
                .with("of", "/questions/" + other + "/x")
                .send();
    }

    private boolean listed(String which, QuestionId id) {
        return lists
                .list(which, null, 500, Locale.ENGLISH, org.commonplace.people.Viewer.VISITOR)
                .stream()
                .anyMatch(entry -> entry.card().id() == id.value());
    }

    private int step(QuestionId id) {
        return jdbc.sql("select clock_step from questions.question where id = :id")
                .param("id", id.value())
                .query((row, n) -> row.getInt(1))
                .single();
    }

    @Test
    void itLeavesTheListsAndItsClockAndLeadsToTheOther() {
        Person first = cast.member("Fred Firstasked");
        Person second = cast.member("Sue Secondasked");
        QuestionId canonical = cast.question(first, "How do you mend torn atlases?");
        QuestionId same = cast.question(second, "Grimbletorn atlases, anybody?");
        settle();
        assertThat(listed("waiting", same)).isTrue();
        Client.Page page = join(second, same, canonical).ok();
        assertThat(page.text())
                .contains("The same was asked here")
                .contains("How do you mend torn atlases?");
        assertThat(page.document().select(".card-kind .state").text()).isEqualTo("Asked before");
        assertThat(page.document().select("#answer, section.next, svg.rescue")).isEmpty();
        assertThat(page.document().select("link[rel=canonical]").attr("href"))
                .contains("/questions/" + canonical);
        for (String which : List.of("all", "waiting")) {
            assertThat(listed(which, same)).as(which).isFalse();
            assertThat(listed(which, canonical)).as(which).isTrue();
        }
        for (String path :
                List.of("/", "/questions", "/questions?show=waiting", "/communities/commons"))
            assertThat(visitor().get(path).ok().text()).as(path).doesNotContain("Grimbletorn");
        for (String feed :
                List.of("/feeds/questions.atom", "/feeds/people/" + second.id() + ".atom"))
            assertThat(visitor().get(feed).ok().body()).as(feed).doesNotContain("Grimbletorn");
        assertThat(visitor().get("/questions/" + canonical).text())
                .contains("Asked in these words too")
                .contains("Grimbletorn atlases, anybody?");
        int before = step(same);
        HouseClock.at(Instant.now().plus(Duration.ofDays(9)), clock::ripen);
        assertThat(step(same)).isEqualTo(before);
        Client.Page answer =
                first.browser()
                        .force(
                                "post",
                                "/questions/" + same + "/answers",
                                Map.of("text", "Paste, and patience."));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("answered where it was asked first");
    }

    @Test
    void itsAskerIsToldAndHearsHowTheOtherEnds() {
        Person first = cast.member("Ferdi Firstasked");
        Person second = cast.member("Sara Secondasked");
        Person host = cast.host("Hanna Hostjoins");
        QuestionId canonical = cast.question(first, "What lasts longer, tape or glue?");
        QuestionId same = cast.question(second, "Glue or tape, what lasts?");
        settle();
        join(host, same, canonical).ok();
        settle();
        assertThat(second.browser().mail(second.email(), "Glue or tape, what lasts?"))
                .contains("What lasts longer, tape or glue?")
                .contains("/questions/" + canonical);
        first.get("/questions/" + canonical)
                .form("answer ")
                .with("text", "Neither, we sew.")
                .send()
                .ok();
        first.get("/questions/" + canonical).button("This answers it").send().ok();
        settle();
        assertThat(second.browser().mail(second.email(), "What lasts longer, tape or glue?"))
                .isNotBlank();
        assertThat(second.get("/questions/" + canonical).hasButton("You have this problem too"))
                .isFalse();
        assertThat(
                        jdbc.sql(
                                        "select count(*) from questions.same_problem where question = :id and member = :member")
                                .param("id", canonical.value())
                                .param("member", second.id().value())
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
    }

    @Test
    void itsWordsFindTheOther() {
        Person first = cast.member("Fiona Firstasked");
        Person second = cast.member("Selma Secondasked");
        QuestionId canonical = cast.question(first, "How do you number boxes?");
        QuestionId same =
                cast.question(second, "Wimbrelcrate labels?\nOur wimbrelcrate cellar is full.");
        join(second, same, canonical).ok();
        settle();
        Client.Page found = visitor().get("/search?q=wimbrelcrate").ok();
        assertThat(found.document().select(".hit-title").eachText())
                .contains("How do you number boxes?")
                .doesNotContain("Wimbrelcrate labels?");
        assertThat(visitor().get("/questions/similar?text=wimbrelcrate+labels").ok().body())
                .contains("/questions/" + canonical)
                .doesNotContain("/questions/" + same);
    }

    @Test
    void takenApartItsClockStartsAnewAndOnlyThoseMayWhoMayJoin() {
        Person first = cast.member("Falk Firstasked");
        Person second = cast.member("Silke Secondasked");
        Person stranger = cast.member("Stan Stranger");
        QuestionId canonical = cast.question(first, "Which shelf for giants?");
        QuestionId same = cast.question(second, "Shelf for very tall books?");
        settle();
        join(second, same, canonical).ok();
        for (Person one : List.of(stranger, first)) {
            assertThat(
                            one.browser()
                                    .force("delete", "/questions/" + same + "/duplicate", Map.of())
                                    .status())
                    .isEqualTo(403);
            assertThat(
                            one.browser()
                                    .force(
                                            "post",
                                            "/questions/" + same + "/state",
                                            Map.of("to", "asked", "because", "x"))
                                    .status())
                    .isEqualTo(403);
        }
        Instant later = Instant.now().plus(Duration.ofDays(2));
        HouseClock.at(later, () -> sameQuestions.part(same, second.viewer()));
        assertThat(questions.get(same, second.viewer()).state()).isEqualTo(State.ASKED);
        assertThat(
                        jdbc.sql("select clock_from from questions.question where id = :id")
                                .param("id", same.value())
                                .query((row, n) -> Rows.instant(row, "clock_from"))
                                .single())
                .isAfter(later.minusSeconds(60));
        assertThat(listed("waiting", same)).isTrue();
        assertThat(visitor().get("/questions/" + canonical).text())
                .doesNotContain("Asked in these words too");
    }

    @Test
    void theOneItStandsForIsTheLastOfAChainAndSeenByAllItsReaders() {
        Person asker = cast.member("Karla Chains");
        QuestionId first = cast.question(asker, "Chain one?");
        QuestionId second = cast.question(asker, "Chain two?");
        QuestionId third = cast.question(asker, "Chain three?");
        join(asker, third, second).ok();
        join(asker, second, first).ok();
        assertThat(visitor().get("/questions/" + third).text()).contains("Chain one?");
        assertThat(visitor().get("/questions/" + first).text())
                .contains("Chain two?")
                .contains("Chain three?");
        assertThat(join(asker, first, third).status()).isEqualTo(403);
        assertThat(visitor().get("/questions/" + first).ok().text())
                .doesNotContain("The same was asked here");
        String slug = "chain-" + asker.id();
        communities.found(
                new Communities.Draft(slug, "Chain " + asker.id(), "Closed", "", "community", "en"),
                asker.id());
        QuestionId closed =
                questions.ask(Questions.Draft.of("Chain closed?", "en").in(slug), asker.viewer());
        QuestionId open = cast.question(asker, "Chain open?");
        join(asker, open, closed);
        assertThat(questions.get(open, asker.viewer()).state()).isEqualTo(State.ASKED);
        join(asker, closed, open).ok();
        assertThat(visitor().get("/questions/" + open).text()).doesNotContain("Chain closed?");
    }

    @Test
    void whatStandsForAnotherHasNoAcceptedAnswerAndGetsNone() {
        Person asker = cast.trusted("Ada Settled");
        Person other = cast.trusted("Otto Other");
        QuestionId same = cast.question(asker, "Grumbletorn maps, anybody?");
        QuestionId first = cast.question(other, "How do you mend torn maps?");
        var one = answers.answer(same, "With paste.", "en", other.viewer());
        var two = answers.answer(same, "With tape.", "en", other.viewer());
        answers.accept(one, asker.viewer());
        join(asker, same, first).ok();
        assertThat(questions.get(same, asker.viewer()).accepted()).isNull();
        assertThat(
                        asker.get("/questions/" + same)
                                .ok()
                                .document()
                                .select("form[action$=acceptance]"))
                .isEmpty();
        assertThat(
                        asker.browser()
                                .force("post", "/answers/" + two + "/acceptance", Map.of())
                                .status())
                .isEqualTo(403);
        other.browser().force("delete", "/posts/" + one, Map.of());
        assertThat(questions.get(same, asker.viewer()).state()).isEqualTo(State.SAME);
        sameQuestions.part(same, asker.viewer());
        answers.accept(two, asker.viewer());
        assertThat(questions.get(same, asker.viewer()).state()).isEqualTo(State.SETTLED);
    }

    @Test
    void openedAgainByTwoItStaysAnswered() {
        Person asker = cast.trusted("Ada Reopened");
        Person other = cast.trusted("Otto Other");
        QuestionId id = cast.question(asker, "Is this open twice?");
        answers.answer(id, "Twice.", "en", other.viewer());
        questions.decide(id, State.CLOSED, "Enough", asker.viewer());
        questions.decide(id, State.ASKED, "", other.viewer());
        questions.decide(id, State.ASKED, "", asker.viewer());
        assertThat(questions.get(id, asker.viewer()).state()).isEqualTo(State.ANSWERED);
    }
}
