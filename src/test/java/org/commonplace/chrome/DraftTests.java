package org.commonplace.chrome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.questions.QuestionId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is being written is kept for whoever writes it, until it is sent. */
class DraftTests extends CommonplaceTest {
    private static final String WORDS = "Half a thought about our night opening";
    @Autowired private JdbcClient jdbc;
    @Autowired private SentForms forms;
    @Autowired private Drafts drafts;

    /** What the page's script sends while somebody types. */
    private static int type(
            Client browser, Client.Form form, String draft, int order, String text) {
        return typed(browser, form, draft, form.value("_once"), order, text);
    }

    private static int typed(
            Client browser,
            Client.Form form,
            String draft,
            String instance,
            int order,
            String text) {
        Map<String, String> sent = new HashMap<>();
        sent.put("_csrf", form.value("_csrf"));
        sent.put("_form", draft);
        sent.put("_instance", instance);
        sent.put("_order", String.valueOf(order));
        sent.put("text", text);
        return browser.post("/drafts", sent).status();
    }

    private static String standing(Client browser) {
        return browser.get("/questions/new").ok().form("/questions").value("text").strip();
    }

    @BeforeEach
    void noneOfOthers() {
        jdbc.sql("delete from chrome.draft").update();
    }

    private int kept() {
        return jdbc.sql("select count(*) from chrome.draft where fields is not null")
                .query(Integer.class)
                .single();
    }

    @Test
    void aDraftIsGoneFromTheBrowserAfterSigningOutAndThereAfterSigningInAgain() {
        Person member = cast.member("Sol Shared");
        Client browser = member.browser();
        assertThat(type(browser, browser.get("/questions/new").form("/questions"), "ask", 1, WORDS))
                .isEqualTo(204);
        assertThat(standing(browser)).isEqualTo(WORDS);
        browser.get("/").button("Sign out").send().ok();
        assertThat(browser.get("/questions/new").body()).doesNotContain(WORDS);
        browser.get(cast.link(cast.member("Next Reader").email())).button("Sign in").send().ok();
        assertThat(browser.get("/questions/new").body()).doesNotContain(WORDS);
        assertThat(standing(cast.signedIn(member.email()))).as("anywhere").isEqualTo(WORDS);
    }

    @Test
    void aVisitorsDraftIsOfThatBrowserForASittingAndCanBeCleared() {
        Client visitor = visitor();
        Client.Page blank = visitor.get("/questions/new");
        assertThat(blank.text()).doesNotContain("typed in this browser");
        type(visitor, blank.form("/questions"), "ask", 1, WORDS);
        assertThat(standing(visitor)).isEqualTo(WORDS);
        assertThat(standing(visitor())).isEmpty();
        assertThat(visitor.get("/questions/new").button("Clear it").send().ok().body())
                .doesNotContain(WORDS);
        type(visitor, visitor.get("/questions/new").form("/questions"), "ask", 1, WORDS);
        jdbc.sql(
                        "update chrome.draft set saved_at = now() - interval '3 hours' where fields ->> 'text' = :text and owner like 'visitor %'")
                .param("text", WORDS)
                .update();
        drafts.forget();
        assertThat(standing(visitor)).isEmpty();
        assertThat(
                        visitor.get("/questions/new").headers().allValues("set-cookie").stream()
                                .filter(cookie -> cookie.matches("(?i).*(max-age|expires).*")))
                .as("ends with the browser’s window")
                .isEmpty();
    }

    @Test
    void whatAVisitorWroteIsTheirsAfterSigningIn() {
        Client browser = visitor();
        type(browser, browser.get("/questions/new").form("/questions"), "ask", 1, WORDS);
        browser.get(cast.link(cast.member("Ada Arrives").email())).button("Sign in").send().ok();
        assertThat(standing(browser)).isEqualTo(WORDS);
        browser.get("/").button("Sign out").send().ok();
        assertThat(standing(browser)).isEmpty();
    }

