package org.commonplace.communities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.MailProgram;
import org.commonplace.awareness.Digests;
import org.commonplace.awareness.Level;
import org.commonplace.awareness.Watches;
import org.commonplace.chrome.HouseClock;
import org.commonplace.people.Belongings;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.Questions;
import org.commonplace.topics.Atlas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The attack on a lab: nobody outside finds a word, a title, a name or a number of it anywhere, and
 * nobody inside finds out who is who.
 */
class LabTests extends CommonplaceTest {
    private static final String WORD = "Grumblethorn";
    @Autowired private Memberships memberships;
    @Autowired private Communities communities;
    @Autowired private Questions questions;
    @Autowired private JdbcClient jdbc;
    @Autowired private Atlas atlas;
    @Autowired private Watches watches;
    @Autowired private Digests digests;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired private List<Belongings> belongings;

    private record Lab(
            String slug, Person host, Person asker, Person answerer, QuestionId question) {}

    private Lab lab() {
        Person host = cast.host("Lotte Labhost");
        host.get("/communities/new")
                .form("/communities")
                .with("name", "Secretarium " + host.id())
                .with("purpose", "To fail safely")
                .with("charter", "What is said here stays here.")
                .with("audience", "lab")
                .send()
                .ok();
        String slug = "secretarium-" + host.id();
        Person asker = cast.member("Linus Labasks");
        Person answerer = cast.member("Lidia Labanswers");
        CommunityId id = communities.slugged(slug).orElseThrow();
        for (Person one : List.of(asker, answerer)) memberships.join(id, one.id());
        for (Person one : List.of(host, asker, answerer))
            one.get("/communities/" + slug)
                    .form("/communities/" + slug + "/consent")
                    .with("agreed", "yes")
                    .send()
                    .ok();
        QuestionId question =
                questions.ask(
                        Questions.Draft.of(
                                        WORD
                                                + " failed us, why?\nOur "
                                                + WORD
                                                + " project ended badly.",
                                        "en")
                                .in(slug),
                        asker.viewer());
        answerer.get("/questions/" + question)
                .form("answer ")
                .with("text", "Ours was a " + WORD + " too.")
                .send()
                .ok();
        settle();
        return new Lab(slug, host, asker, answerer, question);
    }

    @Test
    void insideEverybodySpeaksUnderAnAliasOfTheThread() {
        Lab lab = lab();
        Client.Page page = lab.host().get("/questions/" + lab.question()).ok();
        assertThat(page.text()).contains(WORD).doesNotContain("Linus").doesNotContain("Lidia");
        assertThat(page.document().select(".byline a[href^=/people/]")).isEmpty();
        assertThat(page.path()).contains("/room");
        String first = page.document().select("article.answer .byline").text();
        QuestionId other =
                questions.ask(
                        Questions.Draft.of("Another " + WORD + "?", "en").in(lab.slug()),
                        lab.answerer().viewer());
        Client.Page second = lab.host().get("/questions/" + other).ok();
        assertThat(second.text()).doesNotContain("Lidia");
        assertThat(
                        jdbc.sql(
                                        "select count(distinct byline) from catalogue.card where id in (:one, :two)")
                                .param("one", lab.question().value())
                                .param("two", other.value())
                                .query((row, n) -> row.getInt(1))
                                .single())
                .isEqualTo(2);
        assertThat(first).isNotBlank();
        lab.asker().get("/questions/" + lab.question()).button("This answers it").send().ok();
        lab.asker()
                .get(
                        "/answers/"
                                + page.document().select("article.answer").attr("id")
                                + "/reports/new")
                .form("/answers/")
                .with("library", "Somewhere")
                .send()
                .ok();
        assertThat(lab.host().get("/questions/" + lab.question()).text())
                .contains("Somewhere")
                .doesNotContain("Linus")
                .doesNotContain("Lidia");
    }

