package org.commonplace.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** "What does your library do?": a small form, a table of what libraries said, and it as a file. */
class SurveyTests extends CommonplaceTest {
    @Autowired private Questions questions;
    @Autowired private Answers answers;

    private QuestionId survey(Person asker) {
        QuestionId id = cast.question(asker, "What does your library do about late returns?");
        asker.get("/questions/" + id + "/survey")
                .form("/questions/" + id + "/survey")
                .with("label-1", "Do you charge?")
                .with("kind-1", "yes-no")
                .with("label-3", "How much a day?")
                .with("kind-3", "number")
                .with("label-4", "Who decides?")
                .with("kind-4", "choice")
                .with("options-4", "The desk, The head, Nobody")
                .send()
                .ok();
        return id;
    }

    private static Client.Page reply(
            Person who, QuestionId id, String library, Map<String, String> answers) {
        Client.Form form =
                who.get("/questions/" + id + "/replies/new")
                        .form("/questions/" + id + "/replies")
                        .with("library", library);
        answers.forEach(form::with);
        return form.send();
    }

    @Test
    void librariesReplyToAFormAndTheTableIsFilteredSummedAndExported() {
        Person asker = cast.member("Sura Surveys");
        Person public_ = cast.member("Pia Public");
        Person law = cast.member("Lou Law");
        QuestionId id = survey(asker);
        assertThat(questions.get(id, asker.viewer()).state()).isEqualTo(State.ASKED);
        reply(
                        public_,
                        id,
                        "=Town, \"East\"",
                        Map.of(
                                "field-1",
                                "yes",
                                "field-2",
                                "0.20",
                                "field-3",
                                "The desk",
                                "sector",
                                "public",
                                "country",
                                "hr"))
                .ok();
        reply(
                        law,
                        id,
                        "Law Court Library",
                        Map.of(
                                "field-1",
                                "no",
                                "field-3",
                                "Nobody",
                                "sector",
                                "law",
                                "line",
                                "Nobody returns late."))
                .ok();
        assertThat(questions.get(id, asker.viewer()).state()).isEqualTo(State.ANSWERED);
        Client.Page page = visitor().get("/questions/" + id).ok();
        assertThat(page.text()).contains("What libraries do (2)").contains("Nobody returns late.");
        assertThat(page.document().select(".chart").first().text())
                .contains("Yes 1")
                .contains("No 1");
        Client.Page filtered = visitor().get(page.path() + "?sector=law").ok();
        assertThat(filtered.document().select("section.survey tbody th").text())
                .contains("Law Court")
                .doesNotContain("Town");
        assertThat(filtered.text()).contains("1 of 2 replies");
        String csv = visitor().get("/questions/" + id + "/survey.csv").ok().body();
        assertThat(csv.lines().toList())
                .hasSize(3)
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "\"'=Town, \"\"East\"\"\",\"public library\",\"\",\"HR\",\"yes\",\"0.20\",\"The desk\""));
        assertThat(
                        visitor()
                                .get("/questions/" + id + "/survey.csv?sector=law")
                                .body()
                                .lines()
                                .toList())
                .hasSize(2);
        assertThat(statements.during(() -> law.get(page.path()).ok())).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void answersMustFitTheirFieldsAndNothingTypedIsLost() {
        Person asker = cast.member("Sven Surveys");
        Person other = cast.member("Rob Replies");
        QuestionId id = survey(asker);
        Client.Page bad =
                reply(
                        other,
                        id,
                        "",
                        Map.of("field-2", "a lot", "field-3", "The cat", "line", "kept"));
        assertThat(bad.status()).isEqualTo(422);
        assertThat(bad.document().select(".problems li")).hasSize(3);
        assertThat(bad.form("/questions/" + id + "/replies").value("line")).isEqualTo("kept");
        assertThat(reply(other, id, "Empty", Map.of()).status()).isEqualTo(422);
        reply(other, id, "Twice", Map.of("field-1", "yes")).ok();
        reply(other, id, "Twice", Map.of("field-1", "no")).ok();
        assertThat(visitor().get("/questions/" + id).text()).contains("What libraries do (1)");
        other.get("/questions/" + id).button("Take this back").send().ok();
        assertThat(visitor().get("/questions/" + id).text()).contains("What libraries do (0)");
    }

    @Test
    void onceLibrariesHaveRepliedTheFormCanOnlyGrow() {
        Person asker = cast.member("Sam Surveys");
        QuestionId id = survey(asker);
        assertThat(cast.member("Not Asker").get("/questions/" + id + "/survey").status())
                .isEqualTo(403);
        reply(cast.member("First Reply"), id, "First", Map.of("field-1", "yes")).ok();
        Client.Form form =
                asker.get("/questions/" + id + "/survey").form("/questions/" + id + "/survey");
        assertThat(form.with("kind-1", "text").send().status()).isEqualTo(403);
        asker.get("/questions/" + id + "/survey")
                .form("/questions/" + id + "/survey")
                .with("label-1", "Do you charge for late returns?")
                .with("label-8", "Since when?")
                .with("kind-8", "text")
                .send()
                .ok();
        assertThat(visitor().get("/questions/" + id).text())
                .contains("Do you charge for late returns?")
                .contains("Since when?");
    }

    @Test
    void aVisitorRepliesWithAnAddressGivenLast() {
        Person asker = cast.member("Sila Surveys");
        QuestionId id = survey(asker);
        Client visitor = visitor();
        String email = "reply" + asker.id() + "@example.org";
        visitor.get("/questions/" + id + "/replies/new")
                .form("/questions/" + id + "/replies")
                .with("library", "Visitor Library")
                .with("field-1", "yes")
                .with("email", email)
                .send()
                .ok();
        assertThat(visitor().get("/questions/" + id).text()).doesNotContain("Visitor Library");
        String link = visitor.link(visitor.mail(email, "what your library does"));
        visitor.get(link).form(link).send().ok();
        assertThat(visitor().get("/questions/" + id).text()).contains("Visitor Library");
    }

    @Test
    void numbersAreSpreadOverSixSteps() {
        Survey.Field field = new Survey.Field(1, "How many", "number", List.of());
        List<Survey.Reply> replies =
                java.util.stream.IntStream.rangeClosed(1, 13)
                        .mapToObj(
                                n ->
                                        new Survey.Reply(
                                                n,
                                                "L",
                                                null,
                                                null,
                                                null,
                                                Map.of("1", String.valueOf(n)),
                                                "",
                                                Instant.EPOCH,
                                                null,
                                                null,
                                                false))
                        .toList();
        Survey survey = new Survey(List.of(field), replies);
        assertThat(survey.bars(field)).hasSize(6);
        assertThat(survey.bars(field).stream().mapToInt(Survey.Bar::n).sum()).isEqualTo(13);
        assertThat(survey.spread(field)).isEqualTo(new Survey.Spread("1", "7", "13"));
        assertThat(Survey.number("1,5")).isEqualTo(1.5);
        assertThat(Survey.number("two")).isNull();
    }

    @Test
    void repliesAreAnswersWhateverElseIsCountedAnew() {
        Person asker = cast.member("Sura Counts");
        QuestionId id = survey(asker);
        Person library = cast.trusted("Lia Library");
        reply(library, id, "Toy Library", Map.of("field-1", "yes")).ok();
        assertThat(questions.get(id, asker.viewer()).state()).isEqualTo(State.ANSWERED);
        var remark = answers.comment(id, id.post(), "Which day?", "en", library.viewer());
        library.browser().force("delete", "/posts/" + remark, Map.of());
        settle();
        assertThat(questions.get(id, asker.viewer()).state()).isEqualTo(State.ANSWERED);
        questions.decide(id, State.CLOSED, "Enough", asker.viewer());
        questions.decide(id, State.ASKED, "", asker.viewer());
        assertThat(questions.get(id, asker.viewer()).state()).isEqualTo(State.ANSWERED);
    }
}
