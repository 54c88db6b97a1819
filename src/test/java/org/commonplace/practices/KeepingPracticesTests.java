package org.commonplace.practices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.chrome.HouseClock;
import org.commonplace.questions.QuestionId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** From an answer to a practice that somebody keeps true, and others confirm, try and dispute. */
class KeepingPracticesTests extends CommonplaceTest {
    @Autowired private Revisions revisions;
    @Autowired private Practices practices;
    @Autowired private Renewals renewals;
    @Autowired private Keepers keepers;
    @Autowired private Proposals proposals;
    @Autowired private Adoptions adoptions;

    private PracticeId practice(Person keeper, String title) {
        return practices.keep(
                NewPractice.of(title, "First do this.\n\nThen do that.\n\nThen rest.", "en"),
                keeper.viewer());
    }

    private static PracticeId id(Client.Page page) {
        return PracticeId.of(page.document().select("article.practice").attr("id"));
    }

    @Test
    void anAcceptedAnswerIsKeptInOneStepWithItsAuthorsNameAndItsOrigin() {
        Person asker = cast.member("Anna Asker");
        Person answerer = cast.member("Boris Bright");
        QuestionId question = cast.question(asker, "How do you lend laptops?\nWe have six.");
        answerer.get("/questions/" + question)
                .form("answer ")
                .with("text", "We lend them with a bag and a form.")
                .send()
                .ok();
        asker.get("/questions/" + question).button("This answers it").send().ok();
        Client.Page form =
                asker.browser()
                        .get(
                                asker.get("/questions/" + question)
                                        .document()
                                        .select("a[href^=/practices/new]")
                                        .attr("href"))
                        .ok();
        assertThat(form.form("/practices").value("title")).isEqualTo("How do you lend laptops?");
        assertThat(form.form("/practices").value("body")).contains("a bag and a form");
        Client.Page page = form.form("/practices").with("title", "Lending laptops").send().ok();
        assertThat(page.text())
                .contains("Kept by Anna Asker")
                .contains("Written by Boris Bright")
                .contains("Edited by Anna Asker")
                .contains("How do you lend laptops?");
        assertThat(asker.get("/questions/" + question).text())
                .contains("What came of it")
                .contains("Lending laptops");
        String turtle = visitor().get("/cards/" + id(page) + "/lineage.ttl").ok().body();
        assertThat(turtle).contains("prov:wasDerivedFrom").contains("/questions/" + question);
        assertThat(visitor().get("/cards/" + id(page) + "/lineage.jsonld").ok().body())
                .contains("wasDerivedFrom");
        assertThat(visitor().get("/cards/" + id(page) + "/lineage").ok().text())
                .contains("How do you lend laptops?");
    }

