package org.commonplace.walks;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first half of the main job in a real browser, with scripts and without. */
class QuestionWalkTests extends BrowserTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fromAVisitorsQuestionToWorkedForUs(boolean scripts) {
        String tag = scripts ? "with" : "without";
        Window window = scripts ? Window.DESK : Window.DESK.scriptless();
        String asker = "walker." + tag + "@example.org";
        Page visitor = page(window);
        visitor.navigate("/");
        visitor.fill("#text", "How do we lend tools " + tag + " a deposit?");
        visitor.click(".hero button.primary");
        assertThat(visitor.locator("#text"))
                .hasValue("How do we lend tools " + tag + " a deposit?");
        if (scripts) wellMade(visitor);
        visitor.fill("#email", asker);
        visitor.click("form.ask button.primary");
        Client mailbox = visitor();
        visitor.navigate(url() + mailbox.link(mailbox.mail(asker, "How do we lend tools " + tag)));
        visitor.click("main button.primary");
        assertThat(visitor.locator("h1")).hasText("How do we lend tools " + tag + " a deposit?");
        assertThat(visitor.locator(".next")).containsText("asker gets every answer by mail");
        String path = visitor.url().replace(url(), "").replaceAll("[?#].*", "");
        if (scripts) picture(visitor, "question-asked");

        Person answerer = cast.member("Walter Answerer");
        Page answering = signedIn(window, answerer.email());
        answering.navigate(path);
        answering.fill(
                "#answer #text",
                "We photograph the tool and write down the card number. **No** money changes hands.");
        answering.click("#answer button.primary");
        assertThat(answering.locator("article.answer strong")).hasText("No");
        if (scripts) wellMade(answering);

        visitor.navigate(path);
        visitor.click("text=This answers it");
        assertThat(visitor.locator(".card-kind .state")).hasText("Settled");

        Person library = cast.member("Wilma Library");
        Page trying = signedIn(window, library.email());
        trying.navigate(path);
        trying.click("text=It worked here");
        trying.fill("#library", "Walk City Library");
        trying.fill("#line", "Forty drills, none lost.");
        if (scripts) wellMade(trying);
        trying.click("main button.primary");
        assertThat(trying.locator(".slip")).containsText("Walk City Library");
        assertThat(mailbox.mail(answerer.email(), "Forty drills, none lost."))
                .contains("Walk City Library");

        answering.navigate(path);
        answering.locator("article.answer details.more summary").click();
        answering.locator("article.answer >> text=Edit").click();
        answering.fill(
                "#text",
                "We photograph the tool and note the card number. **No** money changes hands.");
        answering.click("main button.primary");
        assertThat(answering.locator("article.answer")).containsText("note the card number");
        if (scripts) picture(answering, "question-answered");

        settle();
        waitForVectors();
        Page searching = page(window);
        searching.navigate("/");
        searching.fill("#find", "borrowing equipment and paying security");
        searching.keyboard().press("Enter");
        assertThat(searching.locator(".hits")).containsText("How do we lend tools " + tag);
        if (scripts) {
            wellMade(searching);
            picture(searching, "search");
        }
    }

    @Test
    void whileOneTypesWhatIsKnownAppears() {
        cast.question(
                cast.member("Yan Asker"), "How do we weed a reference collection nobody uses?");
        settle();
        Page page = page(Window.DESK);
        page.navigate("/questions/new");
        page.locator("#text").pressSequentially("Weeding our reference collection");
        assertThat(page.locator("#similar"))
                .containsText(Pattern.compile("How do we weed a reference collection"));
        wellMade(page);
    }

    @Test
    void whatIsTypedSurvivesAClosedBrowserWindow() {
        Person member = cast.member("Zoe Drafter");
        Page page = signedIn(Window.DESK, member.email());
        page.navigate("/questions/new");
        page.waitForResponse(
                "**/drafts",
                () ->
                        page.locator("#text")
                                .pressSequentially("A half written question about shelves"));
        page.navigate("/questions");
        page.navigate("/questions/new");
        assertThat(page.locator("#text")).hasValue("A half written question about shelves");
    }

    @Test
    void selectedWordsAreKept() {
        Person member = cast.member("Kea Keeper");
        var question =
                cast.question(member, "Which words are kept?\nOnly the golden words of this line.");
        Page page = signedIn(Window.DESK, member.email());
        page.navigate("/questions/" + question);
        page.locator("[data-keep] p")
                .first()
                .evaluate(
                        """
                node => { const range = document.createRange(); const text = node.firstChild;
                  range.setStart(text, 9); range.setEnd(text, 21);
                  const selection = getSelection(); selection.removeAllRanges(); selection.addRange(range); }
                """);
        page.locator("[data-keep-link]").first().click();
        assertThat(page.locator("#passage")).hasValue("golden words");
        page.click("main button.primary");
        assertThat(page.locator(".excerpt blockquote")).hasText("golden words");
        wellMade(page);
        picture(page, "commonplace-book");
    }

    @Test
    void aPasskeySignsIn() {
        Person member = cast.member("Petra Passkey");
        Page page = signedIn(Window.DESK, member.email());
        var session = page.context().newCDPSession(page);
        session.send("WebAuthn.enable");
        com.google.gson.JsonObject options =
                com.google.gson.JsonParser.parseString(
                                "{\"options\":{\"protocol\":\"ctap2\",\"transport\":\"internal\",\"hasResidentKey\":true,\"hasUserVerification\":true,\"isUserVerified\":true}}")
                        .getAsJsonObject();
        session.send("WebAuthn.addVirtualAuthenticator", options);
        page.navigate("/me/sign-in");
        page.fill("#label", "Test key");
        page.click("[data-passkey-add]");
        assertThat(page.locator("main")).containsText("Test key");
        page.click(".menu summary");
        page.click("text=Sign out");
        page.navigate("/sign-in");
        page.click("[data-passkey-use]");
        assertThat(page.locator(".menu summary")).containsText("Petra Passkey");
    }

    private void waitForVectors() {
        for (int i = 0; i < 200; i++) {
            if (visitor()
                    .get("/search?q=borrowing+equipment+and+paying+security")
                    .text()
                    .contains("How do we lend tools")) return;
            pause(100);
        }
    }
}
