package org.commonplace.chrome;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.questions.Answers;
import org.commonplace.questions.QuestionId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class PagesTests extends CommonplaceTest {
    @Autowired private Answers answers;

    @Test
    void theMainPagesAreAtMostThreeStatements() {
        Person member = cast.member("Stan Statements");
        QuestionId question = cast.question(member, "How many statements is this?");
        for (int i = 0; i < 20; i++) {
            var answer = answers.answer(question, "Answer " + i, "en", member.viewer());
            answers.comment(question, answer, "Comment " + i, "en", member.viewer());
        }
        settle();
        String path = member.get("/questions/" + question).path();
        for (String page :
                List.of(
                        "/",
                        "/questions",
                        "/questions?show=waiting",
                        path,
                        "/communities",
                        "/communities/commons",
                        "/topics",
                        "/search?q=statements",
                        "/people/" + member.id(),
                        "/me/commonplace-book",
                        "/me/watches",
                        "/me/alerts"))
            for (Client client : List.of(visitor(), member.browser())) {
                if (page.startsWith("/me") && client != member.browser()) continue;
                client.get(page);
                List<String> sent = statements.during(() -> client.get(page).ok());
                assertThat(sent).as(page).hasSizeLessThanOrEqualTo(3);
            }
    }

    @Test
    void aQuestionPageWithTwentyPostsIsSmall() {
        Person member = cast.member("Sam Small");
        QuestionId question = cast.question(member, "How large is a page?");
        for (int i = 0; i < 20; i++)
            answers.answer(
                    question,
                    "Some sixty words would be usual for an answer, and this one has about as many as that. "
                            .repeat(4),
                    "en",
                    member.viewer());
        assertThat(
                        visitor()
                                .get("/questions/" + question)
                                .body()
                                .getBytes(StandardCharsets.UTF_8)
                                .length)
                .isLessThan(60_000);
    }

    @Test
    void everyAnswerCarriesItsSafetyHeaders() {
        Client.Page page = visitor().get("/");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().allValues("Set-Cookie"))
                .noneMatch(cookie -> cookie.startsWith("JSESSIONID"));
        assertThat(
                        page.document()
                                .select(
                                        "script:not([src]):not([type='application/ld+json']), [onclick], [style]"))
                .isEmpty();
        assertThat(page.document().select("[src], link[href]").eachAttr("src"))
                .noneMatch(address -> address.startsWith("http"));
    }

    @Test
    void aVisitorCanChooseLanguageAndLight() {
        Client visitor = visitor();
        visitor.get("/").form("/language").with("language", "it").send().ok();
        visitor.get("/").form("/theme").with("theme", "dark").send().ok();
        Client.Page page = visitor.get("/");
        assertThat(page.document().select("html").attr("lang")).isEqualTo("it");
        assertThat(page.document().select("html").attr("data-theme")).isEqualTo("dark");
        assertThat(page.text()).contains("Domande");
    }

    @Test
    void aPageThatIsNotThereSaysSoAndLeadsOn() {
        Client.Page page = visitor().get("/questions/00000000000/nothing");
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.text()).contains("Nothing here", "Search");
        assertThat(visitor().get("/people/xyz").status()).isEqualTo(404);
        assertThat(visitor().get("/nothing/at/all").status()).isEqualTo(404);
    }

    @Test
    void onesWayBackLeadsOnlyInside() {
        assertThat(Paths.local("https://evil.example/")).isEqualTo("/");
        assertThat(Paths.local("//evil.example/")).isEqualTo("/");
        assertThat(Paths.local("/\\evil.example")).isEqualTo("/");
        assertThat(Paths.local("/questions?show=all")).isEqualTo("/questions?show=all");
    }

    @Test
    void idsAreShortAndReadBack() {
        for (int i = 0; i < 1000; i++) {
            long id = PublicId.next();
            assertThat(PublicId.text(id)).hasSize(11);
            assertThat(PublicId.parse(PublicId.text(id))).isEqualTo(id);
        }
    }
}
