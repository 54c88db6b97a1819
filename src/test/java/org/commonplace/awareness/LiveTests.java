package org.commonplace.awareness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.commonplace.Cast.Person;
import org.commonplace.CommonplaceTest;
import org.commonplace.communities.Communities;
import org.commonplace.communities.CommunityId;
import org.commonplace.communities.Memberships;
import org.commonplace.questions.Answers;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.Questions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An open page hears that something is new, and nothing of what it is. */
class LiveTests extends CommonplaceTest {
    @Autowired private Communities communities;
    @Autowired private Memberships memberships;
    @Autowired private Questions questions;
    @Autowired private Answers answers;
    @Autowired private Watches watches;

    private static List<String> listening(Person one, String about) {
        List<String> lines = new CopyOnWriteArrayList<>();
        assertThat(one.browser().listen("/me/live?about=" + about, lines)).isEqualTo(200);
        heard(lines, ":open");
        return lines;
    }

    private static void heard(List<String> lines, String words) {
        for (int i = 0; i < 100 && lines.stream().noneMatch(line -> line.contains(words)); i++)
            pause(100);
        assertThat(lines).anyMatch(line -> line.contains(words));
    }

    /** So long that what was to come has come: somebody else has heard of it meanwhile. */
    private static void silent(List<String> lines, String words) {
        pause(500);
        assertThat(lines).noneMatch(line -> line.contains(words));
    }

    @Test
    void anOpenQuestionHearsOfAnAnswerAndItsAuthorDoesNot() {
        Person asker = cast.trusted("Ana Asks");
        Person answerer = cast.trusted("Ben Answers");
        QuestionId question = cast.question(asker, "Who listens?");
        List<String> reading = listening(asker, question.toString());
        List<String> writing = listening(answerer, question.toString());
        answers.answer(question, "I am all ears.", "en", answerer.viewer());
        heard(reading, "event:post");
        assertThat(reading).anyMatch(line -> line.contains("A new answer is here."));
        assertThat(reading).anyMatch(line -> line.contains("/questions/" + question));
        assertThat(String.join("\n", reading)).doesNotContain("all ears").doesNotContain("Ben");
        silent(writing, "event:post");
    }

    /** A page that lay hidden, or whose line was cut, hears what came since it was made. */
    @Test
    void aPageThatListensLateHearsWhatCameSinceItWasMade() {
        Person asker = cast.trusted("Ana Asks");
        Person answerer = cast.trusted("Ben Answers");
        QuestionId question = cast.question(asker, "Who was away?");
        settle();
        long made =
                Long.parseLong(
                        asker.get("/questions/" + question)
                                .document()
                                .select("a.bell")
                                .attr("data-at"));
        answers.answer(question, "I was.", "en", answerer.viewer());
        heard(listening(asker, question + "&at=" + made), "event:post");
        silent(listening(answerer, question + "&at=" + made), "event:post");
        heard(listening(asker, "today&at=" + made), "event:bell");
    }

    @Test
    void theBellRingsForWhatIsFollowedUntilOneLooks() {
        Person asker = cast.trusted("Ana Asks");
        Person answerer = cast.trusted("Ben Answers");
        Person follower = cast.trusted("Flora Follows");
        Person stranger = cast.trusted("Stella Stranger");
        QuestionId question = cast.question(asker, "Who rings?");
        watches.level(follower.id(), question.value(), Level.WEEKLY);
        List<String> elsewhere = listening(follower, "");
        List<String> other = listening(stranger, "");
        assertThat(elsewhere).noneMatch(line -> line.contains("event:bell"));
        answers.answer(question, "The sexton does.", "en", answerer.viewer());
        heard(elsewhere, "event:bell");
        silent(other, "event:bell");
        heard(listening(follower, ""), "event:bell");
        List<String> today = listening(follower, "today");
        silent(today, "event:bell");
        silent(listening(follower, ""), "event:bell");
        follower.browser()
                .force("post", "/cards/" + question + "/level", Map.of("level", "off"))
                .ok();
        answers.answer(question, "And the clock.", "en", answerer.viewer());
        settle();
        silent(listening(follower, ""), "event:bell");
    }

    @Test
    void whoLeftAClosedGroupHearsNothingAndAnOutsiderCannotListen() {
        Person host = cast.trusted("Hella Host");
        Person leaver = cast.trusted("Lena Leaves");
        Person stayer = cast.trusted("Sina Stays");
        Person outsider = cast.trusted("Otis Outside");
        String slug = "live-" + host.id();
        CommunityId group =
                communities.found(
                        new Communities.Draft(
                                slug, "Live " + host.id(), "For a test", "", "community", "en"),
                        host.id());
        for (Person one : List.of(leaver, stayer)) memberships.join(group, one.id());
        QuestionId question =
                questions.ask(Questions.Draft.of("Who is inside?", "en").in(slug), stayer.viewer());
        List<String> leaving = listening(leaver, question.toString());
        List<String> staying = listening(stayer, question.toString());
        leaver.get("/communities/" + slug).button("Leave the group").send().ok();
        answers.answer(question, "Only we are.", "en", host.viewer());
        heard(staying, "event:post");
        silent(leaving, "event:post");
        for (Person one : List.of(leaver, outsider))
            assertThat(one.browser().listen("/me/live?about=" + question, staying)).isEqualTo(404);
        assertThat(visitor().get("/me/live").path()).startsWith("/sign-in");
    }

    @Test
    void howOneHearsOfAThingIsChosenOnItsOwnPage() {
        Person asker = cast.trusted("Ana Asks");
        Person reader = cast.trusted("Rita Reads");
        QuestionId question = cast.question(asker, "How do I hear of it?");
        reader.get("/questions/" + question).button("Follow").send().ok();
        assertThat(reader.get("/questions/" + question).text())
                .contains("You follow this: in the daily digest");
        reader.get("/questions/" + question)
                .form("/cards/" + question + "/level")
                .with("level", "each")
                .send()
                .ok();
        assertThat(reader.get("/questions/" + question).text())
                .contains("You follow this: each at once");
        assertThat(reader.get("/communities/commons").document().select("a[href$=/follow]"))
                .hasSize(1);
        String follow =
                reader.get("/communities/commons")
                        .document()
                        .select("a[href$=/follow]")
                        .attr("href");
        reader.get(follow).form("/cards/").with("level", "weekly").send().ok();
        assertThat(reader.get(follow).document().select("input[checked]").attr("value"))
                .isEqualTo("weekly");
        assertThat(visitor().get(follow).path()).startsWith("/sign-in");
    }
}
