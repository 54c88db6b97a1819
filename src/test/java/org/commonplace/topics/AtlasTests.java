package org.commonplace.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.Practices;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.Questions;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The atlas shows what there is of each topic, and where there are gaps. */
class AtlasTests extends CommonplaceTest {
    @Autowired private Atlas atlas;
    @Autowired private Concepts concepts;
    @Autowired private Questions questions;
    @Autowired private Practices practices;

    private QuestionId ask(Person asker, String text, String community, ConceptId about) {
        return questions.ask(
                new Questions.Draft(
                        text, null, List.of(about), community, null, null, null, null, null, "en"),
                asker.viewer());
    }

    private Atlas.Place place(ConceptId concept) {
        return atlas.places("en").stream()
                .filter(one -> one.concept().equals(concept))
                .findFirst()
                .orElseThrow();
    }

    private void answer(Person by, QuestionId question) {
        by.get("/questions/" + question)
                .form("answer ")
                .with("text", "With a card index.")
                .send()
                .ok();
    }

    @Test
    void aTopicThatIsAskedAboutAndHasNothingKeptIsAGapUntilSomethingIs() {
        ConceptId topic = concepts.create("Atlantography", "en", "current", null);
        Person asker = cast.member("Atla Asks");
        QuestionId question = ask(asker, "How is an atlas kept?", "commons", topic);
        atlas.draw();
        assertThat(place(topic).unkept()).isTrue();
        assertThat(place(topic).lonely()).isTrue();
        assertThat(place(topic).waiting()).isEqualTo(1);
        Element drawn =
                visitor()
                        .get("/topics/atlas")
                        .ok()
                        .document()
                        .selectFirst("a[href$=" + topic + "].unkept.lonely");
        assertThat(drawn).isNotNull();
        assertThat(drawn.attr("aria-label"))
                .isEqualTo("Atlantography: one question waits, no practice, nobody who can help");

        for (String name : List.of("Atlas First", "Atlas Second"))
            answer(cast.member(name), question);
        Person keeper = cast.member("Atlas Keeper");
        practices.keep(
                NewPractice.of("Keeping an atlas flat", "Lay it down.", "en").about(List.of(topic)),
                keeper.viewer());
        atlas.draw();
        assertThat(place(topic).unkept()).isFalse();
        assertThat(place(topic).lonely()).isFalse();
        assertThat(place(topic).waiting()).isZero();
        assertThat(place(topic).people()).isEqualTo(3);
        Client.Page page = visitor().get("/topics/" + topic).ok();
        assertThat(page.text())
                .contains(
                        "How is an atlas kept?",
                        "Keeping an atlas flat",
                        "Atlas First",
                        "Atlas Keeper");
    }

    @Test
    void whatIsMadeFromAQuestionIsAboutTheSame() {
        ConceptId topic = concepts.create("Inheritography", "en", "current", null);
        Person asker = cast.member("Inga Inherits");
        QuestionId question = ask(asker, "Who inherits the topics?", "commons", topic);
        practices.keep(
                NewPractice.of("Inheriting topics", "They come along.", "en")
                        .from(List.of(question.value())),
                asker.viewer());
        assertThat(visitor().get("/topics/" + topic).ok().text()).contains("Inheriting topics");
    }

    @Test
    void onlyWhatEveryoneMaySeeCounts() {
        ConceptId topic = concepts.create("Clandestinography", "en", "current", null);
        Person host = cast.host("Clara Clandestine");
        host.get("/communities/new")
                .form("/communities")
                .with("name", "Closed Atlas")
                .with("purpose", "To map in private")
                .with("audience", "community")
                .send()
                .ok();
        ask(host, "How is a secret map kept?", "closed-atlas", topic);
        atlas.draw();
        assertThat(atlas.places("en")).noneMatch(one -> one.concept().equals(topic));
        assertThat(visitor().get("/topics/atlas").ok().text()).doesNotContain("Clandestinography");
    }

    @Test
    void everyTopicStandsOnceInTheTreeBelowItsBroaderOne() {
        ConceptId broad = concepts.create("Broadography", "en", "current", null);
        ConceptId narrow = concepts.create("Narrowography", "en", "current", null);
        concepts.relate(narrow, "broader", broad);
        concepts.relate(broad, "broader", narrow);
        ask(cast.member("Bruna Broad"), "What is narrow?", "commons", narrow);
        atlas.draw();
        Client.Page page = visitor().get("/topics/atlas").ok();
        for (ConceptId one : List.of(broad, narrow))
            assertThat(page.document().select(".atlas-tree a[href$=" + one + "]")).hasSize(1);
        assertThat(
                        page.document()
                                .select(
                                        ".atlas-tree li li a[href$="
                                                + narrow
                                                + "], .atlas-tree li li a[href$="
                                                + broad
                                                + "]"))
                .isNotEmpty();
    }

    @Test
    void theSameTopicsAreDrawnAtTheSamePlaces() {
        ask(
                cast.member("Pia Place"),
                "Where is this?",
                "commons",
                concepts.create("Placeography", "en", "current", null));
        atlas.draw();
        List<Atlas.Place> first = atlas.places("en");
        atlas.draw();
        assertThat(atlas.places("en")).isEqualTo(first);
        assertThat(first)
                .allMatch(
                        one ->
                                one.x() >= 0
                                        && one.x() <= Atlas.SIZE
                                        && one.y() >= 0
                                        && one.y() <= Atlas.SIZE);
    }
}
