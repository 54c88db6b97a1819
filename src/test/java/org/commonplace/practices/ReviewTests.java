package org.commonplace.practices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A draft is given to colleagues to look over before it is published. */
class ReviewTests extends CommonplaceTest {
    @Autowired private Kept kept;

    private static PracticeId draft(Person maker, String title) {
        Client.Page page =
                maker.get("/practices/new")
                        .form("/practices")
                        .with("title", title)
                        .with("body", "Unpack the laptops. Number them. Lend them.")
                        .with("save", "draft")
                        .send()
                        .ok();
        return PracticeId.of(page.document().select("article.practice").attr("id"));
    }

    private String letter(Person to, String words) {
        settle();
        return to.browser().mail(to.email(), words);
    }

    private static Client.Page ask(Person maker, PracticeId id, Person reader) {
        return maker.get("/practices/" + id)
                .button("Ask them")
                .with("to", "/people/" + reader.id())
                .with("line", "Is the second step clear?")
                .send();
    }

    @Test
    void whoIsAskedReadsItSaysWhatIsMissingAndIsNamedOnceItIsReady() {
        Person maker = cast.member("Mira Maker");
        Person reader = cast.member("Rino Reader");
        PracticeId id = draft(maker, "Lending laptops at the desk");
        assertThat(reader.get("/practices/" + id).status()).isEqualTo(404);
        assertThat(ask(maker, id, reader).ok().text())
                .contains("Is being looked at")
                .contains("Rino Reader reading");
        assertThat(reader.get("/").text()).contains("A draft to look over");
        assertThat(letter(reader, "would like your opinion"))
                .contains("Is the second step clear?")
                .contains("Unpack the laptops.");
        Client.Page page = reader.get("/practices/" + id).ok();
        assertThat(page.text())
                .contains("You are asked to look this over")
                .doesNotContain("Let somebody look it over");
        assertThat(page.document().select("form[action$=/publication]")).isEmpty();
        page.form("/practices/" + id + "/review")
                .with("words", "Say who numbers them.")
                .with("ready", "false")
                .send()
                .ok();
        assertThat(letter(maker, "not ready yet")).contains("Say who numbers them.");
        maker.get("/practices/" + id + "/edit")
                .form("/practices/" + id + "/edit")
                .with("body", "Unpack the laptops. The desk numbers them. Lend them.")
                .send()
                .ok();
        assertThat(maker.get("/practices/" + id).text())
                .contains("Rino Reader not yet They read version 1");
        reader.get("/practices/" + id)
                .form("/practices/" + id + "/review")
                .with("ready", "true")
                .send()
                .ok();
        maker.get("/practices/" + id).form("/practices/" + id + "/publication").send().ok();
        assertThat(visitor().get("/practices/" + id).text())
                .contains("Looked over by Rino Reader")
                .doesNotContain("Say who numbers them");
        assertThat(reader.get("/").text()).doesNotContain("A draft to look over");
    }

    @Test
    void aReadyDraftIsSaidSoByTheLinkInTheLetter() {
        Person maker = cast.member("Lina Letter");
        Person reader = cast.member("Remo Reply");
        PracticeId id = draft(maker, "Answering the telephone");
        ask(maker, id, reader).ok();
        String mail = letter(reader, "would like your opinion");
        String yes =
                mail.substring(mail.indexOf("It is ready:"))
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow();
        visitor()
                .get(yes.replace(url(), ""))
                .form("/signed/")
                .with("line", "Nothing to add.")
                .send()
                .ok();
        assertThat(maker.get("/practices/" + id).text())
                .contains("Remo Reply ready")
                .contains("Nothing to add.");
    }

    @Test
    void whoIsNoLongerAskedSeesNothingAndADraftWithoutReadersIsADraftAgain() {
        Person maker = cast.member("Dina Done");
        Person first = cast.member("Fabio First");
        Person second = cast.member("Sara Second");
        PracticeId id = draft(maker, "Closing the branch");
        ask(maker, id, first).ok();
        ask(maker, id, second).ok();
        first.get("/practices/" + id).button("Not now").send().ok();
        assertThat(first.get("/practices/" + id).status()).isEqualTo(404);
        Client.Page own = maker.get("/practices/" + id);
        assertThat(own.text()).contains("Is being looked at").doesNotContain("Fabio First");
        own.button("Ask no more Sara Second").send().ok();
        assertThat(second.get("/practices/" + id).status()).isEqualTo(404);
        assertThat(maker.get("/practices/" + id).text()).contains("Draft. Only you see it.");
    }

