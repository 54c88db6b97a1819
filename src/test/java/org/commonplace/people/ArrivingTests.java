package org.commonplace.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Links that came too late, names nobody chose, and what a shared computer shows afterwards. */
class ArrivingTests extends CommonplaceTest {
    @Autowired private JdbcClient jdbc;
    @Autowired private Members members;

    private void anHourLater(String email) {
        jdbc.sql(
                        "update people.link set expires_at = now() - interval '1 minute' where email = :email")
                .param("email", email)
                .update();
    }

    @Test
    void aSignInLinkAfterItsHourSaysSoAndOnePressSendsANewOne() {
        Person member = cast.member("Lena Late");
        Client browser = visitor();
        browser.get("/sign-in?next=/practices")
                .form("/sign-in")
                .with("email", member.email())
                .send()
                .ok();
        String path = browser.link(browser.mail(member.email(), "/sign-in/"));
        anHourLater(member.email());
        Client.Page late = browser.get(path).ok();
        assertThat(late.text()).contains("too old");
        jdbc.sql("delete from mail.letter where recipient = :to")
                .param("to", member.email())
                .update();
        assertThat(late.button("Send me another").send().ok().text()).contains("on its way");
        String fresh = null;
        for (int i = 0; i < 100 && (fresh == null || fresh.equals(path)); i++) {
            fresh = browser.link(browser.mails(member.email()).getFirst());
            pause(100);
        }
        assertThat(browser.get(fresh).button("Sign in").send().ok().path())
                .startsWith("/practices");
    }

    @Test
    void aLateLinkOfAQuestionKeepsTheQuestion() {
        String email = "late" + System.nanoTime() + "@example.org";
        Client browser = visitor();
        browser.get("/questions/new")
                .form("/questions")
                .with("text", "Is a question lost with its link?")
                .with("email", email)
                .with("name", "Lotte Late")
                .send()
                .ok();
        String path = browser.link(browser.mail(email, "/confirm/"));
        anHourLater(email);
        browser.get(path).button("Send me another").send().ok();
        String fresh = path;
        for (int i = 0; i < 100 && fresh.equals(path); i++) {
            fresh = browser.link(browser.mails(email).getFirst());
            pause(100);
        }
        assertThat(browser.get(fresh).button("Ask it").send().ok().text())
                .contains("Is a question lost with its link?", "Lotte Late");
    }

    @Test
    void aBylineIsNeverMadeOfTheAddressAndIsSeenBeforeItIsPublished() {
        String email = "anna.rossi.1971." + System.nanoTime() + "@example.org";
        Client browser = visitor();
        Client.Page promised =
                browser.get("/questions/new")
                        .form("/questions")
                        .with("text", "Where do you keep the keys of the map cabinet?")
                        .with("email", email)
                        .send()
                        .ok();
        assertThat(promised.status()).isEqualTo(200);
        Client.Page confirm = browser.get(browser.link(browser.mail(email, "/confirm/"))).ok();
        assertThat(confirm.document().select("input[name=name]").val())
                .isEqualTo("Somebody from a library");
        Client.Page asked = confirm.button("Ask it").send().ok();
        assertThat(asked.text())
                .contains("Somebody from a library")
                .doesNotContainIgnoringCase("1971");
        assertThat(asked.text()).doesNotContainIgnoringCase("Rossi");
    }

    @Test
    void theNameInTheBoxIsTheOneThatIsPublished() {
        String email = "keys" + System.nanoTime() + "@example.org";
        Client browser = visitor();
        browser.get("/questions/new")
                .form("/questions")
                .with("text", "Where do you keep the keys of the microfilm room?")
                .with("email", email)
                .send()
                .ok();
        assertThat(
                        browser.get(browser.link(browser.mail(email, "/confirm/")))
                                .form("/confirm/")
                                .with("name", "Kim Keys")
                                .send()
                                .ok()
                                .text())
                .contains("Kim Keys");
    }

    @Test
    void whatIsOnesOwnIsStoredInNoCacheAndVisitorsPagesAreAsTheyWere() {
        Person member = cast.member("Shira Shared");
        for (String path :
                List.of(
                        "/",
                        "/me",
                        "/me/export",
                        "/me/commonplace-book.md",
                        "/questions/new",
                        "/questions"))
            assertThat(member.get(path).headers().firstValue("cache-control"))
                    .as(path)
                    .hasValue("no-store");
        assertThat(visitor().get("/me").headers().firstValue("cache-control").orElse(""))
                .doesNotContain("public");
        assertThat(visitor().get("/questions").headers().firstValue("cache-control"))
                .hasValue("no-cache, private");
    }

    @Test
    void aNameIsOneLineWhateverASenderPutsIntoIt() {
        Person member = cast.member("Otto One");
        String name = "Otto\r\nBcc: all@example.org\u2028Line\u0085Two\u000bThree";
        member.browser().force("post", "/me", Map.of("name", name)).ok();
        String kept = members.named(new PersonaId(member.id().value()));
        assertThat(kept).isEqualTo("Otto Bcc: all@example.org Line Two Three");
        assertThat(
                        jdbc.sql(
                                        "select count(*) from people.persona where name ~ '[\\x01-\\x1f\\x7f-\\x9f\\u2028\\u2029]'")
                                .query(Integer.class)
                                .single())
                .isZero();
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () ->
                                jdbc.sql("update people.persona set name = :name where id = :id")
                                        .param("name", name)
                                        .param("id", member.id().value())
                                        .update())
                .hasMessageContaining("persona_name_line");
    }

    @Test
    void aLateLinkSentAgainTwiceIsOneQuestion() {
        String email = "twice" + System.nanoTime() + "@example.org";
        String text = "Is a late question asked twice " + System.nanoTime() + "?";
        Client browser = visitor();
        browser.get("/questions/new")
                .form("/questions")
                .with("text", text)
                .with("email", email)
                .with("name", "Lotte Twice")
                .send()
                .ok();
        String path = browser.link(browser.mail(email, "/confirm/"));
        anHourLater(email);
        for (int i = 0; i < 2; i++) browser.get(path).button("Send me another").send().ok();
        settle();
        for (String mail : browser.mails(email)) {
            Client.Page page = visitor().get(browser.link(mail));
            for (String button : List.of("Ask it", "Send me another"))
                if (page.body().contains(">" + button)) page.button(button).send();
        }
        assertThat(
                        jdbc.sql("select count(*) from catalogue.card where title = :title")
                                .param("title", text)
                                .query((row, n) -> row.getInt(1))
                                .single())
                .isLessThanOrEqualTo(1);
    }
}