    @Test
    void nothingLeavesTheRoom() {
        Lab lab = lab();
        Client.Page inside = lab.host().get("/questions/" + lab.question());
        String answer = inside.document().select("article.answer").attr("id");
        lab.asker()
                .get("/questions/" + lab.question() + "/details")
                .form("/questions/" + lab.question() + "/details")
                .with("topics", WORD + "ology, Weeding")
                .send()
                .ok();
        Client.Page group =
                lab.answerer()
                        .get("/workgroups/new?question=" + lab.question())
                        .form("/workgroups")
                        .with("problem", WORD + " group")
                        .send()
                        .ok();
        lab.asker().get("/questions/" + lab.question()).button("This answers it").send().ok();
        Client.Page practice =
                lab.asker()
                        .get("/practices/new?from=" + answer)
                        .form("/practices")
                        .with("title", WORD + " as practice")
                        .with("topics", WORD + "istics")
                        .send()
                        .ok();
        String practiceId = practice.document().select("article.practice").attr("id");
        assertThat(practice.document().select("main").text())
                .doesNotContain("Linus")
                .doesNotContain("Lidia");
        settle();
        String groupId = group.path().replaceAll("^/workgroups/([0-9a-z]{11}).*", "$1");
        Person outsider = cast.member("Oswin Outside");
        Person moderator = cast.moderator("Mads Outsidemod");
        List<String> own =
                new ArrayList<>(
                        List.of(
                                "/questions/" + lab.question(),
                                "/questions/" + lab.question() + "/room",
                                "/questions/" + lab.question() + "/details",
                                "/questions/" + lab.question() + "/private",
                                "/questions/" + lab.question() + "/survey.csv",
                                "/questions/" + lab.question() + "/passing-on",
                                "/posts/" + answer + "/history",
                                "/posts/" + answer + "/comments/new",
                                "/posts/" + answer + "/keeping",
                                "/answers/" + answer + "/reports/new",
                                "/cards/" + lab.question() + "/lineage",
                                "/cards/" + lab.question() + "/lineage.ttl",
                                "/cards/" + lab.question() + "/lineage.jsonld",
                                "/cards/" + lab.question() + "/flag",
                                "/talk/" + lab.question() + "/new",
                                "/practices/" + practiceId,
                                "/practices/" + practiceId + "/practice.pdf",
                                "/practices/" + practiceId + "/text.md",
                                "/practices/" + practiceId + "/citation.bib",
                                "/practices/" + practiceId + "/versions/1",
                                "/practices/" + practiceId + "/proposals",
                                "/communities/" + lab.slug()));
        own.add("/workgroups/" + groupId);
        List<String> everywhere =
                List.of(
                        "/",
                        "/questions",
                        "/questions?show=waiting",
                        "/questions?show=settled",
                        "/questions/similar?text=" + WORD + "+failed+us+why",
                        "/practices",
                        "/workgroups",
                        "/communities",
                        "/topics",
                        "/topics/proposed",
                        "/topics/lookup?topic=" + WORD,
                        "/search?q=" + WORD,
                        "/search?q=project+ended+badly",
                        "/moderation",
                        "/people/" + lab.asker().id(),
                        "/people/" + lab.answerer().id());
        for (Client stranger : List.of(outsider.browser(), moderator.browser(), visitor())) {
            for (String path : own) {
                Client.Page page = stranger.get(path);
                assertThat(page.status()).as(path).isIn(404, 200);
                assertThat(page.path().startsWith("/sign-in") || page.status() == 404)
                        .as(path)
                        .isTrue();
                assertThat(page.body()).as(path).doesNotContain(WORD);
                assertThat(page.headers().map().toString())
                        .as(path)
                        .doesNotContain(WORD.toLowerCase());
            }
            for (String path : everywhere) {
                Client.Page page = stranger.get(path).ok();
                String told =
                        path.startsWith("/search")
                                ? page.document().select(".hits, aside").text()
                                : page.body();
                assertThat(told).as(path).doesNotContain(WORD).doesNotContain("Secretarium");
            }
        }
    }

