package org.commonplace.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.people.Members;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What looks like a patron is shown to its author before it is posted, and the author decides. */
class PatronGuardTests extends CommonplaceTest {
    private static final String TOLD =
            "Can we lend e-readers to a debtor?\nMrs Hedwig Karlowska still owes us for three books. Her card is 21234000187654.";

    @Autowired private Members members;

    private record Case(boolean patron, String text) {}

    private static List<Case> cases(String file) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        PatronGuardTests.class.getResourceAsStream("/" + file)),
                                StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split("\t"))
                    .map(row -> new Case(row[0].equals("patron"), row[2].replace("\\n", "\n")))
                    .toList();
        }
    }

    /** Recall is the share of patrons' texts that are warned of; precision that of warnings. */
    @ParameterizedTest
    @CsvSource({"privacy-set.tsv, .9, .9", "privacy-blind.tsv, .8, .65"})
    void mostOfWhatIsPlantedIsFound(String file, double recall, double precision)
            throws IOException {
        List<Case> cases = cases(file);
        long planted = cases.stream().filter(Case::patron).count();
        List<Case> warned =
                cases.stream().filter(one -> !PatronGuard.in(one.text()).isEmpty()).toList();
        long hits = warned.stream().filter(Case::patron).count();
        System.out.printf(
                "%s: %d texts, recall %.3f (%d of %d), precision %.3f (%d of %d)%n",
                file,
                cases.size(),
                (double) hits / planted,
                hits,
                planted,
                (double) hits / warned.size(),
                hits,
                warned.size());
        assertThat((double) hits / planted).isGreaterThanOrEqualTo(recall);
        assertThat((double) hits / warned.size()).isGreaterThanOrEqualTo(precision);
    }

    @Test
    void theAuthorIsAskedAndNothingIsKeptBeforeTheAnswer() {
        Person asker = cast.member("Petra Privacy");
        Client.Page doubt =
                asker.get("/questions/new").form("/questions").with("text", TOLD).send();
        assertThat(doubt.status()).isEqualTo(422);
        assertThat(doubt.document().select("mark").eachText())
                .contains("Mrs Hedwig Karlowska", "21234000187654");
        assertThat(visitor().get("/questions").text()).doesNotContain("debtor");
        Client.Page redacted = doubt.button("Send this text").send().ok();
        assertThat(redacted.text())
                .contains("Can we lend e-readers to a debtor?")
                .contains("[name]", "[card number]")
                .doesNotContain("Karlowska")
                .doesNotContain("21234000187654");
    }

    @Test
    void whoKnowsBetterPostsItAsItIsAndANewcomersWaitsForALook() {
        Person asker = cast.member("Pavel Privacy");
        members.trust(asker.id());
        Client.Page kept =
                asker.get("/questions/new")
                        .form("/questions")
                        .with("text", TOLD)
                        .send()
                        .button("Send it as I wrote it")
                        .send()
                        .ok();
        assertThat(kept.text()).contains("Karlowska");
        Person newcomer = cast.member("Pia Privacy");
        Client.Page held =
                newcomer.get("/questions/new")
                        .form("/questions")
                        .with("text", TOLD.replace("debtor", "sad debtor"))
                        .send()
                        .button("Send it as I wrote it")
                        .send()
                        .ok();
        assertThat(held.text()).contains("Only you see this. It waits for a moderator’s look");
        assertThat(visitor().get(held.path()).status()).isEqualTo(404);
        assertThat(asker.get(held.path()).status()).isEqualTo(404);
        assertThat(cast.moderator("Mo Privacy").get("/house/moderation").text())
                .contains("sad debtor")
                .contains("a first text that may tell of a patron");
    }

    @Test
    void everyTextThatOthersReadIsLookedAt() {
        Person asker = cast.member("Pola Privacy");
        var question = cast.question(asker, "What do we do about debts?");
        Person other = cast.member("Pim Privacy");
        String told = "Mrs Hedwig Karlowska still owes us for three books.";
        for (Map.Entry<String, String> one :
                Map.of(
                                "/questions/" + question + "/answers",
                                "text",
                                "/posts/" + question + "/comments",
                                "text",
                                "/questions/" + question + "/private",
                                "text",
                                "/talk/" + question,
                                "text",
                                "/workgroups",
                                "problem",
                                "/practices",
                                "body")
                        .entrySet()) {
            Client.Page page =
                    other.browser().force("post", one.getKey(), Map.of(one.getValue(), told));
            assertThat(page.status()).as(one.getKey()).isEqualTo(422);
            assertThat(page.text()).as(one.getKey()).contains("Does this tell of a patron?");
        }
    }
}
