package org.commonplace.walks;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.commonplace.Cast.Person;
import org.commonplace.questions.Answers;
import org.commonplace.questions.QuestionId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A question stays open on the desk while somebody answers it elsewhere. */
class LiveWalkTests extends BrowserTest {
    @Autowired private Answers answers;

    @Test
    void anOpenPageSaysThatSomethingIsNewAndTheBellThatItIsElsewhere() {
        Person asker = cast.trusted("Lisa Listens");
        Person answerer = cast.trusted("Ben Answers");
        QuestionId here = cast.question(asker, "Who keeps the window open?");
        QuestionId elsewhere = cast.question(asker, "Who keeps the door open?");
        settle();
        // Signing in leads to "today", which is a look at everything: before anything is new.
        Page phone = signedIn(Window.DESK.phone().night().in("it"), asker.email());
        phone.navigate("/about");
        Page page = signedIn(Window.DESK, asker.email());
        page.waitForResponse(
                answer -> answer.url().contains("/me/live"),
                () -> page.navigate("/questions/" + here));
        page.waitForTimeout(500);
        answers.answer(here, "We do, in summer.", "en", answerer.viewer());
        Locator told = page.locator(".live");
        told.locator("a").waitFor();
        assertThat(told.textContent()).isEqualTo("A new answer is here. Show it Close");
        picture(page, "live-desk");
        wellMade(page);
        told.locator("a").click();
        page.getByText("We do, in summer.").waitFor();
        answers.answer(elsewhere, "The porter does.", "en", answerer.viewer());
        page.locator("a.bell.new").waitFor();
        assertThat(page.locator("a.bell").getAttribute("aria-label"))
                .isEqualTo("Today: something is new");
        picture(page, "bell-desk");
        wellMade(page);
        phone.navigate("/questions/" + here);
        phone.locator("a.bell.new").waitFor();
        picture(phone, "bell-phone-night-it");
        wellMade(phone);
        page.waitForResponse(
                answer -> answer.url().contains("/me/live?about=today"),
                () -> page.click("a.bell"));
        page.waitForResponse(
                answer -> answer.url().contains("/me/live"), () -> page.navigate("/questions"));
        page.waitForTimeout(500);
        assertThat(page.locator("a.bell.new").count()).isZero();
    }
}