    @Test
    void noLetterNoIndexNoVectorAndNoCountTellsOfIt() {
        Lab lab = lab();
        assertThat(letters("%" + WORD + "%")).isZero();
        assertThat(letters("%Linus%")).isZero();
        assertThat(
                        lab.asker()
                                .browser()
                                .mail(
                                        lab.asker().email(),
                                        "There is something for you in a closed room"))
                .doesNotContain(WORD);
        for (String table : List.of("search.beside", "search.unembedded"))
            assertThat(
                            jdbc.sql("select count(*) from " + table + " where card = :id")
                                    .param("id", lab.question().value())
                                    .query((row, n) -> row.getInt(1))
                                    .single())
                    .as(table)
                    .isZero();
        assertThat(
                        lab.host()
                                .get("/search?q=" + WORD)
                                .document()
                                .select(".hit a[href*=" + lab.question() + "]"))
                .as("not even for its own people: the index does not hold it")
                .isEmpty();
        assertThat(
                        jdbc.sql("select count(*) from questions.invitation where question = :id")
                                .param("id", lab.question().value())
                                .query((row, n) -> row.getInt(1))
                                .single())
                .isZero();
    }

    /** By mail too: neither in letters, nor in their headers, nor by asking the server. */
    @Test
    void noLetterNoHeaderNoFeedAndNoCalendarTellsOfIt() throws Exception {
        Lab lab = lab();
        CommunityId id = communities.slugged(lab.slug()).orElseThrow();
        List<Person> inside = List.of(lab.host(), lab.asker(), lab.answerer());
        for (Person one : inside)
            for (long card : List.of(id.value(), lab.question().value()))
                watches.level(one.id(), card, one == lab.host() ? Level.DAILY : Level.EACH);
        digests.ripen();
        lab.answerer()
                .get("/questions/" + lab.question())
                .form("answer ")
                .with("text", "And our second " + WORD + ".")
                .send();
        questions.ask(
                Questions.Draft.of("A third " + WORD + "?", "en").in(lab.slug()),
                lab.answerer().viewer());
        settle();
        HouseClock.at(Instant.now().plus(Duration.ofDays(8)), digests::ripen);
        deliver();
        mail(lab.asker()).letter("There is something for you in a closed room");
        for (int i = 0; i < 50 && waiting() > 0; i++) pause(100);
        List<MimeMessage> letters = mail(lab.asker()).everybodysLetters();
        assertThat(letters).isNotEmpty();
        for (MimeMessage letter : letters) {
            boolean theirs =
                    inside.stream()
                            .anyMatch(
                                    one -> MailProgram.header(letter, "To").contains(one.email()));
            String whole = MailProgram.whole(letter);
            assertThat(whole)
                    .doesNotContainIgnoringCase(WORD)
                    .doesNotContainIgnoringCase("secretarium");
            if (!theirs) assertThat(whole).doesNotContain(lab.question().toString());
            else assertThat(MailProgram.header(letter, "List-Id")).isEmpty();
        }
        for (Person one : inside) {
            List<String> own = one.ownFeeds();
            assertThat(own).hasSize(3);
            for (String path : own)
                assertThat(visitor().get(path).ok().body())
                        .as(path)
                        .doesNotContain(WORD)
                        .doesNotContain("ecretarium")
                        .doesNotContain(lab.question().toString());
        }
        for (String format : List.of("atom", "json"))
            assertThat(lab.asker().get("/feeds/cards/" + lab.question() + "." + format).status())
                    .isEqualTo(404);
        for (String address :
                List.of(lab.slug() + "@localhost", "thread+" + lab.question() + "@localhost"))
            for (Person one : List.of(lab.asker(), cast.member("Otto Outside")))
                assertThatThrownBy(() -> mail(one).write(address, "Is it there?", "Is it?"))
                        .as(address)
                        .hasStackTraceContaining(
                                "550 5.1.1 Nobody and nothing here has this address");
    }

    private long waiting() {
        return jdbc.sql("select count(*) from mail.letter where state = 'queued'")
                .query((row, n) -> row.getLong(1))
                .single();
    }

