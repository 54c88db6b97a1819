package org.commonplace.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.questions.Answers;
import org.commonplace.questions.QuestionId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class FindingTests extends CommonplaceTest {
    @Autowired private Answers answers;

    @Test
    void theFirstResultShowsTheSentenceThatAnswersWithItsWordsMarked() {
        Person asker = cast.member("Sally Searcher");
        Person knower = cast.member("Karl Knower");
        QuestionId question = cast.question(asker, "Vellumquark bindings smell, what helps?");
        answers.answer(
                question,
                "It took us a while. Charcoal in an open tin takes the vellumquark smell away in a"
                        + " week. Nobody has complained since then.",
                "en",
                knower.viewer());
        settle();
        Client.Page page = visitor().get("/search?q=vellumquark+charcoal").ok();
        String first = page.document().select("main .hits li, main .hits article").first().text();
        assertThat(first)
                .contains("Charcoal in an open tin takes the vellumquark smell away in a week.")
                .doesNotContain("Nobody has complained");
        assertThat(page.document().select(".hits mark").eachText())
                .contains("Charcoal", "vellumquark");
    }

    @Test
    void wordsThatStandInEverySentenceFindNothingByThemselves() {
        assertThat(Terms.of("How do we keep the Reference catalogue?"))
                .containsExactly("keep", "reference", "catalogue");
        assertThat(Terms.telling("how do we do it"))
                .as("all common: whole")
                .isEqualTo("how do we do it");
    }

    @Test
    void aThreadStandsOnceAndByItsAnswer() {
        Person asker = cast.member("Tina Thread");
        QuestionId question = cast.question(asker, "Ombrelune shelving, who has tried it?");
        answers.answer(question, "Ombrelune shelving bends under atlases.", "en", asker.viewer());
        answers.answer(
                question,
                "Our ombrelune shelving holds after five years.",
                Locale.ENGLISH.getLanguage(),
                cast.member("Ada Answer").viewer());
        settle();
        Client.Page page = visitor().get("/search?q=ombrelune").ok();
        assertThat(page.document().select(".hit-title").eachText())
                .containsOnlyOnce("Ombrelune shelving, who has tried it?");
        assertThat(page.document().select(".hit").first().select("a[href*=#]"))
                .as("the first leads to an answer")
                .isNotEmpty();
    }

    @Test
    void aTitleIsFoundAsAPhraseAcrossItsSmallWords() {
        assertThat(WordsQuery.of("weeding of the atlases").toString())
                .contains("title:\"weed ? ? atlas\"");
    }
}
