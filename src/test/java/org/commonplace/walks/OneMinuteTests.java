package org.commonplace.walks;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.commonplace.Cast.Person;
import org.commonplace.questions.Answers;
import org.commonplace.questions.QuestionId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The one-minute paths, walked by somebody who has never been here; every press and every field is
 * a step.
 */
class OneMinuteTests extends BrowserTest {
    @Autowired private Answers answers;

    private int steps;
    private Page page;

    @BeforeEach
    void newcomer() {
        steps = 0;
        page = page(Window.DESK);
        page.navigate("/");
    }

    private void press(String what) {
        page.locator(what).first().click();
        steps++;
    }

    private void write(String where, String text) {
        page.fill(where, text);
        steps++;
    }

    private void openMail(String to, String words) {
        page.navigate(url() + visitor().link(visitor().mail(to, words)));
        steps++;
    }

    @Test
    void askInSixSteps() {
        write("#text", "Where do newcomers put their first question?");
        press(".hero button.primary");
        write("#email", "one.minute.ask@example.org");
        press("form.ask button.primary");
        openMail("one.minute.ask@example.org", "Where do newcomers put");
        press("main button.primary");
        assertThat(page.locator("h1")).hasText("Where do newcomers put their first question?");
        assertThat(steps).isLessThanOrEqualTo(6);
    }

    @Test
    void answerInSixSteps() {
        cast.question(cast.member("Minute Asker"), "Which shelf is the one-minute shelf?");
        page.navigate("/");
        press("text=I know something about this");
        write("#answer #text", "The third from the door.");
        write("#email", "one.minute.answer@example.org");
        press("#answer button.primary");
        openMail("one.minute.answer@example.org", "third from the door");
        press("main button.primary");
        assertThat(page.locator("article.answer")).containsText("The third from the door.");
        assertThat(steps).isLessThanOrEqualTo(6);
    }

    @Test
    void findInTwoSteps() {
        Person asker = cast.member("Minute Finder");
        QuestionId question = cast.question(asker, "How do you store glass lantern slides?");
        var answer =
                answers.answer(
                        question,
                        "We tried several things. Upright in padded boxes, never flat in a stack. That is all.",
                        "en",
                        asker.viewer());
        for (String library : new String[] {"One Library", "Two Library", "Three Library"})
            answers.report(
                    answer,
                    new Answers.Tried(
                            library,
                            org.commonplace.questions.Verdict.WORKED,
                            "",
                            java.time.LocalDate.now(java.time.ZoneOffset.UTC)),
                    cast.member("Rep Orter").viewer());
        settle();
        write("#find", "lantern slides flat");
        page.keyboard().press("Enter");
        steps++;
        assertThat(page.locator(".hit").first())
                .containsText("Upright in padded boxes, never flat in a stack.");
        assertThat(page.locator(".hit").first()).containsText("worked at 3 libraries");
        assertThat(page.locator(".hit").first()).containsText("answered");
        assertThat(steps).isEqualTo(2);
    }

    @Test
    void keepInTwoSteps() {
        Person member = cast.member("Minute Keeper");
        QuestionId question =
                cast.question(
                        member,
                        "What did the one-minute keeper keep?\nEverything that is worth a second look.");
        page = signedIn(Window.DESK, member.email());
        page.navigate("/questions/" + question);
        press("[data-keep-link]");
        press("main button.primary");
        assertThat(page.locator(".excerpt").first()).containsText("worth a second look");
        assertThat(page.locator(".excerpt .source").first()).containsText("Minute Keeper");
        assertThat(steps).isEqualTo(2);
    }
}
