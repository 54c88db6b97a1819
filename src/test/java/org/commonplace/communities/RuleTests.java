package org.commonplace.communities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The Chatham House rule, charters that change, who is let in, and names behind aliases. */
class RuleTests extends CommonplaceTest {
    @Autowired private JdbcClient jdbc;
    @Autowired private Communities communities;

    private record Lab(String path, Person host, Person second, Person speaker, String question) {}

    private Lab lab(String word) {
        Person host = cast.host("Hilde " + word);
        String path = "/communities/rule-" + host.id();
        host.get("/communities/new")
                .form("/communities")
                .with("name", "Rule " + host.id())
                .with("purpose", "To speak freely")
                .with("charter", "What is said here stays here.")
                .with("audience", "lab")
                .send()
                .ok();
        Person second = cast.member("Sekundus " + word);
        Person speaker = cast.member("Spiridon " + word);
        for (Person one : List.of(second, speaker))
            host.get(path + "/members").form(path + "/members").with("who", one.name()).send().ok();
        communities.steward(
                communities.slugged(path.substring(path.lastIndexOf('/') + 1)).orElseThrow(),
                second.id());
        for (Person one : List.of(host, second, speaker))
            one.get(path).form(path + "/consent").with("agreed", "yes").send().ok();
        Client.Page asked =
                speaker.get("/questions/new?community=" + path.substring(13))
                        .form("/questions")
                        .with("text", "May I say what went wrong?\nA lot.")
                        .with("community", path.substring(13))
                        .send()
                        .ok();
        return new Lab(path, host, second, speaker, asked.path().replaceAll("[?#].*", ""));
    }

    @Test
    void noGroupTakesANameThatBelongsToTheHousesMail() {
        Person host = cast.host("Hilda Hostess");
        Client.Page form = host.get("/communities/new").ok();
        for (String name : List.of("Postmaster", "Abuse", "No reply"))
            assertThat(
                            form.form("/communities")
                                    .with("name", name)
                                    .with("purpose", "To get everybody’s mail")
                                    .send()
                                    .text())
                    .contains("belongs to the house");
    }

    /** Something begun under the rule; returns the path of its page. */
    private static String begun(Person by, String form, String field, String words) {
        return by.get(form + "/new")
                .form(form)
                .with(field, words)
                .with("chatham", "yes")
                .send()
                .ok()
                .path()
                .replaceAll("[?#].*", "");
    }

    @Test
    void underTheChathamHouseRuleEverybodySpeaksUnderAnAliasAndTheTextsAreOpen() {
        Person asker = cast.member("Cecily Chatham");
        Person answerer = cast.member("Conrad Chatham");
        String path =
                begun(asker, "/questions", "text", "Which vendor let you down?\nOurs did, twice.");
        answerer.get(path).form("answer ").with("text", "The one with the blue logo.").send().ok();
        settle();
        for (Client anyone : List.of(visitor(), asker.browser(), answerer.browser())) {
            Client.Page page = anyone.get(path).ok();
            assertThat(page.document().select("main").text())
                    .contains("Chatham House rule", "The one with the blue logo.")
                    .doesNotContain("Cecily", "Conrad");
        }
        assertThat(visitor().get("/search?q=blue%20logo").text())
                .contains("Which vendor let you down?")
                .doesNotContain("Conrad");
        for (Person one : List.of(asker, answerer))
            assertThat(visitor().get("/people/" + one.id()).text()).doesNotContain("Which vendor");
        assertThat(asker.browser().mail(asker.email(), "blue logo")).doesNotContain("Conrad");
        assertThat(
                        jdbc.sql(
                                        "select count(*) from questions.answering g join conversations.post p on p.id = g.answer where p.body like '%blue logo%'")
                                .query((row, n) -> row.getInt(1))
                                .single())
                .as("it speaks for nobody when people are invited")
                .isZero();
    }

    @Test
    void aWorkgroupUnderTheRuleNamesNobody() {
        Person founder = cast.member("Claudia Chatham");
        Person second = cast.member("Cuno Chatham");
        String path = begun(founder, "/workgroups", "problem", "Vendors let us down");
        second.get(path).button("I will work on it").send().ok();
        assertThat(visitor().get(path).ok().document().select("main").text())
                .contains("Chatham House rule")
                .doesNotContain("Claudia", "Cuno");
    }

    @Test
    void everyVersionOfACharterIsKept() {
        Lab lab = lab("Charter");
        lab.host()
                .get(lab.path() + "/edit")
                .form(lab.path())
                .with("charter", "What is said here stays here, always.")
                .send()
                .ok();
        Client.Page page = lab.speaker().get(lab.path() + "/charter").ok();
        assertThat(page.document().select(".prose").eachText())
                .containsExactly(
                        "What is said here stays here, always.", "What is said here stays here.");
        assertThat(lab.speaker().get(lab.path()).document().select("form[action$=consent]"))
                .isNotEmpty();
        assertThat(visitor().get(lab.path() + "/charter").status()).isEqualTo(404);
    }

