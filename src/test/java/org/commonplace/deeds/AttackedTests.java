package org.commonplace.deeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.MailProgram;
import org.commonplace.chrome.Marks;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.PracticeId;
import org.commonplace.practices.Practices;
import org.commonplace.questions.Answers;
import org.commonplace.questions.QuestionId;
import org.commonplace.search.Embeddings;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What somebody tried who had read the source and meant no good. */
class AttackedTests extends CommonplaceTest {
    @Autowired private JdbcClient jdbc;
    @Autowired private Answers answers;
    @Autowired private Practices practices;
    @Autowired private Embeddings embeddings;

    private long number(String sql, Object id) {
        return jdbc.sql(sql).param("id", id).query((row, n) -> row.getLong(1)).single();
    }

    @Test
    void aHundredAccentsOnALetterAreNotWorthAMinute() {
        String marked = "Hm?\na" + "\u0301".repeat(5_000);
        assertThat(Marks.few(marked)).hasSizeLessThan(30);
        assertThat(Marks.instead(marked, '¤')).hasSameSizeAs(marked);
        assertThat(Marks.few("Tiếng Việt, עִבְרִית, हिन्दी, o\u0302\u0301"))
                .isEqualTo("Tiếng Việt, עִבְרִית, हिन्दी, o\u0302\u0301");
        long before = System.nanoTime();
        Client.Page page =
                visitor()
                        .get("/questions/new")
                        .form("/questions")
                        .with("text", marked)
                        .with("email", "v@example.net")
                        .with("name", "V")
                        .send();
        assertThat(page.status()).isLessThan(500);
        assertThat(System.nanoTime() - before).isLessThan(20_000_000_000L);
    }

    @Test
    void noDayIsTakenThatNobodyCanReadBack() {
        World world = World.open(jdbc, cast);
        String question = world.ids.get("question");
        String answer = world.ids.get("answer");
        String practice = world.ids.get("practice");
        String group = world.ids.get("group");
        for (String day :
                List.of("-999999999-01-01", "0000-01-01", "-0001-01-01", "+999999999-12-31")) {
            Map<String, Map<String, String>> forms =
                    Map.of(
                            "/answers/" + answer + "/reports",
                            Map.of("verdict", "worked", "library", "X", "on", day),
                            "/practices/" + practice + "/adoptions",
                            Map.of("verdict", "worked", "library", "X", "done", "x", "on", day),
                            "/workgroups/" + group + "/tasks",
                            Map.of("what", "t", "due", day),
                            "/workgroups/" + group + "/meetings",
                            Map.of("place", "p", "starts", day + "T10:00"),
                            "/workgroups/" + group + "/decisions",
                            Map.of("title", "t", "method", "consent", "deadline", day + "T10:00"));
            forms.forEach(
                    (path, fields) ->
                            assertThat(world.asker.browser().force("post", path, fields).status())
                                    .as(path + " " + day)
                                    .isEqualTo(422));
        }
        for (String path :
                List.of("/questions/" + question, "/practices/" + practice, "/workgroups/" + group))
            world.asker.get(path).ok();
    }

    @Test
    void anAnswerThatNobodyCanSeeStopsNoMeaning() {
        assertThat(embeddings.of(List.of("\u200b\u200b", "…", "Lending looms")))
                .containsOnlyKeys("Lending looms");
    }

    @Test
    void aPromiseKeepsWhatTheFormAsksForAndNoMore() {
        String email = "pad" + System.nanoTime() + "@example.org";
        Map<String, String> fields = new HashMap<>();
        fields.put("text", "How large is a promise " + email + "?");
        fields.put("email", email);
        fields.put("name", "Pad");
        fields.put("pad", "x".repeat(1_000_000));
        visitor().force("post", "/questions", fields);
        assertThat(
                        number(
                                "select coalesce(max(length(payload::text)), 0) from people.link where email = :id",
                                email))
                .isLessThan(2_000);
    }

