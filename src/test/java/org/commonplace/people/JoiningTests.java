package org.commonplace.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JoiningTests extends CommonplaceTest {
    private Person host;

    @BeforeEach
    void host() {
        host = cast.host("Joana Host");
    }

    @AfterEach
    void open() {
        rule("open");
    }

    private void rule(String joining) {
        host.get("/house/settings").form("/house/settings").with("joining", joining).send().ok();
    }

    /** Presses the button behind a sign-in link; where that leads. */
    private Client.Page press(Client browser, String email) {
        browser.get("/sign-in").form("/sign-in").with("email", email).send().ok();
        return browser.get(browser.link(browser.mail(email, "sign in"))).button("Sign in").send();
    }

    @Test
    void whereJoiningIsByRequestTheAdministratorAdmits() {
        rule("request");
        Client browser = visitor();
        assertThat(browser.get("/sign-in").text()).contains("the administrator admits you");
        Client.Page form = press(browser, "rita.request@example.org").ok();
        assertThat(form.path()).startsWith("/join/");
        assertThat(browser.get("/me").path()).as("not yet a member").startsWith("/sign-in");
        assertThat(form.form("/join/").with("name", "Rita").with("statement", " ").send().status())
                .as("a statement is needed")
                .isEqualTo(422);
        Client.Page asked =
                form.form("/join/")
                        .with("name", "Rita Request")
                        .with("statement", "I catalogue maps in a small archive.")
                        .send()
                        .ok();
        assertThat(asked.text()).contains("answers by mail");
        assertThat(host.browser().mail(host.email(), "I catalogue maps"))
                .contains("Rita Request", "/house/joining");
        host.get("/house/joining")
                .form("/house/joining/")
                .with("admitted", "true")
                .with("because", "Good to have you.")
                .send()
                .ok();
        String welcome = browser.mail("rita.request@example.org", "You are a member");
        assertThat(welcome).contains("Good to have you.");
        assertThat(browser.get(browser.link(welcome)).button("Sign in").send().ok().text())
                .contains("Rita Request");
        assertThat(host.get("/house/joining").text()).doesNotContain("Rita Request");
    }

    @Test
    void whatAnApplicantWroteAppearsWhenAdmittedAndIsSentBackWhenNot() {
        rule("request");
        for (boolean admitted : List.of(true, false)) {
            String email = "writer." + admitted + "@example.org";
            String words = "Which glue for rebinding, " + admitted + "?";
            Client browser = visitor();
            Client.Page box = browser.get("/questions/new").ok();
            assertThat(box.text()).as("said before writing").contains("People join this place by");
            box.form("/questions").with("text", words).with("email", email).send().ok();
            Client.Page form =
                    browser.get(browser.link(browser.mail(email, "Which glue")))
                            .button("Ask it")
                            .send()
                            .ok();
            assertThat(form.text()).contains(words);
            form.form("/join/").with("name", "W").with("statement", "Bookbinder.").send().ok();
            assertThat(visitor().get("/questions").text()).doesNotContain(words);
            host.get("/house/joining")
                    .form("/house/joining/")
                    .with("admitted", String.valueOf(admitted))
                    .send()
                    .ok();
            if (admitted) assertThat(visitor().get("/questions").text()).contains(words);
            else {
                assertThat(visitor().get("/questions").text()).doesNotContain(words);
                assertThat(browser.mail(email, "has not admitted")).contains(words);
            }
        }
    }

    @Test
    void whereJoiningIsByInvitationTheLinkWaitsUntilSomebodyInvites() {
        rule("invitation");
        Person member = cast.member("Ivo Inviter");
        Client browser = visitor();
        String email = "ines.invited@example.org";
        browser.get("/sign-in").form("/sign-in").with("email", email).send().ok();
        String link = browser.link(browser.mail(email, "sign in"));
        Client.Page refused = browser.get(link).button("Sign in").send();
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("when a member invites them");
        member.get("/me/invitations")
                .form("/me/invitations")
                .with("email", email)
                .with("line", "Come and see.")
                .send()
                .ok();
        assertThat(browser.mail(email, "Ivo Inviter invites you")).contains("Come and see.");
        assertThat(
                        browser.get(link)
                                .button("Sign in")
                                .with("name", "Ines Invited")
                                .send()
                                .ok()
                                .text())
                .contains("Ines Invited");
        assertThat(member.get("/me/invitations").text()).contains("has joined");
    }

    @Test
    void anInvitationCanBeTakenBackByWhoMadeItOnly() {
        rule("invitation");
        Person member = cast.member("Tom Takesback");
        Person other = cast.member("Olga Other");
        String email = "taken.back@example.org";
        member.get("/me/invitations").form("/me/invitations").with("email", email).send().ok();
        Client.Page mine = member.get("/me/invitations");
        String path = mine.document().select("form[action^=/me/invitations/]").attr("action");
        other.browser().force("delete", path, Map.of());
        assertThat(member.get("/me/invitations").text()).contains(email);
        mine.button("Take back").send().ok();
        assertThat(member.get("/me/invitations").text()).doesNotContain(email);
        assertThat(press(visitor(), email).status()).isEqualTo(403);
    }

    @Test
    void membersAndVisitorsDoNotSeeWhoWantsToJoin() {
        assertThat(cast.member("Nosy Member").get("/house/joining").status()).isEqualTo(403);
        assertThat(visitor().get("/house/joining").path()).startsWith("/sign-in");
        assertThat(visitor().get("/me/invitations").path()).startsWith("/sign-in");
        assertThat(
                        cast.member("Forcing Member")
                                .browser()
                                .force(
                                        "post",
                                        "/house/joining/AAAAAAAAAAA",
                                        Map.of("admitted", "true"))
                                .status())
                .isEqualTo(403);
    }
}