    @Test
    void stewardsLetPeopleInAndNobodyElseDoes() {
        Lab lab = lab("Admission");
        Person outsider = cast.member("Olaf Outdoors");
        assertThat(lab.speaker().browser().mail(lab.speaker().email(), "You are let into"))
                .contains("To speak freely");
        assertThat(outsider.get(lab.path() + "/members").status()).isEqualTo(404);
        assertThat(lab.speaker().get(lab.path() + "/members").status()).isEqualTo(403);
        assertThat(visitor().get(lab.path() + "/members").status()).isIn(403, 404);
        assertThat(
                        outsider.browser()
                                .force(
                                        "post",
                                        lab.path() + "/members",
                                        Map.of("who", "Olaf Outdoors"))
                                .status())
                .isEqualTo(404);
        assertThat(
                        lab.host()
                                .get(lab.path() + "/members")
                                .form(lab.path() + "/members")
                                .with("who", "Nobody at all")
                                .send()
                                .text())
                .contains("has this name here");
        Client.Page members = lab.host().get(lab.path() + "/members").ok();
        members.form(lab.path() + "/members/" + lab.speaker().id()).send().ok();
        assertThat(lab.speaker().get(lab.path()).status()).isEqualTo(404);
        assertThat(lab.speaker().get(lab.question()).status()).isEqualTo(404);
    }

    @Test
    void twoStewardsWithAReasonLearnANameAndThePersonIsTold() {
        Lab lab = lab("Unmasking");
        String page = lab.path() + "/unmasking";
        assertThat(lab.host().get(lab.question()).ok().document().select("main").text())
                .doesNotContain("Spiridon");
        lab.host()
                .get(page)
                .form(page)
                .with("link", "https://example.org" + lab.question())
                .with("because", "Somebody may be in danger.")
                .send()
                .ok();
        assertThat(lab.host().get(page).text())
                .contains("One host asks for a name")
                .doesNotContain("Spiridon");
        assertThat(lab.host().get(page).hasButton("I agree that we must know")).isFalse();
        assertThat(lab.speaker().get(page).text())
                .doesNotContain("may be in danger", "asks for a name");
        String agree =
                lab.second().get(page).document().select("form[action*=unmasking/]").attr("action");
        assertThat(lab.host().browser().force("post", agree, Map.of()).status()).isEqualTo(403);
        assertThat(lab.speaker().browser().force("post", agree, Map.of()).status()).isEqualTo(403);
        Person outsider = cast.member("Otto Outdoors");
        Person moderator = cast.moderator("Modesta Outdoors");
        for (Person stranger : List.of(outsider, moderator)) {
            assertThat(stranger.get(page).status()).isEqualTo(404);
            assertThat(stranger.browser().force("post", agree, Map.of()).status()).isEqualTo(404);
        }
        assertThat(visitor().get(page).status()).isIn(403, 404);
        lab.second().get(page).form(agree).send().ok();
        for (Person steward : List.of(lab.host(), lab.second()))
            assertThat(steward.get(page).text()).contains("Spiridon Unmasking", "in danger");
        assertThat(lab.speaker().get(page).text())
                .contains("Two hosts learned a name", "Somebody may be in danger.");
        assertThat(lab.speaker().browser().mail(lab.speaker().email(), "have learned the name"))
                .doesNotContain("danger", "went wrong");
        jdbc.sql(
                        "update communities.unmasking set agreed_at = agreed_at - interval '8 days', asked_at = asked_at - interval '8 days'")
                .update();
        assertThat(lab.host().get(page).text())
                .as("after a week the name is gone")
                .doesNotContain("Spiridon");
        assertThat(lab.host().get(lab.question()).document().select("main").text())
                .doesNotContain("Spiridon");
    }

    @Test
    void nobodyAgreesToUnmaskThemselvesNorAWeekTooLate() {
        Lab lab = lab("Late");
        String page = lab.path() + "/unmasking";
        Client.Page own =
                lab.host()
                        .get("/questions/new?community=" + lab.path().substring(13))
                        .form("/questions")
                        .with("text", "Did I say that?\nI did.")
                        .with("community", lab.path().substring(13))
                        .send()
                        .ok();
        assertThat(
                        lab.host()
                                .get(page)
                                .form(page)
                                .with("link", own.path())
                                .with("because", "Curious.")
                                .send()
                                .status())
                .isEqualTo(403);
        lab.host()
                .get(page)
                .form(page)
                .with("link", lab.question())
                .with("because", "Curious.")
                .send()
                .ok();
        String agree =
                lab.second().get(page).document().select("form[action*=unmasking/]").attr("action");
        jdbc.sql(
                        "update communities.unmasking set asked_at = asked_at - interval '8 days' where agreed_at is null")
                .update();
        assertThat(lab.second().browser().force("post", agree, Map.of()).status()).isEqualTo(404);
        assertThat(
                        lab.host()
                                .get(page)
                                .form(page)
                                .with("link", "nothing")
                                .with("because", "x")
                                .send()
                                .text())
                .contains("leads to no text");
    }
}
