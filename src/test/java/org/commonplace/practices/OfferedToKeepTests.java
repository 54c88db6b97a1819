package org.commonplace.practices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.awareness.Requests;
import org.commonplace.questions.QuestionId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A practice offered to somebody to keep waits where both look: with who is asked, and who asks.
 */
class OfferedToKeepTests extends CommonplaceTest {
    @Autowired private Practices practices;
    @Autowired private Requests requests;

    private PracticeId offered(Person keeper, Person next, String title) {
        PracticeId id = practices.keep(NewPractice.of(title, "Do it.", "en"), keeper.viewer());
        keeper.get("/practices/" + id + "/keeping")
                .form("/practices/" + id + "/handovers")
                .with("to", "/people/" + next.id())
                .send()
                .ok();
        settle();
        return id;
    }

    @Test
    void itStandsOnTodayAndOnTheOfferersPageUntilAWordIsSaid() {
        Person keeper = cast.member("Olga Offers");
        Person next = cast.member("Nora Nextkeeper");
        Person other = cast.member("Otto Onlooks");
        PracticeId id = offered(keeper, next, "Oiling the hinges");
        assertThat(next.get("/").text())
                .contains("Would you look after this?")
                .contains("Oiling the hinges");
        assertThat(
                        next.get("/practices/" + id)
                                .document()
                                .select("a[href=/practices/" + id + "/handover]"))
                .isNotEmpty();
        for (String path : List.of("/practices/" + id, "/practices/" + id + "/keeping"))
            assertThat(keeper.get(path).text())
                    .as(path)
                    .contains("Offered to Nora Nextkeeper")
                    .contains("asked on");
        for (Client who : List.of(other.browser(), visitor()))
            assertThat(who.get("/practices/" + id).text()).doesNotContain("Nora");
        keeper.get("/practices/" + id + "/keeping").button("Take the offer back").send().ok();
        assertThat(keeper.get("/practices/" + id).text()).doesNotContain("Nora");
        assertThat(next.get("/").text()).doesNotContain("Would you look after this?");
        assertThat(next.get("/practices/" + id + "/handover").path()).doesNotContain("handover");
    }

    @Test
    void whoHadTheirThreeThingsIsSaidToBeAskedLater() {
        Person keeper = cast.member("Orla Offers");
        Person next = cast.member("Ned Nextfull");
        for (int i = 0; i < 3; i++) {
            QuestionId other = cast.question(next, "Full " + i + " " + next.id() + "?");
            requests.ask(next.id(), "asked", other.value(), List.of("asked"), Map.of());
            assertThat(requests.puts(next.id(), "asked", other.value())).isTrue();
        }
        PracticeId id = offered(keeper, next, "Oiling the locks");
        assertThat(keeper.get("/practices/" + id).text())
                .contains("Offered to Ned Nextfull")
                .contains("has had their three things this week");
    }

    @Test
    void notNowOnTodayIsANoThatTheOffererHears() {
        Person keeper = cast.member("Odo Offers");
        Person next = cast.member("Nina Notnow");
        PracticeId id = offered(keeper, next, "Oiling the wheels");
        next.get("/").form("/me/requests/").send().ok();
        settle();
        assertThat(keeper.browser().mail(keeper.email(), "Oiling the wheels"))
                .contains("Nina Notnow");
        assertThat(keeper.get("/practices/" + id).text()).doesNotContain("Nina");
        assertThat(keeper.get("/practices/" + id + "/keeping").text()).contains("declined");
    }
}