    @Test
    void theFormNeedsATitleAndWhatToDoAndLosesNothing() {
        Person keeper = cast.member("Fiona Form");
        Client.Page refused =
                keeper.get("/practices/new")
                        .form("/practices")
                        .with("title", "Only a title")
                        .send();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.form("/practices").value("title")).isEqualTo("Only a title");
        Client.Page page =
                refused.form("/practices")
                        .with("body", "Do it.")
                        .with("under-problem", "People wait.")
                        .with("topics", "Laptops, Lending")
                        .send()
                        .ok();
        assertThat(page.text()).contains("The problem").contains("What we do").contains("Laptops");
        assertThat(visitor().get("/practices").text()).contains("Only a title");
        assertThat(visitor().get("/practices/new").path()).startsWith("/sign-in");
    }

    @Test
    void aDraftIsItsMakersUntilItIsPublished() {
        Person maker = cast.member("Dora Draft");
        Client.Page page =
                maker.get("/practices/new")
                        .form("/practices")
                        .with("title", "Zwiebelfisch method")
                        .with("body", "Half done.")
                        .with("save", "draft")
                        .send()
                        .ok();
        PracticeId id = id(page);
        Person other = cast.member("Otto Other");
        for (Client stranger : List.of(other.browser(), visitor())) {
            for (String path :
                    List.of(
                            "/practices/" + id,
                            "/practices/" + id + "/versions",
                            "/practices/" + id + "/versions/1",
                            "/practices/" + id + "/citation",
                            "/practices/" + id + "/citation.bib",
                            "/practices/" + id + "/text.md",
                            "/practices/" + id + "/proposals",
                            "/cards/" + id + "/lineage",
                            "/cards/" + id + "/lineage.ttl"))
                assertThat(stranger.get(path).status()).as(path).isEqualTo(404);
            assertThat(stranger.get("/practices").text()).doesNotContain("Zwiebelfisch");
        }
        settle();
        assertThat(maker.get("/search?q=zwiebelfisch").text()).doesNotContain("Half done");
        assertThat(maker.get("/practices?show=drafts").text()).contains("Zwiebelfisch");
        maker.get("/practices/" + id).button("Publish").send().ok();
        settle();
        assertThat(visitor().get("/practices/" + id).ok().text()).contains("Half done.");
        assertThat(visitor().get("/search?q=zwiebelfisch").text()).contains("Zwiebelfisch method");
    }

    @Test
    void librariesConfirmAndTryAndTheirWordsStandOnTheSlip() {
        Person keeper = cast.member("Kira Keeper");
        Person zadar = cast.member("Zora Zadar");
        Person lima = cast.member("Luis Lima");
        PracticeId id = practice(keeper, "Sorting returns by colour");
        zadar.get("/practices/" + id + "/renewals/new")
                .form("/practices/" + id + "/renewals")
                .with("library", "Zadar Branch")
                .with("line", "With seven colours.")
                .send()
                .ok();
        Client.Page page =
                lima.get("/practices/" + id + "/adoptions/new")
                        .form("/practices/" + id + "/adoptions")
                        .with("library", "Lima Norte")
                        .with("done", "Two shelves first.")
                        .with("reached", "120")
                        .with("sector", "public")
                        .with("country", "pe")
                        .send()
                        .ok();
        assertThat(page.document().select(".slip li").eachText())
                .anyMatch(stamp -> stamp.startsWith("Renewed Zadar Branch"))
                .anyMatch(stamp -> stamp.startsWith("Worked Lima Norte"))
                .anyMatch(stamp -> stamp.startsWith("Due Kira Keeper"));
        assertThat(page.text())
                .contains("It worked at 1 library")
                .contains("120 people were reached");
        assertThat(visitor().get("/practices").text())
                .contains("Worked at 1 library")
                .contains("Confirmed by 1 library");
        settle();
        assertThat(keeper.browser().mail(keeper.email(), "With seven colours."))
                .contains("Zora Zadar at Zadar Branch confirms");
        assertThat(keeper.browser().mail(keeper.email(), "Two shelves first."))
                .contains("and it worked");
        lima.get("/practices/" + id).button("Take this back").send().ok();
        assertThat(visitor().get("/practices/" + id).text()).doesNotContain("Lima Norte");
        Client.Page bad =
                lima.get("/practices/" + id + "/adoptions/new")
                        .form("/practices/" + id + "/adoptions")
                        .with("library", "")
                        .with("on", "2999-01-01")
                        .with("reached", "many")
                        .send();
        assertThat(bad.status()).isEqualTo(422);
        assertThat(bad.document().select(".problems li")).hasSize(3);
    }

    @Test
    void dissentStandsOnTheFirstScreenAndItsSubjectCanOnlyAnswer() {
        Person keeper = cast.member("Karl Keeps");
        Person critic = cast.member("Cleo Critic");
        PracticeId id = practice(keeper, "Silence after eight");
        critic.get("/talk/" + id + "/new?kind=dissent")
                .form("/talk/" + id)
                .with("text", "Our walls are thin: it ended in a queue outside.")
                .send()
                .ok();
        Client.Page page = visitor().get("/practices/" + id).ok();
        assertThat(page.document().select(".dissent-first").text()).contains("Our walls are thin");
        String post = page.document().select("ul.talk > li").attr("id");
        assertThat(keeper.browser().force("delete", "/posts/" + post, Map.of()).status())
                .isEqualTo(403);
        keeper.get("/talk/" + id + "/new?to=" + post)
                .form("/talk/" + id)
                .with("text", "Thick curtains helped us.")
                .send()
                .ok();
        assertThat(visitor().get("/practices/" + id).document().select(".talk .reply").text())
                .contains("Thick curtains");
        settle();
        assertThat(critic.browser().mail(critic.email(), "Thick curtains"))
                .contains("Karl Keeps replied");
        assertThat(keeper.browser().mail(keeper.email(), "Our walls are thin"))
                .contains("says where");
        Person moderator = cast.moderator("Mona Moderates");
        moderator.browser().force("delete", "/posts/" + post, Map.of()).ok();
        assertThat(visitor().get("/practices/" + id).text())
                .doesNotContain("Our walls are thin")
                .contains("Thick curtains")
                .contains("A moderator took it away");
    }

    @Test
    void anybodyProposesAndOnlyTheKeeperDecides() {
        Person keeper = cast.member("Ksenia Keeper");
        Person proposer = cast.member("Piet Proposer");
        PracticeId id = practice(keeper, "Opening the drop box");
        Client.Page proposed =
                proposer.get("/practices/" + id + "/edit")
                        .form("/practices/" + id + "/proposals")
                        .with("body", "First do this.\n\nThen do that, twice.\n\nThen rest.")
                        .with("summary", "Twice is safer.")
                        .send()
                        .ok();
        assertThat(proposed.document().select("ins").text()).contains("twice");
        assertThat(visitor().get("/practices/" + id).text()).doesNotContain("twice");
        String path = proposed.path().replaceAll("\\?.*", "");
        assertThat(proposer.browser().force("post", path + "/acceptance", Map.of()).status())
                .isEqualTo(403);
        keeper.get("/practices/" + id + "/edit")
                .form("/practices/" + id + "/edit")
                .with("body", "First of all do this.\n\nThen do that.\n\nThen rest.")
                .with("summary", "Clearer.")
                .send()
                .ok();
        settle();
        String mail = keeper.browser().mail(keeper.email(), "Twice is safer.");
        String accept =
                mail.substring(mail.indexOf("Accept it as it is"))
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow();
        Client.Page done =
                visitor().get(accept.replace(url(), "")).ok().button("Accept it").send().ok();
        assertThat(done.text()).contains("Done");
        assertThat(visitor().get(accept.replace(url(), "")).text()).contains("Done already");
        Client.Page page = visitor().get("/practices/" + id).ok();
        assertThat(page.text()).contains("First of all do this.").contains("Then do that, twice.");
        assertThat(page.text()).contains("Edited by Piet Proposer").contains("Version 3");
        assertThat(visitor().get("/practices/" + id + "/versions/1").ok().text())
                .contains("First do this.")
                .contains("the newest is 3");
        settle();
        assertThat(proposer.browser().mail(proposer.email(), "accepted your change"))
                .contains("Ksenia");
    }

    @Test
    void twoEditsOfOneParagraphAreShownAndNothingIsSavedUntilTheyAreSettled() {
        Person keeper = cast.member("Mia Merge");
        PracticeId id = practice(keeper, "Joining two edits");
        Client.Form first =
                keeper.get("/practices/" + id + "/edit").form("/practices/" + id + "/edit");
        Client.Form second =
                keeper.get("/practices/" + id + "/edit").form("/practices/" + id + "/edit");
        first.with("body", "First do this.\n\nThen do A.\n\nThen rest.")
                .with("summary", "A")
                .send()
                .ok();
        Client.Page conflict =
                second.with("body", "First do this.\n\nThen do B.\n\nThen rest.")
                        .with("summary", "B")
                        .send();
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.form("/practices/" + id + "/edit").value("body"))
                .contains("Then do A.")
                .contains("Then do B.");
        assertThat(visitor().get("/practices/" + id).text())
                .contains("Then do A.")
                .doesNotContain("Then do B.");
        conflict.form("/practices/" + id + "/edit")
                .with("body", "First do this.\n\nThen do A and B.\n\nThen rest.")
                .send()
                .ok();
        assertThat(visitor().get("/practices/" + id).text())
                .contains("Then do A and B.")
                .contains("Version 3");
    }

    @Test
    void itIsDueSixtyDaysBeforeItsDateAndOverdueOnItAndAllThatBuildsOnItSaysSo() {
        Person keeper = cast.member("Olga Overdue");
        Person builder = cast.member("Ben Builder");
        PracticeId id = practice(keeper, "Charging cables on loan");
        QuestionId question = cast.question(builder, "How do you lend cables?");
        builder.get("/questions/" + question)
                .form("answer ")
                .with("text", "As it says here: " + url() + "/practices/" + id)
                .send()
                .ok();
        PracticeId child =
                practices.keep(
                        NewPractice.of("Cables abroad", "Also with adapters.", "en")
                                .from(List.of(id.value())),
                        builder.viewer());
        Instant review = practices.get(id, keeper.viewer()).reviewAt();
        Instant due = review.minus(Duration.ofDays(60));
        HouseClock.at(due.minusSeconds(60), renewals::ripen);
        assertThat(practices.get(id, keeper.viewer()).standing()).isEqualTo(Standing.CURRENT);
        HouseClock.at(due, renewals::ripen);
        assertThat(practices.get(id, keeper.viewer()).standing()).isEqualTo(Standing.DUE);
        HouseClock.at(review.minusSeconds(60), renewals::ripen);
        assertThat(practices.get(id, keeper.viewer()).standing()).isEqualTo(Standing.DUE);
        HouseClock.at(review, renewals::ripen);
        assertThat(practices.get(id, keeper.viewer()).standing()).isEqualTo(Standing.OVERDUE);
        settle();
        assertThat(visitor().get("/practices/" + id).document().select(".notice.warning").text())
                .contains("Overdue.");
        assertThat(visitor().get("/practices").text()).contains("Builds on something overdue");
        assertThat(visitor().get("/practices/" + child).text())
                .contains(
                        "This builds on something whose date has passed: Charging cables on loan");
        assertThat(
                        visitor()
                                .get("/questions/" + question)
                                .document()
                                .select("article.answer")
                                .text())
                .contains("Builds on something overdue");
        assertThat(visitor().get("/search?q=charging+cables").text()).contains("Overdue");
        PracticeId late =
                practices.keep(
                        NewPractice.of("Cables later", "See above.", "en")
                                .from(List.of(child.value())),
                        builder.viewer());
        assertThat(visitor().get("/practices/" + late).text()).contains("whose date has passed");
        String mail = keeper.browser().mail(keeper.email(), "It says that it is overdue now");
        String link =
                mail.substring(mail.indexOf("Still true:"))
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow();
        visitor().get(link.replace(url(), "")).button("Yes, still true").send().ok();
        assertThat(practices.get(id, keeper.viewer()).standing()).isEqualTo(Standing.CURRENT);
        for (PracticeId one : List.of(child, late))
            assertThat(visitor().get("/practices/" + one).text()).doesNotContain("date has passed");
        assertThat(visitor().get("/questions/" + question).text())
                .doesNotContain("Builds on something overdue");
    }

    @Test
    void changedElsewhereBringsTheDateNearer() {
        Person keeper = cast.member("Nina Nearer");
        Person elsewhere = cast.member("Emil Elsewhere");
        PracticeId id = practice(keeper, "Scanning passports");
        Instant before = practices.get(id, keeper.viewer()).reviewAt();
        elsewhere
                .get("/practices/" + id + "/renewals/new?said=changed")
                .form("/practices/" + id + "/renewals")
                .with("library", "Elsewhere Library")
                .send()
                .ok();
        Instant after = practices.get(id, keeper.viewer()).reviewAt();
        assertThat(Duration.between(after, before)).isEqualTo(Duration.ofDays(90));
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(Standing.nearer(now, now.plus(Duration.ofDays(30))))
                .isEqualTo(now.plus(Duration.ofDays(20)));
        assertThat(Standing.nearer(now, now.minusSeconds(1))).isEqualTo(now.minusSeconds(1));
    }

    @Test
    void itIsHandedOverWhenTheOtherSaysYesAndThatIsTold() {
        Person keeper = cast.member("Greta Goes");
        Person next = cast.member("Nils Nextone");
        PracticeId id = practice(keeper, "Labelling seeds");
        Client.Page offered =
                keeper.get("/practices/" + id + "/keeping")
                        .form("/practices/" + id + "/handovers")
                        .with("to", "/people/" + next.id())
                        .with("line", "You know seeds.")
                        .send()
                        .ok();
        assertThat(offered.text()).contains("Kept by Greta Goes");
        assertThat(next.get("/").text()).contains("Would you look after this?");
        settle();
        String mail = next.browser().mail(next.email(), "You know seeds.");
        String yes =
                mail.substring(mail.indexOf("Yes, I will:"))
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow();
        visitor().get(yes.replace(url(), "")).button("Yes, I will").send().ok();
        assertThat(visitor().get("/practices/" + id).text()).contains("Kept by Nils Nextone");
        settle();
        assertThat(keeper.browser().mail(keeper.email(), "looks after")).contains("Nils Nextone");
        assertThat(next.get("/practices/" + id + "/keeping").text())
                .contains("Greta Goes → Nils Nextone accepted");
        assertThat(keeper.get("/practices/" + id + "/keeping").status()).isEqualTo(403);
        assertThat(keeper.get("/practices/" + id + "/edit").text()).contains("Propose a change");
    }

    @Test
    void whatNobodyKeepsIsOverdueUntilSomebodyTakesItOn() {
        Person keeper = cast.member("Lara Leaves");
        Person taker = cast.member("Tom Taker");
        PracticeId id = practice(keeper, "Polishing the lamps");
        keeper.get("/practices/" + id + "/keeping").button("Lay it down").send().ok();
        Client.Page page = taker.get("/practices/" + id);
        assertThat(page.text()).contains("Nobody looks after this yet. Would you?");
        assertThat(visitor().get("/practices?show=unkept").text()).contains("Polishing the lamps");
        page.button("I will look after it").send().ok();
        assertThat(visitor().get("/practices/" + id).text()).contains("Kept by Tom Taker");
        assertThat(practices.get(id, taker.viewer()).standing()).isEqualTo(Standing.CURRENT);
    }

    @Test
    void aSilentKeeperIsAskedQuietlyAndAfterSixtyDaysThePageLooksForHelp() {
        Person keeper = cast.member("Sina Silent");
        Person asker = cast.member("Quinn Questions");
        Person confirmer = cast.member("Cora Confirms");
        PracticeId id = practice(keeper, "Feeding the pond");
        renewals.say(id, "still-true", "Pond Library", "", confirmer.viewer());
        Instant now = Instant.now();
        for (String question : List.of("How much?", "How often?"))
            asker.get("/practices/" + id).form("/talk/" + id).with("text", question).send().ok();
        settle();
        HouseClock.at(now.plus(Duration.ofDays(6)), keepers::ripen);
        assertThat(keeper.get("/").text()).doesNotContain("second pair of hands");
        HouseClock.at(now.plus(Duration.ofDays(7)).plusSeconds(60), keepers::ripen);
        assertThat(keeper.get("/").text()).contains("Would you like a second pair of hands?");
        assertThat(visitor().get("/practices/" + id).text())
                .doesNotContain("would like a second pair");
        HouseClock.at(now.plus(Duration.ofDays(66)), keepers::ripen);
        assertThat(visitor().get("/practices/" + id).text())
                .doesNotContain("would like a second pair");
        HouseClock.at(now.plus(Duration.ofDays(67)).plusSeconds(120), keepers::ripen);
        assertThat(visitor().get("/practices/" + id).text())
                .contains("would like a second pair of hands");
        assertThat(confirmer.get("/").text()).contains("It looks for somebody to help keep it");
    }

    @Test
    void aReplyInTimeKeepsThePromise() {
        Person keeper = cast.member("Rita Replies");
        Person asker = cast.member("Ari Asks");
        PracticeId id = practice(keeper, "Watering the ferns");
        Instant now = Instant.now();
        Client.Page page =
                asker.get("/practices/" + id)
                        .form("/talk/" + id)
                        .with("text", "With what?")
                        .send()
                        .ok();
        String post = page.document().select("ul.talk > li").attr("id");
        settle();
        keeper.get("/talk/" + id + "/new?to=" + post)
                .form("/talk/" + id)
                .with("text", "With rain.")
                .send()
                .ok();
        settle();
        HouseClock.at(now.plus(Duration.ofDays(100)), keepers::ripen);
        assertThat(keeper.get("/").text()).doesNotContain("second pair of hands");
    }

    @Test
    void withdrawnAndReplacedSaySoAndWhatBuildsOnThemIsFlagged() {
        Person keeper = cast.member("Wanda Withdraws");
        PracticeId old = practice(keeper, "Microfilm on request");
        PracticeId child =
                practices.keep(
                        NewPractice.of("Microfilm for schools", "Likewise.", "en")
                                .from(List.of(old.value())),
                        keeper.viewer());
        PracticeId better = practice(keeper, "Scans on request");
        keeper.get("/practices/" + old + "/settings")
                .form("/practices/" + old + "/successor")
                .with("by", url() + "/practices/" + better)
                .send()
                .ok();
        assertThat(visitor().get("/practices/" + old).text())
                .contains("This took its place: Scans on request");
        assertThat(visitor().get("/practices/" + child).text())
                .contains("withdrawn or replaced: Microfilm on request");
        assertThat(visitor().get("/practices/" + better).text())
                .doesNotContain("withdrawn or replaced");
        assertThat(visitor().get("/practices").text()).doesNotContain("Microfilm on request");
        keeper.get("/practices/" + old + "/settings").button("Put it back").send().ok();
        assertThat(visitor().get("/practices/" + child).text())
                .doesNotContain("withdrawn or replaced");
        keeper.get("/practices/" + old + "/settings")
                .form("/practices/" + old + "/retirement")
                .with("because", "The reader broke.")
                .send()
                .ok();
        assertThat(visitor().get("/practices/" + old).text())
                .contains("Withdrawn. The reader broke.");
        Person other = cast.member("Udo Unasked");
        for (String deed :
                List.of(
                        "/retirement",
                        "/successor",
                        "/settings",
                        "/edit",
                        "/handovers",
                        "/hands",
                        "/looking"))
            assertThat(
                            other.browser()
                                    .force(
                                            "post",
                                            "/practices/" + better + deed,
                                            Map.of(
                                                    "because", "x",
                                                    "by", "/practices/" + old,
                                                    "title", "x",
                                                    "body", "x",
                                                    "summary", "x",
                                                    "version", "1",
                                                    "to", "/people/" + other.id(),
                                                    "member", "/people/" + other.id()))
                                    .status())
                    .as(deed)
                    .isEqualTo(403);
    }

    @Test
    void aTranslationSaysWhenTheOriginalHasMovedOn() {
        Person keeper = cast.member("Tara Translated");
        Person translator = cast.member("Ivo Italiano");
        PracticeId id = practice(keeper, "Reading to dogs");
        PracticeId italian =
                id(
                        translator
                                .get("/practices/new?translationOf=" + id)
                                .form("/practices")
                                .with("title", "Leggere ai cani")
                                .with("language", "it")
                                .send()
                                .ok());
        assertThat(visitor().get("/practices/" + italian).text())
                .contains("Translated by Ivo Italiano")
                .contains("Translated from English: Reading to dogs")
                .doesNotContain("moved on since");
        assertThat(visitor().get("/practices/" + id).text()).contains("Leggere ai cani");
        revisions.change(
                id,
                new Revisions.Change(1, "Reading to dogs", "First this.\n\nThen not.", "Less"),
                keeper.viewer());
        assertThat(visitor().get("/practices/" + italian).text()).contains("moved on since");
    }

    @Test
    void citationsNameAuthorYearVersionAndAPermanentAddress() {
        Person keeper = cast.member("Cita Tion");
        PracticeId id = practice(keeper, "100% of {braces} & more_");
        int year = LocalDate.now(java.time.ZoneOffset.UTC).getYear();
        Client.Page page = visitor().get("/practices/" + id + "/citation").ok();
        assertThat(page.text())
                .contains("Cita Tion (" + year + "). 100% of {braces} & more_. Version 1.");
        assertThat(visitor().get("/practices/" + id + "/citation.bib").body())
                .contains("title     = {{100\\% of \\{braces\\} \\& more\\_}}")
                .contains("version   = {1}");
        assertThat(visitor().get("/practices/" + id + "/citation.ris").body())
                .startsWith("TY  - ELEC\r\nAU  - Cita Tion\r\n")
                .endsWith("ER  - \r\n");
        assertThat(visitor().get("/practices/" + id + "/citation.json").body())
                .contains("\"URL\":\"" + url() + "/practices/" + id + "/versions/1\"");
        assertThat(visitor().get("/practices/" + id).body()).contains("\"@type\":\"Article\"");
        assertThat(visitor().get("/practices/" + id + "/text.md").body()).startsWith("# 100% of");
    }

    @Test
    void aLibrarysShelfIsToldWhenSomethingChanges() {
        Person keeper = cast.member("Sheila Shelved");
        Person librarian = cast.member("Lene Library");
        PracticeId id = practice(keeper, "Stamping cards");
        assertThat(
                        librarian
                                .browser()
                                .force("post", "/practices/" + id + "/shelf", Map.of())
                                .status())
                .isEqualTo(403);
        librarian
                .get("/me")
                .form("me")
                .with("organisation", "Shelf Library " + librarian.id())
                .send()
                .ok();
        librarian.get("/practices/" + id).button("Put it on our library’s shelf").send().ok();
        assertThat(librarian.get("/me/shelf").text()).contains("Stamping cards");
        revisions.change(
                id,
                new Revisions.Change(1, "Stamping cards", "Stamp.\n\nThen stamp.", "Shorter"),
                keeper.viewer());
        settle();
        assertThat(librarian.browser().mail(librarian.email(), "has a new version"))
                .contains("Stamping cards");
        librarian.get("/practices/" + id).button("Take it off our library’s shelf").send().ok();
        assertThat(librarian.get("/me/shelf").text()).contains("The shelf is empty");
    }

    @Test
    void aPageIsThreeStatementsAtTheMost() {
        Person keeper = cast.member("Stella Statements");
        PracticeId id = practice(keeper, "Counting");
        keeper.get("/practices/" + id).ok();
        assertThat(statements.during(() -> keeper.get("/practices/" + id + "/counting").ok()))
                .hasSizeLessThanOrEqualTo(3);
        assertThat(statements.during(() -> keeper.get("/practices").ok()))
                .hasSizeLessThanOrEqualTo(3);
        assertThat(statements.during(() -> keeper.get("/cards/" + id + "/lineage").ok()))
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void whoLeavesLaysDownWhatTheyKept() {
        Person keeper = cast.member("Leo Leaving");
        PracticeId id = practice(keeper, "Binding the atlas");
        keeper.get("/me/leave").form("/me/leave").with("sure", "yes").send().ok();
        assertThat(visitor().get("/practices/" + id).text())
                .contains("Nobody looks after this yet")
                .contains("former member");
    }
}