    /**
     * Every page that there is, with every id of the room in every place: what a room adds later is
     * attacked too.
     */
    @Test
    void noPageThatThereIsTellsOfIt() {
        Lab lab = lab();
        String question = lab.question().toString();
        String answer =
                lab.host()
                        .get("/questions/" + question)
                        .document()
                        .select("article.answer")
                        .attr("id");
        Client.Page begun =
                lab.answerer()
                        .get("/workgroups/new?question=" + question)
                        .form("/workgroups")
                        .with("problem", WORD + " group")
                        .send()
                        .ok();
        String group = begun.path().replaceAll("^/workgroups/([0-9a-z]{11}).*", "$1");
        settle();
        atlas.draw();
        List<String> ids = List.of(question, answer, group);
        jdbc.sql("delete from search.wanted").update();
        for (Person one : List.of(lab.host(), lab.asker(), lab.answerer()))
            one.get("/search?q=" + WORD).ok();
        List<Client> strangers =
                List.of(
                        cast.member("Odile Outside").browser(),
                        cast.moderator("Malte Outside").browser(),
                        cast.host("Hedwig Outside").browser(),
                        visitor());
        Set<String> paths = new TreeSet<>();
        mappings.getHandlerMethods()
                .keySet()
                .forEach(
                        mapping -> {
                            Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
                            if (methods.isEmpty() || methods.contains(RequestMethod.GET))
                                paths.addAll(mapping.getPatternValues());
                        });
        paths.removeIf(path -> path.contains("{token}") || path.startsWith("/dev/"));
        assertThat(paths).hasSizeGreaterThan(60);
        for (String path : paths)
            for (String id : path.contains("{") ? ids : List.of("")) {
                String asked =
                        path.replace("{slug}", lab.slug())
                                .replaceAll("\\{(version|number|key)}", "1")
                                .replaceAll("\\{[^}]+}", id);
                for (Client stranger : strangers) {
                    Client.Page page = stranger.get(asked);
                    assertThat(page.status()).as(asked).isLessThan(500);
                    assertThat(page.body() + page.headers().map() + page.path())
                            .as(asked)
                            .doesNotContainIgnoringCase(WORD)
                            .doesNotContain("Secretarium");
                }
            }
    }