    @Test
    void onlyTheMakerAsksAndOnlyWhoIsAskedSpeaks() {
        Person maker = cast.member("Olga Own");
        Person reader = cast.member("Rita Read");
        Person outsider = cast.member("Ugo Outside");
        PracticeId id = draft(maker, "Weeding the stacks");
        ask(maker, id, reader).ok();
        for (Client stranger : List.of(outsider.browser(), visitor())) {
            assertThat(stranger.get("/practices/" + id).status()).isEqualTo(404);
            assertThat(
                            stranger.force(
                                            "post",
                                            "/practices/" + id + "/reviews",
                                            Map.of("to", "Rita Read"))
                                    .status())
                    .isIn(403, 404);
            assertThat(
                            stranger.force(
                                            "post",
                                            "/practices/" + id + "/review",
                                            Map.of("ready", "true"))
                                    .status())
                    .isIn(403, 404);
        }
        assertThat(
                        reader.browser()
                                .force(
                                        "post",
                                        "/practices/" + id + "/reviews",
                                        Map.of("to", "Ugo Outside"))
                                .status())
                .isEqualTo(403);
        assertThat(
                        reader.browser()
                                .force("post", "/practices/" + id + "/publication", Map.of())
                                .status())
                .isEqualTo(403);
        assertThat(ask(maker, id, maker).status()).isEqualTo(403);
        assertThat(
                        maker.get("/practices/" + id)
                                .button("Ask them")
                                .with("to", "Nobody at all")
                                .send()
                                .text())
                .contains("Nobody is known by exactly this name");
    }

    @Test
    void aNewcomersDraftWaitsForAModeratorWhenItIsPublished() {
        Person newcomer = cast.member("Nora New");
        PracticeId id = draft(newcomer, "My first practice");
        newcomer.get("/practices/" + id + "/edit")
                .form("/practices/" + id + "/edit")
                .with("body", "https://a.example https://b.example https://c.example")
                .send()
                .ok();
        newcomer.get("/practices/" + id).form("/practices/" + id + "/publication").send();
        assertThat(visitor().get("/practices/" + id).status()).isEqualTo(404);
    }

    @Test
    void whatOneSaidOfPracticesIsExportedAndGoesWithThem() {
        Person maker = cast.member("Elsa Export");
        Person reader = cast.member("Rocco Removed");
        PracticeId id = draft(maker, "Mending spines");
        maker.get("/practices/" + id).form("/practices/" + id + "/publication").send().ok();
        reader.get("/practices/" + id + "/adoptions/new")
                .form("/practices/" + id + "/adoptions")
                .with("library", "Brera Library")
                .with("done", "We used wheat paste.")
                .send()
                .ok();
        assertThat(kept.export(reader.id()).get("practices/said.md"))
                .contains("Mending spines")
                .contains("We used wheat paste.");
        reader.get("/me/leave")
                .form("/me/leave")
                .with("sure", "yes")
                .with("texts", "remove")
                .send()
                .ok();
        assertThat(visitor().get("/practices/" + id).text())
                .contains("Brera Library")
                .doesNotContain("wheat paste");
    }

    @Test
    void nobodyIsNamedForATextThatTheyDidNotCallReady() {
        Person maker = cast.member("Wanda Writes");
        Person reader = cast.member("Rufus Read");
        PracticeId id = draft(maker, "Counting chairs");
        ask(maker, id, reader).ok();
        Client.Page before = reader.get("/practices/" + id).ok();
        maker.get("/practices/" + id + "/edit")
                .form("/practices/" + id + "/edit")
                .with("body", "Something else altogether.")
                .send()
                .ok();
        before.form("/practices/" + id + "/review").with("ready", "true").send().ok();
        assertThat(maker.get("/practices/" + id).text())
                .contains("Rufus Read ready They read version 1");
        assertThat(maker.get("/practices/" + id).hasButton("Ask no more Rufus Read")).isFalse();
        maker.get("/practices/" + id).button("Publish").send().ok();
        assertThat(visitor().get("/practices/" + id).text()).doesNotContain("Rufus Read");
    }

    @Test
    void aModeratorWhoLooksADraftOverCanNeitherChangeNorPublishIt() {
        Person maker = cast.member("Mona Mine");
        Person moderator = cast.moderator("Modesto Moderates");
        PracticeId id = draft(maker, "Airing the cellar");
        ask(maker, id, moderator).ok();
        assertThat(moderator.get("/practices/" + id).ok().text())
                .contains("You are asked to look this over");
        for (String deed : List.of("/publication", "/retirement"))
            assertThat(
                            moderator
                                    .browser()
                                    .force(
                                            "post",
                                            "/practices/" + id + deed,
                                            Map.of("because", "So"))
                                    .status())
                    .isIn(403, 404, 405);
        assertThat(moderator.get("/practices/" + id + "/picture").status()).isEqualTo(403);
        assertThat(maker.get("/practices/" + id).text()).contains("Is being looked at");
    }

    @Test
    void aTitleThatIsAlsoAPageOfTheHouseCanBeRead() {
        Person maker = cast.member("Lars Links");
        PracticeId id = draft(maker, "Links");
        maker.get("/practices/" + id).button("Publish").send().ok();
        assertThat(visitor().get("/practices/" + id).ok().text()).contains("Unpack the laptops");
    }
}
