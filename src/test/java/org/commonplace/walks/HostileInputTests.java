package org.commonplace.walks;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.chrome.HostileTexts;
import org.commonplace.chrome.Markdown;
import org.commonplace.people.Members;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Hostile texts through the real forms: no script runs, nothing breaks, nothing is cut silently.
 */
class HostileInputTests extends BrowserTest {
    @Autowired private Members members;

    @Test
    void hostileTextsAreOnlyTexts() {
        List<String> texts = HostileTexts.all();
        assertThat(texts).hasSizeGreaterThan(150);
        Person member = cast.member("Hostile Person");
        Person helper = cast.member("Host\"ile <b>Helper</b>");
        for (Person one : List.of(member, helper)) members.trust(one.id());
        List<String> pages = new ArrayList<>();
        for (String text : texts) {
            Client.Page asked =
                    member.get("/questions/new")
                            .form("/questions")
                            .with("text", "Is this hostile? " + text)
                            .with("privacy", "kept")
                            .send()
                            .ok();
            String path = asked.path().replaceAll("[?#].*", "");
            pages.add(path);
            Client.Page answered =
                    helper.get(path)
                            .form("answer ")
                            .with("text", text + " ok")
                            .with("privacy", "kept")
                            .send()
                            .ok();
            String answer = answered.document().select("article.answer").attr("id");
            String kept = helper.get("/posts/" + answer + "/edit").form("edit").value("text");
            assertThat(kept.strip())
                    .as("nothing is cut")
                    .isEqualTo((Markdown.cleaned(text) + " ok").strip());
        }
        settle();
        Page page = page(Window.DESK);
        page.setDefaultNavigationTimeout(90_000);
        page.onDialog(
                dialog -> {
                    throw new AssertionError("a script ran: " + dialog.message());
                });
        for (String path : pages) {
            page.navigate(path);
            assertThat(page.evaluate("window.hacked")).as(path).isNull();
            assertThat(page.locator("h1").count()).as(path).isEqualTo(1);
            assertThat(page.locator("#answer").count())
                    .as("the page is whole: " + path)
                    .isEqualTo(1);
        }
        page.navigate("/questions");
        assertThat(page.evaluate("window.hacked")).isNull();
        for (String text : texts.subList(0, 40))
            assertThat(
                            visitor()
                                    .get(
                                            "/search?q="
                                                    + java.net.URLEncoder.encode(
                                                            text,
                                                            java.nio.charset.StandardCharsets
                                                                    .UTF_8))
                                    .status())
                    .isEqualTo(200);
        quiet();
    }

    @Test
    void hostileNamesAndProfilesAreOnlyTexts() {
        Person member = cast.member("Plain Name");
        for (String text : HostileTexts.all()) {
            if (text.length() > 120) continue;
            member.get("/me")
                    .form("me")
                    .with("name", text)
                    .with("job", text)
                    .with("visibility.job", "everyone")
                    .with("about", text)
                    .with("visibility.about", "everyone")
                    .send()
                    .ok();
            assertThat(visitor().get("/people/" + member.id()).status()).isEqualTo(200);
        }
        Page page = page(Window.DESK);
        page.navigate("/people/" + member.id());
        assertThat(page.evaluate("window.hacked")).isNull();
        quiet();
    }
}
