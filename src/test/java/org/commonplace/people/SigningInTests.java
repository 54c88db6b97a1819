package org.commonplace.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.junit.jupiter.api.Test;

class SigningInTests extends CommonplaceTest {
    @Test
    void aLinkInTheMailSignsInOnceAndAfterItsButton() {
        Client browser = visitor();
        browser.get("/sign-in")
                .form("/sign-in")
                .with("email", "Newcomer.One@Example.org")
                .send()
                .ok();
        String link = browser.link(browser.mail("newcomer.one@example.org", "wants to sign in"));
        browser.get(link).ok();
        browser.get(link).ok();
        assertThat(browser.get("/me").path()).as("opening is not using").startsWith("/sign-in");
        assertThat(
                        browser.get(link)
                                .button("Sign in")
                                .with("name", "Newcomer One")
                                .send()
                                .ok()
                                .text())
                .contains("Newcomer One");
        assertThat(visitor().get(link).text()).contains("used already");
    }

    @Test
    void nobodyLearnsWhetherAnAccountExists() {
        Person known = cast.member("Known Person");
        String one =
                visitor()
                        .get("/sign-in")
                        .form("/sign-in")
                        .with("email", known.email())
                        .send()
                        .text()
                        .replace(known.email(), "X");
        String two =
                visitor()
                        .get("/sign-in")
                        .form("/sign-in")
                        .with("email", "unknown.person@example.org")
                        .send()
                        .text()
                        .replace("unknown.person@example.org", "X");
        assertThat(one).isEqualTo(two);
        Client.Page wrong =
                visitor()
                        .get("/sign-in")
                        .form("/sign-in/password")
                        .with("email", "unknown.person@example.org")
                        .with("password", "something long")
                        .send();
        assertThat(wrong.text()).contains("Address and password do not go together.");
    }

    @Test
    void aPasswordIsOptionalAndBreachedOnesAreRefused() {
        Person member = cast.member("Pat Password");
        Client.Page refused =
                member.get("/me/sign-in")
                        .form("/me/password")
                        .with("password", "password123")
                        .send();
        assertThat(refused.text()).contains("among those that everybody tries first");
        assertThat(
                        member.get("/me/sign-in")
                                .form("/me/password")
                                .with("password", "short")
                                .send()
                                .text())
                .contains("At least 10 characters");
        member.get("/me/sign-in")
                .form("/me/password")
                .with("password", "seven quiet herons by the lake")
                .send()
                .ok();
        Client other = visitor();
        assertThat(
                        other.get("/sign-in")
                                .form("/sign-in/password")
                                .with("email", member.email())
                                .with("password", "seven quiet herons")
                                .send()
                                .text())
                .contains("do not go together");
        assertThat(
                        other.get("/sign-in")
                                .form("/sign-in/password")
                                .with("email", member.email())
                                .with("password", "seven quiet herons by the lake")
                                .send()
                                .text())
                .contains("Pat Password");
        member.get("/me/sign-in").button("Do without a password").send().ok();
        assertThat(
                        visitor()
                                .get("/sign-in")
                                .form("/sign-in/password")
                                .with("email", member.email())
                                .with("password", "seven quiet herons by the lake")
                                .send()
                                .text())
                .contains("do not go together");
    }

    @Test
    void sessionsAreListedAndCanBeEnded() {
        Person member = cast.member("Sid Sessions");
        Client second = cast.signedIn(member.email());
        assertThat(second.get("/me").status()).isEqualTo(200);
        assertThat(member.get("/me/sign-in").document().select("form[action^=/me/sessions/]"))
                .hasSize(1);
        member.get("/me/sign-in").button("End all others").send().ok();
        assertThat(second.get("/me").path()).startsWith("/sign-in");
        member.get("/").button("Sign out").send().ok();
        assertThat(member.get("/me").path()).startsWith("/sign-in");
    }

    @Test
    void aSecondAddressIsConfirmedBeforeItCounts() {
        Person member = cast.member("Ada Addresses");
        Client browser = member.browser();
        member.get("/me/sign-in")
                .button("Send a link there")
                .with("email", "ada.second@example.org")
                .send()
                .ok();
        assertThat(member.get("/me/sign-in").text()).doesNotContain("ada.second@example.org");
        browser.get(browser.link(browser.mail("ada.second@example.org", "address of theirs")))
                .button("Yes, it is mine")
                .send()
                .ok();
        assertThat(member.get("/me/sign-in").text()).contains("ada.second@example.org");
        member.get("/me/sign-in").button("send letters here").send().ok();
        assertThat(member.get("/me/sign-in").document().select("section li").first().text())
                .startsWith("ada.second@example.org");
    }

    @Test
    void eachFieldOfAProfileIsSeenByWhomItsOwnerSays() {
        Person member = cast.member("Vera Visible");
        member.get("/me")
                .form("me")
                .with("job", "Keeper of maps")
                .with("visibility.job", "members")
                .with("organisation", "Map Library")
                .with("visibility.organisation", "everyone")
                .with("place", "Hidden Town")
                .with("visibility.place", "nobody")
                .with("about", "I like **maps**.")
                .with("visibility.about", "everyone")
                .send()
                .ok();
        String path = "/people/" + member.id();
        assertThat(visitor().get(path).text())
                .contains("Map Library", "I like maps.")
                .doesNotContain("Keeper of maps", "Hidden Town");
        assertThat(cast.member("Olga Other").get(path).text())
                .contains("Keeper of maps")
                .doesNotContain("Hidden Town");
        assertThat(member.get(path).text()).contains("Hidden Town", "Keeper of maps");
    }

    @Test
    void oneCanLeaveAndTakeEverythingAlong() {
        Person member = cast.member("Lev Leaver");
        var question = cast.question(member, "May I leave and keep my words here?\nThese words.");
        Client.Page zip = member.get("/me/export");
        assertThat(zip.headers().firstValue("Content-Type")).contains("application/zip");
        assertThat(member.get("/me/leave").form("/me/leave").send().text())
                .contains("Tick the box");
        member.get("/me/leave")
                .form("/me/leave")
                .with("sure", "yes")
                .with("texts", "keep")
                .send()
                .ok();
        assertThat(visitor().get("/questions/" + question).text())
                .contains("These words.", "former member")
                .doesNotContain("Lev Leaver");
        assertThat(member.get("/me").path()).startsWith("/sign-in");
        Person gone = cast.member("Gus Gone");
        var other = cast.question(gone, "May I leave and take my words along?");
        gone.get("/me/leave")
                .form("/me/leave")
                .with("sure", "yes")
                .with("texts", "remove")
                .send()
                .ok();
        Client.Page tombstone = visitor().get("/questions/" + other);
        assertThat(tombstone.status()).isEqualTo(410);
        assertThat(tombstone.text())
                .contains("Its author left")
                .doesNotContain("take my words along");
    }
}
