package org.commonplace.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.junit.jupiter.api.Test;

/** What is said to the asker alone stays there, unless whoever said it lets it into the summary. */
class PrivateRepliesTests extends CommonplaceTest {

    @Test
    void aPrivateReplyStandsInTheSummaryOnlyWithConsent() {
        Person asker = cast.member("Petra Privately");
        Person yes = cast.member("Yara Yes");
        Person no = cast.member("Noel No");
        Person public_ = cast.member("Oda Open");
        QuestionId id = cast.question(asker, "How do you deal with the director?");
        for (Person one : List.of(yes, no))
            one.get("/questions/" + id + "/private")
                    .form("/questions/" + id + "/private")
                    .with("text", "Secretword from " + one.name() + ".")
                    .send()
                    .ok();
        assertThat(asker.browser().mail(asker.email(), "Secretword from Yara Yes."))
                .contains("replies to you alone");
        public_.get("/questions/" + id).form("answer ").with("text", "With patience.").send().ok();
        settle();
        Person moderator = cast.moderator("Mod Curious");
        for (Client other :
                List.of(public_.browser(), visitor(), no.browser(), moderator.browser()))
            for (String path :
                    List.of(
                            "/questions/" + id,
                            "/questions/" + id + "/private",
                            "/questions/" + id + "/summary",
                            "/search?q=secretword",
                            "/people/" + yes.id(),
                            "/questions"))
                assertThat(other.get(path).body()).as(path).doesNotContain("Secretword from Yara");
        assertThat(asker.get("/questions/" + id + "/private").text())
                .contains("Secretword from Yara Yes.")
                .contains("Secretword from Noel No.");
        asker.get("/questions/" + id).button("This answers it").send().ok();
        settle();
        for (Person one : List.of(yes, no)) {
            String mail = one.browser().mail(one.email(), "May your private reply stand in it");
            String words = one == yes ? "Yes, it may" : "No, it stays private";
            String link =
                    mail.substring(mail.indexOf(words + ":"))
                            .lines()
                            .skip(1)
                            .findFirst()
                            .orElseThrow();
            visitor()
                    .get(link.replace(url(), ""))
                    .button(one == yes ? "Yes, it may" : "It stays private")
                    .send()
                    .ok();
        }
        assertThat(asker.browser().mail(asker.email(), "A summary is drafted"))
                .contains("/summary");
        Client.Page summary = asker.get("/questions/" + id + "/summary").ok();
        assertThat(summary.form("/questions/" + id + "/summary").value("text"))
                .contains("With patience.")
                .contains("Secretword from Yara Yes.")
                .doesNotContain("Noel");
        summary.form("/questions/" + id + "/summary").send().ok();
        assertThat(visitor().get("/questions/" + id).text())
                .contains("Secretword from Yara Yes.")
                .doesNotContain("Secretword from Noel");
        assertThat(
                        no.browser()
                                .force(
                                        "post",
                                        "/questions/" + id + "/private/" + id + "/consent",
                                        Map.of("yes", "true"))
                                .status())
                .isEqualTo(404);
        assertThat(no.get("/questions/" + id + "/summary").status()).isEqualTo(403);
        assertThat(visitor().get("/questions/" + id + "/private").path()).startsWith("/sign-in");
    }
}
