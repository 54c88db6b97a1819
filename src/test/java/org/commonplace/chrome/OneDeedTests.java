package org.commonplace.chrome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.commonplace.Cast;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.questions.QuestionId;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class OneDeedTests extends CommonplaceTest {
    @Autowired private JdbcClient jdbc;

    /** What a form of a page would send, its key and token included. */
    private static Map<String, String> fields(Client.Page page, String action) {
        Element form = page.ok().document().selectFirst("form[action=" + action + "]");
        Map<String, String> fields = new HashMap<>();
        for (Element input : form.select("input[name], textarea[name]"))
            if (!input.attr("type").matches("radio|checkbox") || input.hasAttr("checked"))
                fields.put(input.attr("name"), input.val());
        return fields;
    }

    /** All at the same instant, each on a connection of its own; in the order of their ends. */
    private static List<Client.Page> atOnce(
            int times, Client browser, String action, Map<String, String> fields) {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Client.Page>> sent = new ArrayList<>();
        List<Client.Page> answers = new ArrayList<>();
        try (ExecutorService hands = Executors.newFixedThreadPool(times)) {
            for (int i = 0; i < times; i++)
                sent.add(
                        hands.submit(
                                () -> {
                                    start.await();
                                    return browser.post(action, fields);
                                }));
            start.countDown();
            for (Future<Client.Page> one : sent) answers.add(one.get());
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return answers;
    }

    private int posts(QuestionId question) {
        return jdbc.sql(
                        "select count(*) from conversations.post where thread = :thread and kind = 'answer'")
                .param("thread", question.value())
                .query(Integer.class)
                .single();
    }

    @Test
    void aDoublePressIsOneAnswerAndTheSecondShowsIt() {
        Cast.Person asker = cast.trusted("Ida Kron");
        Cast.Person answerer = cast.trusted("Ulf Persson");
        QuestionId question = cast.question(asker, "How do you mend a torn map?");
        String action = "/questions/" + question + "/answers";
        Map<String, String> fields = fields(answerer.get("/questions/" + question + "/-"), action);
        fields.put("text", "With Japanese paper and wheat paste, and patience.");
        List<Client.Page> answers = atOnce(5, answerer.browser(), action, fields);
        assertThat(answers).allMatch(page -> page.status() == 200);
        assertThat(answers.stream().map(Client.Page::path).distinct()).hasSize(1);
        assertThat(answers.getFirst().text()).contains("With Japanese paper");
        assertThat(posts(question)).isEqualTo(1);
        assertThat(answerer.browser().post(action, fields).path())
                .as("long after, too")
                .isEqualTo(answers.getFirst().path());
        assertThat(posts(question)).isEqualTo(1);
    }

    @Test
    void otherWordsUnderTheSameKeyAreAnotherDeed() {
        Cast.Person asker = cast.trusted("Ida Kron");
        QuestionId question = cast.question(asker, "Who lends a microfilm reader for a month?");
        String action = "/questions/" + question + "/answers";
        Cast.Person answerer = cast.trusted("Ulf Persson");
        Map<String, String> fields = fields(answerer.get("/questions/" + question + "/-"), action);
        fields.put("text", "We do, from March.");
        answerer.browser().post(action, fields).ok();
        fields.put("text", "And the county archive does.");
        answerer.browser().post(action, fields).ok();
        assertThat(posts(question)).isEqualTo(2);
    }

    @Test
    void aVisitorsDoublePressIsOnePromiseAndOneLetter() {
        Client visitor = visitor();
        String email = "ebba" + System.nanoTime() + "@example.org";
        Map<String, String> fields = fields(visitor.get("/questions/new"), "/questions");
        fields.put("text", "Which glue do you use for paperbacks that are read to pieces?");
        fields.put("email", email);
        fields.put("alias", "Ebba");
        List<Client.Page> answers = atOnce(4, visitor, "/questions", fields);
        assertThat(answers).allMatch(page -> page.status() == 200);
        assertThat(answers.stream().map(page -> page.document().title()).distinct()).hasSize(1);
        visitor.mail(email, "Which glue");
        assertThat(
                        jdbc.sql("select count(*) from mail.letter where recipient = :to")
                                .param("to", email)
                                .query(Integer.class)
                                .single())
                .isEqualTo(1);
    }

    @Test
    void aRefusedFormLeavesItsKeyFree() {
        Cast.Person asker = cast.trusted("Ida Kron");
        QuestionId question =
                cast.question(asker, "What do you put beside a returns slot at night?");
        String action = "/questions/" + question + "/answers";
        Map<String, String> fields = fields(asker.get("/questions/" + question + "/-"), action);
        fields.put("text", "");
        assertThat(asker.browser().post(action, fields).status()).isEqualTo(422);
        assertThat(asker.browser().post(action, fields).status()).isEqualTo(422);
        fields.put("text", "A lamp with a sensor.");
        asker.browser().post(action, fields).ok();
        assertThat(posts(question)).isEqualTo(1);
    }

    @Test
    void aFormFromBeforeWithoutAKeyIsTakenAndTheSameWordsStandOnce() {
        Cast.Person asker = cast.trusted("Ida Kron");
        QuestionId question =
                cast.question(asker, "Do you count the people who only sit and read?");
        String action = "/questions/" + question + "/answers";
        Map<String, String> fields = fields(asker.get("/questions/" + question + "/-"), action);
        fields.remove("_once");
        fields.put("text", "By a clicker at the door.");
        asker.browser().post(action, fields).ok();
        asker.browser().post(action, fields).ok();
        assertThat(posts(question)).isEqualTo(1);
        fields.put("text", "By a clicker at each door.");
        asker.browser().post(action, fields).ok();
        assertThat(posts(question)).isEqualTo(2);
    }

    @Test
    void whatWasInterruptedIsToldAndStandsThereToBeSentOnceMore() {
        Cast.Person asker = cast.trusted("Ida Kron");
        QuestionId question = cast.question(asker, "How many seats does a study corner need?");
        String action = "/questions/" + question + "/answers";
        Map<String, String> fields = fields(asker.get("/questions/" + question + "/-"), action);
        fields.put("text", "Four, and a socket for each.");
        asker.browser().post(action, fields).ok();
        jdbc.sql(
                        "update chrome.sending set done = false, location = null where location like :path")
                .param("path", "%/questions/" + question + "/%")
                .update();
        Client.Page told = asker.browser().post(action, fields);
        assertThat(told.status()).isEqualTo(409);
        assertThat(told.text()).contains("sent before").contains("Four, and a socket for each.");
        assertThat(posts(question)).isEqualTo(1);
        told.form(action).send().ok();
        assertThat(posts(question)).as("it had been done").isEqualTo(1);
    }

    @Test
    void everyFormThatPostsCarriesAKeyOfItsOwn() {
        Cast.Person asker = cast.trusted("Ida Kron");
        QuestionId question = cast.question(asker, "Which chairs last ten years?");
        for (String path :
                List.of("/questions/new", "/questions/" + question + "/-", "/me", "/me/sign-in"))
            assertThat(
                            asker.get(path).ok().document().select("form[method=post]").stream()
                                    .map(form -> form.select("input[name=_once]").val())
                                    .toList())
                    .doesNotContain("")
                    .doesNotHaveDuplicates();
    }

    @Test
    void keysAreForgottenAfterADayAndFewAreKeptOfOnePerson(@Autowired Sendings sendings) {
        byte[] owner = new byte[32];
        for (int i = 0; i < 230; i++) {
            byte[] key = new byte[32];
            key[0] = (byte) i;
            sendings.take(key, owner);
        }
        assertThat(
                        jdbc.sql("select count(*) from chrome.sending where owner = :owner")
                                .param("owner", owner)
                                .query(Integer.class)
                                .single())
                .isBetween(199, 202);
        jdbc.sql(
                        "update chrome.sending set began_at = now() - interval '25 hours' where owner = :owner")
                .param("owner", owner)
                .update();
        assertThat(sendings.forget()).isGreaterThanOrEqualTo(199);
    }
}