    @Test
    void nothingThatIsPublicAboutItsPeopleChanges() {
        Person quiet = cast.member("Quirin Quiet");
        String profile = "/people/" + quiet.id();
        String before = visitor().get(profile).ok().document().select("main").text();
        Lab lab = lab();
        memberships.join(communities.slugged(lab.slug()).orElseThrow(), quiet.id());
        quiet.get("/communities/" + lab.slug())
                .form("/communities/" + lab.slug() + "/consent")
                .with("agreed", "yes")
                .send()
                .ok();
        quiet.get("/questions/" + lab.question())
                .form("answer ")
                .with("text", "And mine, a " + WORD + ".")
                .send()
                .ok();
        settle();
        assertThat(visitor().get(profile).ok().document().select("main").text()).isEqualTo(before);
        assertThat(cast.member("Curt Curious").get(profile).ok().text())
                .doesNotContain(WORD, "Secretarium");
        questions.ask(
                Questions.Draft.of("Why does every project fail? It ended badly.", "en"),
                cast.member("Petra Public").viewer());
        settle();
        assertThat(
                        jdbc.sql(
                                        "select count(*) from questions.invitation where reason::text ilike :words")
                                .param("words", "%" + WORD + "%")
                                .query((row, n) -> row.getInt(1))
                                .single())
                .as("no reason of an invitation")
                .isZero();
        assertThat(
                        jdbc.sql("select count(*) from topics.helper where person = :id")
                                .param("id", quiet.id().value())
                                .query((row, n) -> row.getInt(1))
                                .single())
                .as("no place among those who can help")
                .isZero();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void theLogSaysNothingOfIt(CapturedOutput output) {
        Lab lab = lab();
        lab.host().get("/questions/" + lab.question()).ok();
        lab.host().get("/search?q=unrelated").ok();
        lab.asker().get("/questions/" + lab.question() + "/nothing");
        assertThat(output.getAll())
                .doesNotContainIgnoringCase(WORD)
                .doesNotContain("Linus", "Lidia");
    }

    @Test
    void whatIsFlaggedInsideIsForItsStewardsAndForNoModerator() {
        Lab lab = lab();
        Person moderator = cast.moderator("Mod Outside");
        String path = "/house/moderation";
        lab.answerer()
                .get("/cards/" + lab.question() + "/flag")
                .form("/cards/")
                .with("kind", "other")
                .with("line", WORD + " is unkind")
                .send()
                .ok();
        assertThat(moderator.get(path).ok().text()).doesNotContain(WORD);
        assertThat(lab.answerer().get(path).status()).isEqualTo(403);
        assertThat(visitor().get(path).path()).startsWith("/sign-in");
        assertThat(
                        moderator
                                .browser()
                                .force(
                                        "post",
                                        path + "/flagged/" + lab.question(),
                                        Map.of("show", "false", "because", "x"))
                                .status())
                .isEqualTo(403);
        Client.Page queue = lab.host().get(path).ok();
        assertThat(queue.text()).contains(WORD + " is unkind");
        queue.form(path + "/flagged/" + lab.question())
                .with("because", WORD + " named somebody")
                .with("show", "false")
                .send()
                .ok();
        assertThat(lab.answerer().get("/questions/" + lab.question()).status()).isEqualTo(404);
        assertThat(lab.asker().browser().mail(lab.asker().email(), "has hidden something of yours"))
                .contains("has hidden something of yours")
                .doesNotContain(WORD);
        assertThat(letters("%" + WORD + "%")).isZero();
        assertThat(visitor().get("/moderation").text()).doesNotContain(WORD);
    }

    private int letters(String words) {
        return jdbc.sql(
                        "select count(*) from mail.letter where subject || body_text || body_html like :words")
                .param("words", words)
                .query((row, n) -> row.getInt(1))
                .single();
    }

    @Test
    void whoHasNotAgreedOrSinceItChangedDoesNotSpeak() {
        Lab lab = lab();
        Person newcomer = cast.member("Nadja Newlab");
        memberships.join(communities.slugged(lab.slug()).orElseThrow(), newcomer.id());
        assertThat(
                        newcomer.get("/questions/" + lab.question())
                                .form("answer ")
                                .with("text", "Me too")
                                .send()
                                .status())
                .isEqualTo(403);
        lab.host()
                .get("/communities/" + lab.slug() + "/edit")
                .form("/communities/" + lab.slug())
                .with("charter", "What is said here stays here, even longer.")
                .send()
                .ok();
        assertThat(lab.asker().get("/communities/" + lab.slug()).text()).contains("version 2");
        assertThat(asksAgain(lab)).isEqualTo(403);
        lab.asker()
                .get("/communities/" + lab.slug())
                .form("/communities/" + lab.slug() + "/consent")
                .with("agreed", "yes")
                .send()
                .ok();
        assertThat(asksAgain(lab)).isEqualTo(200);
    }

    @Test
    void lookingForALabsWordCostsOutsidersWhatAnUnwrittenWordCosts() {
        lab();
        Person outsider = cast.member("Orso Outsider");
        for (Client someone : List.of(outsider.browser(), visitor()))
            for (String path :
                    List.of(
                            "/search?q=",
                            "/topics/lookup?q=",
                            "/questions/similar?text=Why%20did%20this%20fail%20us%20")) {
                someone.get(path + "warmup");
                List<String> written = statements.during(() -> someone.get(path + WORD));
                List<String> unwritten =
                        statements.during(() -> someone.get(path + "Quarkzwirbel"));
                assertThat(written).as(path).isEqualTo(unwritten);
            }
    }

    @Test
    void whoLeavesTakesAlongWhatTheySaidUnderAnAliasToo() {
        Lab lab = lab();
        assertThat(lab.host().get("/questions/" + lab.question()).text())
                .contains("Ours was a " + WORD + " too.");
        assertThat(
                        belongings.stream()
                                .flatMap(one -> one.export(lab.answerer().id()).values().stream())
                                .anyMatch(text -> text.contains("Ours was a " + WORD)))
                .isTrue();
        lab.answerer()
                .get("/me/leave")
                .form("/me/leave")
                .with("sure", "yes")
                .with("texts", "remove")
                .send()
                .ok();
        assertThat(lab.host().get("/questions/" + lab.question()).text())
                .doesNotContain("Ours was a " + WORD);
    }

    private static int asksAgain(Lab lab) {
        return lab.asker()
                .browser()
                .force("post", "/questions", Map.of("text", "Again?", "community", lab.slug()))
                .status();
    }
}
