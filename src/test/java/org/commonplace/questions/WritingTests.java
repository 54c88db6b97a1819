package org.commonplace.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.chrome.HouseClock;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.Posts;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class WritingTests extends CommonplaceTest {
    @Autowired private Answers answers;
    @Autowired private org.commonplace.conversations.Talks talks;

    @Test
    void anEditKeepsTheVersionBeforeAndShowsWhatChanged() {
        Person author = cast.member("Edda Editor");
        QuestionId question = cast.question(author, "Which words did I change?");
        String[] answer = new String[1];
        HouseClock.at(
                java.time.Instant.now().minusSeconds(3600),
                () ->
                        answer[0] =
                                answers.answer(question, "The old red book.", "en", author.viewer())
                                        .toString());
        author.get("/posts/" + answer[0] + "/edit")
                .form("/posts/")
                .with("text", "The new red book.")
                .with("summary", "It is new")
                .send()
                .ok();
        Client.Page history = visitor().get("/posts/" + answer[0] + "/history").ok();
        assertThat(history.document().select(".version")).hasSize(2);
        assertThat(history.document().select("del").text()).isEqualTo("old");
        assertThat(history.document().select("ins").text()).isEqualTo("new");
        assertThat(history.text()).contains("It is new");
    }

    @Test
    void anEditWithinTenMinutesFolds() {
        Person author = cast.member("Fay Folder");
        QuestionId question = cast.question(author, "Does a quick edit fold?");
        PostId answer = answers.answer(question, "Teh book.", "en", author.viewer());
        author.get("/posts/" + answer + "/edit")
                .form("/posts/")
                .with("text", "The book.")
                .send()
                .ok();
        assertThat(visitor().get("/posts/" + answer + "/history").document().select(".version"))
                .hasSize(1);
    }

    @Test
    void twoEditorsAtOnceLoseNothing() {
        Person author = cast.member("Gus Author");
        QuestionId question = cast.question(author, "Who saved first?");
        PostId answer = answers.answer(question, "One line.", "en", author.viewer());
        Client.Form first = author.get("/posts/" + answer + "/edit").form("/posts/");
        HouseClock.at(
                java.time.Instant.now().plusSeconds(3600),
                () ->
                        talks.edit(
                                answer,
                                new Posts.Edit(1, "", "Saved meanwhile.", ""),
                                author.viewer()));
        Client.Page stale = first.with("text", "My own words.").send();
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.form("edit").value("text").strip()).isEqualTo("My own words.");
        assertThat(stale.text()).contains("Somebody saved this text since you opened it");
        assertThat(stale.form("edit").send().status()).isEqualTo(200);
        assertThat(visitor().get("/questions/" + question).text()).contains("My own words.");
    }

    @Test
    void manyAnswersAtOnceAreAllThereAndCounted() throws Exception {
        Person asker = cast.member("Hal Asker");
        QuestionId question = cast.question(asker, "Can twenty answer at once?");
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < 20; i++) people.add(cast.member("Crowd Person"));
        CountDownLatch start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<PostId>> posted = new ArrayList<>();
            for (Person person : people)
                posted.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return answers.answer(
                                            question,
                                            "Answer of " + person.id(),
                                            "en",
                                            person.viewer());
                                }));
            start.countDown();
            for (Future<PostId> one : posted) assertThat(one.get()).isNotNull();
        }
        Client.Page page = visitor().get("/questions/" + question);
        assertThat(page.text()).contains("20 answers");
        assertThat(page.document().select("article.answer")).hasSize(20);
    }

    @Test
    void acceptingTwoAnswersAtOnceAcceptsOne() throws Exception {
        Person asker = cast.member("Ike Asker");
        QuestionId question = cast.question(asker, "Can two be accepted at once?");
        List<PostId> two =
                List.of(
                        answers.answer(question, "First.", "en", cast.member("Ann One").viewer()),
                        answers.answer(question, "Second.", "en", cast.member("Ben Two").viewer()));
        CountDownLatch start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> deeds = new ArrayList<>();
            for (PostId answer : two)
                deeds.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return answers.accept(answer, asker.viewer());
                                }));
            start.countDown();
            for (Future<?> deed : deeds) deed.get();
        }
        assertThat(visitor().get("/questions/" + question).document().select("article.accepted"))
                .hasSize(1);
    }

    @Test
    void moreThanAPageOfAnswersIsPaged() {
        Person asker = cast.member("Joy Asker");
        QuestionId question = cast.question(asker, "What are fifty answers like?");
        for (int i = 0; i < 45; i++)
            answers.answer(question, "Answer number " + i + ".", "en", asker.viewer());
        List<String> seen = new ArrayList<>();
        String next = "/questions/" + question;
        while (!next.isEmpty()) {
            Client.Page page = visitor().get(next).ok();
            seen.addAll(page.document().select("article.answer").eachAttr("id"));
            next = page.document().select("#main a[rel=next]").attr("href");
        }
        assertThat(seen).hasSize(45).doesNotHaveDuplicates();
    }

    @Test
    void aRemovedAnswerLeavesItsTombstoneAndTheThreadStaysReadable() {
        Person author = cast.member("Kit Author");
        QuestionId question = cast.question(cast.member("Kim Asker"), "What stays when one goes?");
        PostId answer = answers.answer(question, "Something secret.", "en", author.viewer());
        answers.comment(
                question, answer, "I agree with it.", "en", cast.member("Kay Commenter").viewer());
        author.get("/questions/" + question).button("Remove").send().ok();
        Client.Page page = visitor().get("/questions/" + question);
        assertThat(page.text())
                .contains("Removed on", "Its author took it away.", "Waits for an answer")
                .doesNotContain("Something secret.");
        assertThat(visitor().get("/posts/" + answer + "/history").status()).isEqualTo(410);
    }

    @Test
    void aDraftIsKeptOnTheServerAndComesBack() {
        Person member = cast.member("Liv Drafter");
        QuestionId question = cast.question(cast.member("Lou Asker"), "Is a draft kept here?");
        String token = member.get("/questions/" + question).form("answer ").value("_csrf");
        assertThat(
                        member.browser()
                                .post(
                                        "/drafts",
                                        Map.of(
                                                "_form",
                                                "answer " + question,
                                                "text",
                                                "Half an answer, still",
                                                "_csrf",
                                                token))
                                .status())
                .isEqualTo(204);
        assertThat(member.get("/questions/" + question).form("answer ").value("text").strip())
                .isEqualTo("Half an answer, still");
        member.get("/questions/" + question)
                .form("answer ")
                .with("text", "A whole answer.")
                .send()
                .ok();
        assertThat(member.get("/questions/" + question).form("answer ").value("text").strip())
                .isEmpty();
    }

    @Test
    void aPassageIsKeptWithItsSourceAndTellsWhenTheSourceChanged() {
        Person author = cast.member("Max Author");
        Person keeper = cast.member("Nan Keeper");
        QuestionId question = cast.question(author, "What is worth keeping?");
        PostId answer = answers.answer(question, "Measure twice, cut once.", "en", author.viewer());
        keeper.get("/posts/" + answer + "/keeping")
                .form("/posts/")
                .with("passage", "Measure twice")
                .with("note", "For the shelves")
                .send()
                .ok();
        assertThat(keeper.get("/me/commonplace-book?q=shelves").text())
                .contains("Measure twice", "Max Author", "CC BY 4.0", "For the shelves");
        assertThat(keeper.get("/me/commonplace-book.md").body())
                .contains("> Measure twice", "[What is worth keeping?](");
        assertThat(keeper.get("/me/commonplace-book.ris").body())
                .contains("TY  - ELEC", "AB  - Measure twice", "N1  - For the shelves");
        assertThat(author.get("/me/commonplace-book").text()).doesNotContain("Measure twice");
        HouseClock.at(
                java.time.Instant.now().plusSeconds(3600),
                () ->
                        talks.edit(
                                answer,
                                new Posts.Edit(1, "", "Measure thrice.", ""),
                                author.viewer()));
        assertThat(keeper.get("/me/commonplace-book").text())
                .contains("The source has been edited since.");
        keeper.get("/me/commonplace-book").button("Take it out of the book").send().ok();
        assertThat(keeper.get("/me/commonplace-book").text()).contains("Nothing kept yet");
    }

    @Test
    void aCommentCanBecomeAnAnswerAndBack() {
        Person asker = cast.member("Ola Asker");
        Person other = cast.member("Pam Other");
        QuestionId question = cast.question(asker, "Comment or answer?");
        other.get("/posts/" + question + "/comments/new")
                .form("/posts/")
                .with("text", "We use a blue bin.")
                .send()
                .ok();
        assertThat(visitor().get("/questions/" + question).document().select("article.answer"))
                .isEmpty();
        asker.get("/questions/" + question).button("this is an answer").send().ok();
        assertThat(
                        visitor()
                                .get("/questions/" + question)
                                .document()
                                .select("article.answer")
                                .text())
                .contains("We use a blue bin.");
        asker.get("/questions/" + question).button("this is only a comment").send().ok();
        assertThat(visitor().get("/questions/" + question).text()).contains("Waits for an answer");
    }

    @Test
    void aNewcomersTextWithManyLinksWaitsForALook() {
        Person newcomer = cast.member("Quy Newcomer");
        Person moderator = cast.moderator("Ray Moderator");
        newcomer.get("/questions/new")
                .form("/questions")
                .with("text", "Are these good?\nhttp://a.example http://b.example http://c.example")
                .send();
        assertThat(visitor().get("/questions").text()).doesNotContain("Are these good?");
        Client.Page queue = moderator.get("/house/moderation").ok();
        assertThat(queue.text()).contains("Are these good?", "a first text with many links");
        queue.form(queue.document().select("article:contains(Are these good?) form").attr("action"))
                .with("because", "Good links")
                .with("show", "true")
                .send()
                .ok();
        settle();
        assertThat(visitor().get("/questions").text()).contains("Are these good?");
        assertThat(visitor().get("/questions?show=waiting").text()).contains("Are these good?");
    }
}