    @Test
    void tenWhoHaveTheSameProblemAtOneInstantAreTenAndNobodyFails() throws Exception {
        QuestionId question = cast.question(cast.trusted("Ada Asks"), "Who has it at once?");
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < 8; i++) people.add(cast.member("Same " + i));
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> pages = new ArrayList<>();
            for (String method : List.of("post", "delete", "post"))
                for (Person one : people)
                    pages.add(
                            all.submit(
                                    () ->
                                            one.browser()
                                                    .force(
                                                            method,
                                                            "/questions/"
                                                                    + question
                                                                    + "/same-problem",
                                                            Map.of())
                                                    .status()));
            for (Future<Integer> page : pages) assertThat(page.get()).isLessThan(500);
        }
        assertThat(
                        number(
                                "select q.same - (select count(*) from questions.same_problem s where s.question = q.id) from questions.question q where q.id = :id",
                                question.value()))
                .isZero();
    }

    @Test
    void oneVoiceSaysOnceThatItIsStillSo() {
        Person keeper = cast.trusted("Kim Keeper");
        Person loud = cast.trusted("Lou Loud");
        PracticeId practice =
                practices.keep(NewPractice.of("Said often", "Do it.", "en"), keeper.viewer());
        String due =
                "select extract(epoch from review_at)::bigint from practices.practice where id = :id";
        Map<String, String> changed = Map.of("said", "changed", "library", "X", "line", "");
        loud.browser().force("post", "/practices/" + practice + "/renewals", changed).ok();
        long once = number(due, practice.value());
        for (int i = 0; i < 6; i++) {
            loud.browser().force("post", "/practices/" + practice + "/renewals", changed).ok();
            loud.browser()
                    .force(
                            "post",
                            "/practices/" + practice + "/renewals",
                            Map.of("said", "still-true", "library", "X", "line", ""))
                    .ok();
        }
        assertThat(number(due, practice.value())).isEqualTo(once);
        assertThat(
                        number(
                                "select renewals from practices.practice where id = :id",
                                practice.value()))
                .isEqualTo(1);
    }

    @Test
    void whereAnAnswerWorkedIsForgottenWithIt() {
        Person asker = cast.trusted("Ada Asks");
        Person author = cast.trusted("Ngaio Answers");
        QuestionId question = cast.question(asker, "Does it stay counted?");
        var answer = answers.answer(question, "It does not.", "en", author.viewer());
        asker.browser()
                .force(
                        "post",
                        "/answers/" + answer + "/reports",
                        Map.of("verdict", "worked", "library", "X", "on", "2026-11-02"))
                .ok();
        assertThat(number("select worked from questions.question where id = :id", question.value()))
                .isEqualTo(1);
        author.browser().force("delete", "/posts/" + answer, Map.of()).ok();
        assertThat(number("select worked from questions.question where id = :id", question.value()))
                .isZero();
    }

    @Test
    void aFieldsNameThatNoBrowserSendsIsABadRequest() {
        Client.Page page =
                visitor()
                        .force(
                                "post",
                                "/questions",
                                Map.of("text", "Is it mine?", "\u0000evil", "1"));
        assertThat(page.status()).isEqualTo(400);
    }

    @Test
    void ofAMailUnderAnAliasNothingIsKeptWhateverItDid() throws Exception {
        Person asker = cast.trusted("Eerikki Lahtela");
        String question =
                asker.get("/questions/new")
                        .form("/questions")
                        .with("text", "Who was ever ashamed " + System.nanoTime() + "?")
                        .with("alias", "Quiet Owl")
                        .send()
                        .ok()
                        .path()
                        .replaceAll("^/questions/([0-9a-z]{11}).*", "$1");
        settle();
        Client answerer = cast.trusted("Ben").browser();
        answerer.get("/questions/" + question)
                .form("answer ")
                .with("text", "We were, of " + question)
                .send()
                .ok();
        answerer.get("/questions/" + question + "/private")
                .form("/questions/" + question + "/private")
                .with("text", "To you alone " + question)
                .send()
                .ok();
        settle();
        deliver();
        MailProgram owl = mail(asker);
        owl.answer(owl.letter("We were, of " + question), "+thanks");
        owl.answer(owl.letter("We were, of " + question), "+worked at Somewhere quiet");
        owl.answer(owl.letter("We were, of " + question), "Kind regards\nEerikki Lahtela");
        owl.answer(owl.letter("To you alone " + question), "Thank you, for you alone.");
        owl.letter("You write there under another name");
        String known =
                "select count(*) from mail.incoming where envelope_from = :id or sender = "
                        + asker.id().value();
        for (int i = 0; i < 200 && number(known, asker.email()) > 0; i++) pause(100);
        assertThat(number(known, asker.email())).isZero();
    }
}