    @Test
    void ofAVisitorAFewSmallDraftsOfFormsThatExistAreKept() {
        QuestionId question = cast.question(cast.member("Lou Asker"), "Who keeps what is typed?");
        Client visitor = visitor();
        Client.Form form = visitor.get("/questions/new").form("/questions");
        int before = kept();
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++)
            answers.add(type(visitor, form, "invented " + i, i, "x".repeat(1_100_000)));
        assertThat(answers).containsOnly(404);
        assertThat(type(visitor, form, "ask", 1, "x".repeat(1_100_000))).isEqualTo(413);
        assertThat(kept()).isEqualTo(before);
        for (int i = 0; i < 12; i++)
            assertThat(type(visitor, form, "answer " + PublicId.text(PublicId.next()), 1, WORDS))
                    .isEqualTo(204);
        type(visitor, form, "answer " + question, 1, "The newest of them all stands");
        assertThat(kept()).isEqualTo(before + 5);
        assertThat(visitor.get("/questions/" + question).body()).contains("The newest of them");
    }

    @Test
    void visitorsOfOneNetworkHaveABoundTogether() {
        int before = kept();
        for (int i = 0; i < 70; i++) {
            Client visitor = visitor();
            type(visitor, visitor.get("/questions/new").form("/questions"), "ask", 1, WORDS + i);
        }
        assertThat(kept() - before).isLessThanOrEqualTo(60);
    }

    @Test
    void aVisitorsFileIsNotTaken() {
        Client.Page page =
                visitor()
                        .get("/questions/new")
                        .form("/questions")
                        .with("text", "Does a file come along?")
                        .send("file", "large.bin", new byte[400_000]);
        assertThat(page.status()).isEqualTo(403);
    }

    @Test
    void aDraftThatArrivesAfterTheSendingIsDropped() {
        QuestionId question = cast.question(cast.member("Lou Asker"), "Is it late already?");
        Person member = cast.member("Lea Late");
        String draft = "answer " + question;
        Client.Page page = member.get("/questions/" + question);
        Client.Form form = page.form(draft);
        type(member.browser(), form, draft, 1, "Half an answer, still being typed");
        form.with("text", "A whole answer, typed to its end.").send().ok();
        type(member.browser(), form, draft, 2, "A whole answer, typed to its end.");
        Client.Form next = member.get("/questions/" + question).form(draft);
        assertThat(next.value("text").strip()).isEmpty();
        type(member.browser(), next, draft, 1, "And another answer is begun here");
        type(member.browser(), form, draft, 3, "A whole answer, typed to its end.");
        assertThat(member.get("/questions/" + question).form(draft).value("text").strip())
                .isEqualTo("And another answer is begun here");
    }

    @Test
    void wordsTypedLaterAreNotOverwrittenByEarlierOnesThatCameLate() {
        Person member = cast.member("Oda Order");
        Client.Form form = member.get("/questions/new").form("/questions");
        type(member.browser(), form, "ask", 2, "The longer words, typed second");
        type(member.browser(), form, "ask", 1, "The shorter words, first");
        assertThat(standing(member.browser())).isEqualTo("The longer words, typed second");
    }

    @Test
    void whoComesBackToASentFormAndWritesOnIsKeptAgain() {
        QuestionId question = cast.question(cast.member("Lou Asker"), "Does Back lose words?");
        Person member = cast.member("Bea Back");
        String draft = "answer " + question;
        Client.Form form = member.get("/questions/" + question).form(draft);
        form.with("text", "The first answer.").send().ok();
        typed(
                member.browser(),
                form,
                draft,
                form.value("_once") + ".1",
                1,
                "A second answer, after Back");
        assertThat(member.get("/questions/" + question).form(draft).value("text").strip())
                .isEqualTo("A second answer, after Back");
    }

    @Test
    void aGuestsSentAnswerDoesNotStandInTheBoxAgain() {
        QuestionId question = cast.question(cast.trusted("Lou Asker"), "May a guest come back?");
        String draft = "answer " + question;
        Client guest = visitor();
        Client.Form form = guest.get("/questions/" + question).form(draft);
        type(guest, form, draft, 1, "An answer by a guest, half typed");
        form.with("text", "An answer by a guest, whole.")
                .with("email", "guest" + System.nanoTime() + "@example.org")
                .with("name", "Gus Guest")
                .send()
                .ok();
        type(guest, form, draft, 2, "An answer by a guest, whole.");
        assertThat(guest.get("/questions/" + question).form(draft).value("text").strip()).isEmpty();
    }

    @Test
    void whatIsRefusedKeepsItsDraft() {
        QuestionId question = cast.question(cast.member("Lou Asker"), "And where it is refused?");
        String draft = "answer " + question;
        Client guest = visitor();
        Client.Form form = guest.get("/questions/" + question).form(draft);
        type(guest, form, draft, 1, "An answer without an address");
        assertThat(form.with("text", "An answer without an address").send().status())
                .isEqualTo(422);
        assertThat(guest.get("/questions/" + question).form(draft).value("text").strip())
                .isEqualTo("An answer without an address");
    }

    @Test
    void whoseSessionEndedWhileTheyWroteFindsTheWordsAfterSigningIn() {
        Person member = cast.member("Sena Session");
        QuestionId question = cast.question(cast.member("Lou Asker"), "Do sessions end?");
        Client browser = member.browser();
        String path = "/posts/" + question + "/comments";
        Client.Form form = browser.get(path + "/new").form(path).with("text", "They do, at night.");
        jdbc.sql("delete from people.session where member = :member")
                .param("member", member.id().value())
                .update();
        Client.Page first = form.send().ok();
        assertThat(first.path()).startsWith("/sign-in?next=");
        browser.get(cast.link(member.email())).button("Sign in").send().ok();
        assertThat(browser.get(path + "/new").form(path).value("text").strip())
                .isEqualTo("They do, at night.");
    }

    @Test
    void leavingTakesTheDraftsAlong() {
        Person member = cast.member("Ebba Leaves");
        type(member.browser(), member.get("/questions/new").form("/questions"), "ask", 1, WORDS);
        assertThat(drafts.of(member.id().value())).containsKey("ask");
        member.get("/me/leave").form("/me/leave").with("sure", "yes").send().ok();
        assertThat(drafts.of(member.id().value())).isEmpty();
    }

    /** A name in a template that no handler declares would be a draft that is never kept. */
    @Test
    void everyFormThatIsKeptIsDeclaredWhereItIsSent() throws IOException {
        Pattern named = Pattern.compile("data-draft=\"(.*?)\">");
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".jte")).toList())
                named.matcher(Files.readString(file))
                        .results()
                        .forEach(found -> names.add(found.group(1)));
        }
        assertThat(names).hasSizeGreaterThan(15);
        String id = PublicId.text(PublicId.next());
        for (String name : names)
            assertThat(
                            forms.known(
                                    name.replaceAll("@if\\(!made\\)|@endif", "")
                                            .replaceAll(
                                                    "\\$\\{slug == null.*\\}", "community " + id)
                                            .replaceAll("\\$\\{page\\.room.*\\}", " " + id)
                                            .replaceAll("\\$\\{[^}]*\\}", id)))
                    .as(name)
                    .isTrue();
    }

    @Test
    void whoseSessionEndedOverAFormThatTheySentBeforeFindsTheWordsToo() {
        Person member = cast.member("Sena Again");
        QuestionId question = cast.question(cast.member("Lou Asker"), "Do sessions end twice?");
        Client browser = member.browser();
        String path = "/posts/" + question + "/comments";
        browser.get(path + "/new").form(path).with("text", "A first comment, sent.").send().ok();
        for (String words : List.of("They do, at night.", "And in the morning.")) {
            Client.Form form = browser.get(path + "/new").form(path).with("text", words);
            jdbc.sql("delete from people.session where member = :member")
                    .param("member", member.id().value())
                    .update();
            form.send().ok();
            browser.get(cast.link(member.email())).button("Sign in").send().ok();
            assertThat(browser.get(path + "/new").form(path).value("text")).contains(words);
        }
        assertThat(browser.get(path + "/new").form(path).value("text"))
                .contains("They do, at night.");
    }

    @Test
    void wordsAboutAStrangeSignAreKeptAsTheyWereTyped() {
        Person member = cast.member("Nula Null");
        String words = "What does \\\\u0000 mean in a MARC field, and \\u0000?";
        Client.Form form = member.get("/questions/new").form("/questions");
        type(member.browser(), form, "ask", 1, words);
        assertThat(member.get("/questions/new").form("/questions").value("text").strip())
                .isEqualTo(words);
    }
}
