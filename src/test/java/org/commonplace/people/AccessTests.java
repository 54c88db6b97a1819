package org.commonplace.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.communities.Communities;
import org.commonplace.communities.CommunityId;
import org.commonplace.communities.Memberships;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.Questions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What is for a group is for its members: not for an outsider, not for a visitor, on no page and in
 * no search.
 */
class AccessTests extends CommonplaceTest {
    @Autowired private Memberships memberships;
    @Autowired private Communities communities;

    @Autowired private Questions questions;

    @Test
    void aGroupsQuestionIsSeenByItsMembersOnly() {
        Person member = cast.member("Gwen Member");
        Person outsider = cast.member("Otto Outsider");
        CommunityId group =
                communities.found(
                        new Communities.Draft(
                                "quiet-room-" + member.id(),
                                "Quiet room",
                                "For us",
                                "",
                                "community",
                                "en"),
                        member.id());
        QuestionId question =
                questions.ask(
                        new Questions.Draft(
                                "Whisperword in the quiet room?\nOnly whisperword.",
                                null,
                                null,
                                "quiet-room-" + member.id(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                "en"),
                        member.viewer());
        member.get("/questions/" + question)
                .form("answer ")
                .with("text", "A whisperword answer.")
                .send()
                .ok();
        settle();
        String answer =
                member.get("/questions/" + question).document().select("article.answer").attr("id");
        for (Client stranger : List.of(outsider.browser(), visitor())) {
            for (String path :
                    List.of(
                            "/questions/" + question,
                            "/questions/" + question + "/details",
                            "/questions/" + question + "/passing-on",
                            "/communities/quiet-room-" + member.id(),
                            "/posts/" + answer + "/history",
                            "/posts/" + answer + "/keeping",
                            "/posts/" + answer + "/comments/new",
                            "/answers/" + answer + "/reports/new"))
                assertThat(stranger.get(path).status()).as(path).isEqualTo(404);
            for (String path :
                    List.of(
                            "/",
                            "/questions",
                            "/communities",
                            "/search?q=whisperword",
                            "/questions/similar?text=Whisperword in the quiet room",
                            "/people/" + member.id()))
                assertThat(stranger.get(path.replace(" ", "%20")).body())
                        .as(path)
                        .doesNotContainIgnoringCase("whisperword in")
                        .doesNotContain("Quiet room")
                        .doesNotContain("A whisperword answer");
            for (String deed :
                    List.of(
                            "/questions/" + question + "/answers",
                            "/posts/" + answer + "/thanks",
                            "/posts/" + answer + "/comments",
                            "/questions/" + question + "/same-problem",
                            "/cards/" + question + "/watch"))
                assertThat(
                                stranger.force(
                                                "post",
                                                deed,
                                                Map.of("text", "x", "email", "x@example.org"))
                                        .text())
                        .as(deed)
                        .doesNotContainIgnoringCase("whisperword in");
        }
        assertThat(member.get("/questions/" + question).text()).contains("A whisperword answer.");
        assertThat(member.get("/search?q=whisperword").text())
                .contains("Whisperword in the quiet room?");
        assertThat(member.get("/questions").text()).contains("Whisperword in the quiet room?");
        assertThat(group.value()).isNotZero();
    }

    @Test
    void leavingTheGroupEndsTheSight() {
        Person member = cast.member("Lena Leaver");
        CommunityId group =
                communities.found(
                        new Communities.Draft(
                                "leave-" + member.id(), "Leaving room", "", "", "community", "en"),
                        cast.member("Founder One").id());
        memberships.join(group, member.id());
        assertThat(member.get("/communities/leave-" + member.id()).status()).isEqualTo(200);
        member.get("/communities/leave-" + member.id()).button("Leave the group").send();
        assertThat(member.get("/communities/leave-" + member.id()).status()).isEqualTo(404);
    }

    @Test
    void whatAModeratorHidesIsHiddenEverywhere() {
        Person asker = cast.member("Hilda Asker");
        Person moderator = cast.moderator("Milo Moderator");
        QuestionId question = cast.question(asker, "Zounderkite, is this rude?");
        settle();
        assertThat(
                        asker.browser()
                                .force(
                                        "post",
                                        "/cards/" + question + "/hiding",
                                        Map.of("because", "no"))
                                .status())
                .isEqualTo(403);
        assertThat(
                        visitor()
                                .force(
                                        "post",
                                        "/cards/" + question + "/hiding",
                                        Map.of("because", "no"))
                                .status())
                .isEqualTo(403);
        moderator
                .get("/questions/" + question)
                .form("/cards/" + question + "/hiding")
                .with("because", "Rude to patrons")
                .send()
                .ok();
        settle();
        assertThat(asker.get("/questions/" + question).ok().text())
                .as("its author sees it still, and why others do not")
                .contains("Zounderkite", "A moderator has hidden it");
        for (Client anyone : List.of(visitor(), moderator.browser()))
            assertThat(anyone.get("/questions/" + question).status()).isEqualTo(404);
        for (Client anyone : List.of(visitor(), asker.browser(), moderator.browser())) {
            assertThat(anyone.get("/search?q=Zounderkite").document().select("main .hits").text())
                    .doesNotContain("Zounderkite");
        }
        assertThat(visitor().get("/moderation").text())
                .contains("Rude to patrons")
                .doesNotContain("Hilda", "Milo");
    }

    @Test
    void theHouseIsForItsAdministratorAndTheQueueForModerators() {
        Person member = cast.member("Mona Member");
        Person moderator = cast.moderator("Mo Moderator");
        Person host = cast.host("Hugo Host");
        for (String path :
                List.of("/house", "/house/settings", "/house/imports", "/house/claims")) {
            assertThat(visitor().get(path).path()).as(path).startsWith("/sign-in");
            assertThat(member.get(path).status()).as(path).isEqualTo(403);
            assertThat(moderator.get(path).status()).as(path).isEqualTo(403);
            assertThat(host.get(path).status()).as(path).isEqualTo(200);
        }
        assertThat(member.get("/house/moderation").status()).isEqualTo(403);
        assertThat(moderator.get("/house/moderation").status()).isEqualTo(200);
        for (String path :
                List.of(
                        "/me",
                        "/me/sign-in",
                        "/me/commonplace-book",
                        "/me/commonplace-book.md",
                        "/me/commonplace-book.ris",
                        "/me/watches",
                        "/me/alerts",
                        "/me/export",
                        "/me/leave"))
            assertThat(visitor().get(path).path()).as(path).startsWith("/sign-in");
    }

    @Test
    void oneDoesNotDoToAnothersTextsWhatIsTheAuthors() {
        Person asker = cast.member("Tess Asker");
        Person author = cast.member("Theo Author");
        Person other = cast.member("Tara Other");
        QuestionId question = cast.question(asker, "Who edits what here, please?");
        String answer =
                author.get("/questions/" + question)
                        .form("answer ")
                        .with("text", "The author does.")
                        .send()
                        .document()
                        .select("article.answer")
                        .attr("id");
        for (Client stranger : List.of(other.browser(), visitor())) {
            assertThat(stranger.get("/posts/" + answer + "/edit").status()).isEqualTo(403);
            assertThat(
                            stranger.force(
                                            "post",
                                            "/posts/" + answer + "/edit",
                                            Map.of("text", "mine", "version", "1"))
                                    .status())
                    .isEqualTo(403);
            assertThat(stranger.force("delete", "/posts/" + answer, Map.of()).status())
                    .isEqualTo(403);
            assertThat(
                            stranger.force(
                                            "post",
                                            "/questions/" + question + "/state",
                                            Map.of("to", "closed", "because", "x"))
                                    .status())
                    .isEqualTo(403);
            assertThat(
                            stranger.force(
                                            "post",
                                            "/questions/" + question + "/details",
                                            Map.of("kind", "fix", "topics", ""))
                                    .status())
                    .isEqualTo(403);
            assertThat(stranger.force("delete", "/questions/" + question, Map.of()).status())
                    .isEqualTo(403);
        }
        assertThat(visitor().get("/questions/" + question).text())
                .contains("The author does.", "Answered");
    }
}
