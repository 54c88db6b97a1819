package org.commonplace.walks;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.commonplace.Cast.Person;
import org.commonplace.chrome.HouseClock;
import org.commonplace.people.Members;
import org.commonplace.practices.Keepers;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.PracticeId;
import org.commonplace.practices.Practices;
import org.commonplace.practices.Renewals;
import org.commonplace.questions.RescueClock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The second half of the main job in a real browser, by five people: from a question that nobody
 * answers to a group, a practice, two libraries that confirm it, its review date passed, and a new
 * steward.
 */
class StoryWalkTests extends BrowserTest {
    @Autowired private RescueClock rescue;
    @Autowired private Renewals renewals;
    @Autowired private Keepers keepers;
    @Autowired private Practices practices;
    @Autowired private Members members;

    private static String path(Page page) {
        return page.url().replaceFirst("https?://[^/]+", "").replaceAll("[?#].*", "");
    }

    @Test
    void fromAQuestionNobodyAnswersToAPracticeThatIsHandedOn() {
        Person asta = cast.member("Asta Asks");
        Person boris = cast.member("Boris Begins");
        Person carla = cast.member("Carla Cares");
        Person dora = cast.member("Dora Confirms");
        Person emil = cast.member("Emil Confirms");
        for (Person one : List.of(asta, boris, carla, dora, emil)) members.trust(one.id());

        Page asks = signedIn(Window.DESK, asta.email());
        asks.navigate("/questions/new");
        asks.fill("#text", "How do we keep a seed library from running out?\nBy June all is gone.");
        asks.click("form.ask button.primary");
        String question = path(asks);
        Instant asked = Instant.now();
        for (Duration after :
                List.of(Duration.ofHours(24), Duration.ofHours(72), Duration.ofDays(7)))
            HouseClock.at(asked.plus(after).plusSeconds(60), rescue::ripen);

        Page begins = signedIn(Window.DESK, boris.email());
        begins.navigate(question);
        assertThat(begins.locator("main")).containsText("group");
        wellMade(begins);
        picture(begins, "story-1-nobody-answered");
        begins.click("a[href^='/workgroups/new?question=']");
        wellMade(begins);
        begins.click("main form[action='/workgroups'] button.primary");
        String group = path(begins);

        Page cares = signedIn(Window.DESK, carla.email());
        cares.navigate(group);
        cares.click("text=I will work on it");
        cares.navigate(group.replaceFirst("(/workgroups/[^/]+).*", "$1/document"));
        cares.fill(
                "#text",
                "Give ten seeds a person.\n\nAsk for twenty back in autumn.\n\nWrite the year on every bag.");
        cares.click("main form button.primary");
        wellMade(cares);
        picture(cares, "story-2-the-group");

        begins.navigate(group.replaceFirst("(/workgroups/[^/]+).*", "$1/decisions/new"));
        begins.fill("#title", "How many seeds come back");
        begins.fill(
                "#deadline",
                LocalDateTime.now(ZoneOffset.UTC)
                        .plusDays(3)
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toString());
        begins.check("input[name=method][value=consent]");
        wellMade(begins);
        begins.click("main form button.primary");
        String decision = path(begins);
        cares.navigate(decision);
        cares.check("input[name=choice][value=object]");
        cares.fill("#line", "Twenty is too many for a balcony.");
        cares.click("main form[action$=votes] button.primary");
        begins.navigate(decision);
        begins.check("input[name=choice][value=agree]");
        begins.click("main form[action$=votes] button.primary");
        begins.click("text=Close it now");
        begins.fill("input[name=answer]", "Then as many as you got.");
        begins.click("main form[action$=answers] button");
        begins.fill("#outcome-text", "As many come back as went out.");
        begins.click("main form[action$=outcome] button.primary");
        wellMade(begins);
        picture(begins, "story-3-a-decision-and-an-objection");

        begins.navigate(group.replaceFirst("(/workgroups/[^/]+).*", "$1/conclusion"));
        begins.fill("#title", "Keeping a seed library full");
        wellMade(begins);
        begins.click("main form[action$=practice] button.primary");
        assertThat(begins.locator("h1")).hasText("Keeping a seed library full");
        assertThat(begins.locator("main")).containsText("Kept by Boris Begins");
        String practice = path(begins);
        PracticeId id = PracticeId.of(practice.split("/")[2]);
        asks.navigate(question);
        assertThat(asks.locator("main")).containsText("Keeping a seed library full");
        assertThat(asks.locator(".card-kind .state")).hasText("Settled");

        List<Person> confirming = List.of(dora, emil);
        List<String> libraries = List.of("Harbour Library", "Hill Library");
        Page confirms = null;
        for (int i = 0; i < confirming.size(); i++) {
            confirms = signedIn(Window.DESK, confirming.get(i).email());
            confirms.navigate(practice);
            confirms.click("text=Still true here");
            confirms.check("input[name=said][value=still-true]");
            confirms.fill("#library", libraries.get(i));
            confirms.click("main form button.primary");
            assertThat(confirms.locator(".slip")).containsText(libraries.get(i));
        }
        wellMade(confirms);
        picture(confirms, "story-4-confirmed-by-two-libraries");
        PracticeId builtOnIt =
                practices.keep(
                        NewPractice.of("A seed library on wheels", "The same, on a bus.", "en")
                                .from(List.of(id.value())),
                        dora.viewer());

        Instant review = practices.get(id, boris.viewer()).reviewAt();
        HouseClock.at(review, renewals::ripen);
        settle();
        Page reader = page(Window.DESK);
        reader.navigate(practice);
        assertThat(reader.locator(".notice.warning")).containsText("Overdue");
        wellMade(reader);
        picture(reader, "story-5-overdue");
        Page phone = page(Window.DESK.phone().night());
        phone.navigate(practice);
        picture(phone, "story-5-overdue-phone-dark");
        reader.navigate("/practices/" + builtOnIt);
        assertThat(reader.locator("main"))
                .containsText("This builds on something whose date has passed");
        for (String elsewhere : List.of("/practices?show=overdue", "/search?q=seed+library+full"))
            assertOverdueAt(reader, elsewhere);

        begins.navigate("/practices/" + id + "/keeping");
        begins.fill("#to", "Carla Cares");
        begins.fill("#line", "You know seeds better.");
        wellMade(begins);
        begins.click("main form[action$=handovers] button.primary");
        assertThat(begins.locator("main")).containsText("Kept by Boris Begins");
        cares.navigate("/practices/" + id + "/handover");
        wellMade(cares);
        cares.click("button[name=yes][value=true]");
        cares.navigate(practice);
        assertThat(cares.locator("main")).containsText("Kept by Carla Cares");
        cares.click("a[href$='/renewals/new']");
        cares.check("input[name=said][value=still-true]");
        cares.click("main form button.primary");
        settle();
        reader.navigate(practice);
        assertThat(reader.locator(".notice.warning")).hasCount(0);
        assertThat(reader.locator("main")).containsText("Kept by Carla Cares");
        wellMade(reader);
        picture(reader, "story-6-handed-on");
        reader.navigate("/practices/" + builtOnIt);
        assertThat(reader.locator("main"))
                .not()
                .containsText("This builds on something whose date has passed");
        HouseClock.at(review, keepers::ripen);
    }

    private static void assertOverdueAt(Page reader, String path) {
        reader.navigate(path);
        assertThat(reader.locator("main")).containsText("Keeping a seed library full");
        assertThat(reader.locator("main")).containsText("Overdue");
    }
}
