package org.commonplace.walks;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.MailProgram;
import org.commonplace.awareness.Digests;
import org.commonplace.awareness.Level;
import org.commonplace.awareness.Watches;
import org.commonplace.chrome.HouseClock;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.PracticeId;
import org.commonplace.practices.Practices;
import org.commonplace.questions.QuestionId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Nora joins, asks, is answered, accepts, confirms a practice and leaves, and never opens a
 * browser. Every letter that she gets is shown in one here, for axe and for people to look at.
 */
class MailWalkTests extends BrowserTest {
    private static final Path LETTERS = Path.of("target/pictures/mail");
    private static final Map<String, String> VOUCHED =
            Map.of("Authentication-Results", "mx.example.org; dmarc=pass");

    @Autowired private Members members;
    @Autowired private Practices practices;
    @Autowired private Digests digests;
    @Autowired private Watches watches;

    private int number;

    /** Keeps a letter as text and as pictures, by day on a desk and by night on a phone. */
    private MimeMessage seen(MimeMessage letter, String name) throws IOException {
        Files.createDirectories(LETTERS);
        String file = "%02d-%s".formatted(++number, name);
        String head =
                "From: %s\nTo: %s\nSubject: %s\n\n"
                        .formatted(
                                MailProgram.header(letter, "From"),
                                MailProgram.header(letter, "To"),
                                MailProgram.header(letter, "Subject"));
        Files.writeString(
                LETTERS.resolve(file + ".txt"),
                (head + MailProgram.text(letter))
                        .replace("\r", "")
                        .replaceAll("http://localhost:\\d+", "https://ask.library.example"));
        for (Window window :
                new Window[] {
                    new Window(720, 500, false, true, "en"), new Window(390, 600, true, true, "en")
                }) {
            Page page = page(window);
            page.navigate("/robots.txt");
            page.setContent(MailProgram.html(letter));
            wellMadeLetter(page);
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setPath(
                                    LETTERS.resolve(
                                            file + (window.dark() ? "-phone" : "") + ".png"))
                            .setFullPage(true));
            page.close();
        }
        return letter;
    }

    /** A letter has no landmarks: it stands inside a mail program. */
    private static void wellMadeLetter(Page page) {
        var found =
                new com.deque.html.axecore.playwright.AxeBuilder(page)
                        .withTags(java.util.List.of("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"))
                        .analyze()
                        .getViolations();
        assertThat(
                        found.stream()
                                .map(
                                        one ->
                                                one.getId()
                                                        + " "
                                                        + one.getNodes().getFirst().getHtml()))
                .isEmpty();
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .isLessThanOrEqualTo(0);
    }

    private Person colleague(String name) {
        Person person = cast.member(name);
        members.trust(person.id());
        return person;
    }

    @Test
    void aLibrarianLivesHereByMailAlone() throws Exception {
        Person ben = colleague("Ben Archer");
        Person kim = colleague("Kim Keeper");
        PracticeId practice =
                practices.keep(
                        NewPractice.of(
                                "Labels that survive a dishwasher",
                                "Print on polyester, not on paper.",
                                "en"),
                        kim.viewer());
        MailProgram nora =
                mail("nora.lindqvist" + System.nanoTime() + "@example.org", "Nora Lindqvist");

        nora.write("join@localhost", "Joining", "Hello, may I join?");
        nora.answer(
                seen(nora.letter("Press this button or answer this letter"), "welcome"),
                "Yes, please.");
        seen(nora.letter("You are a member now"), "joined");
        MemberId id = members.byEmail(nora.address()).orElseThrow();

        nora.send(
                "commons@localhost",
                "How do you label kitchen tools for lending?",
                "We begin to lend kitchen tools in spring, and every label we tried came off in the dishwasher.\n\n"
                        + "Has anybody a label that stays?\n-- \nNora Lindqvist\nHarbour Library",
                VOUCHED);
        MimeMessage asked = seen(nora.letter("Your question is asked"), "asked");
        QuestionId question = QuestionId.of(visitor().link(MailProgram.text(asked)).split("/")[2]);

        mail(ben)
                .send(
                        "thread+" + question + "@localhost",
                        "Re: labels",
                        "We engrave a number into the handle, three millimetres high.\n\nA vibrating engraver costs "
                                + "twenty euros, and two years later every number can still be read.",
                        VOUCHED);
        MimeMessage answer = seen(nora.letter("We engrave a number into the handle"), "answered");
        assertThat(MailProgram.header(answer, "From")).contains("Ben Archer");
        assertThat(MailProgram.header(answer, "Subject"))
                .isEqualTo("Re: How do you label kitchen tools for lending?");

        nora.answer(answer, "Does it hold on plastic handles too?");
        seen(nora.letter("Your comment stands"), "comment-stands");
        nora.answer(answer, "+worked at Harbour Library\n\nForty spoons, no label lost.");
        seen(nora.letter("It is noted where it worked"), "worked");
        nora.answer(answer, "+accept");
        seen(nora.letter("You accepted that answer"), "accepted");
        MimeMessage told = seen(mail(ben).letter("accepted your answer"), "to-ben-accepted");
        mail(ben).answer(told, "Glad to hear it. Come and see the engraver.");
        seen(nora.letter("Come and see the engraver"), "thanks-come-by-relay");

        nora.send(
                "thread+" + practice + "@localhost",
                "",
                "+still true at Harbour Library\n\nSince May, on mugs.",
                VOUCHED);
        seen(nora.letter("Noted on the slip: still true"), "still-true");
        seen(mail(kim).letter("Since May, on mugs."), "to-kim-confirmed");

        QuestionId other = cast.question(kim, "Who lends sewing machines to schools?");
        watches.level(id, other.value(), Level.DAILY);
        digests.ripen();
        mail(ben)
                .send(
                        "thread+" + other + "@localhost",
                        "",
                        "We do, two at a time, with a box of needles.",
                        VOUCHED);
        mail(kim).letter("two at a time");
        HouseClock.at(
                LocalDate.now(ZoneOffset.UTC)
                        .plusDays(2)
                        .with(TemporalAdjusters.nextOrSame(DayOfWeek.THURSDAY))
                        .atTime(LocalTime.of(7, 1))
                        .toInstant(ZoneOffset.UTC),
                digests::ripen);
        deliver();
        seen(nora.letter("which you follow"), "digest");

        nora.answer(answer, "+abracadabra");
        seen(nora.letter("no word that we know there"), "refused");
        assertThat(ben.get("/posts/" + question + "/original").ok().text())
                .contains("Harbour Library");
        nora.send("help@localhost", "", "+leave the house", VOUCHED);
        nora.answer(seen(nora.letter("You wrote that you want to leave"), "leave"), "+yes");
        for (int i = 0; i < 100 && members.byEmail(nora.address()).isPresent(); i++) pause(100);
        assertThat(members.byEmail(nora.address())).isEmpty();
        assertThat(ben.get("/posts/" + question + "/original").status()).isEqualTo(404);
        assertThat(visitor().get("/questions/" + question + "/-").ok().text())
                .contains("How do you label kitchen tools")
                .doesNotContain("Nora Lindqvist");
    }
}
