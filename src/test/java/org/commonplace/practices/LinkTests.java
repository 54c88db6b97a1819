package org.commonplace.practices;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.commonplace.Cast.Person;
import org.commonplace.CommonplaceTest;
import org.commonplace.chrome.HouseClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** PracticeLinks in practices are looked after; dead ones bring the review date nearer. */
class LinkTests extends CommonplaceTest {
    @Autowired private Practices practices;
    @Autowired private PracticeLinks links;
    @Autowired private JdbcClient jdbc;
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
    private HttpServer site;

    @BeforeEach
    void open() throws IOException {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext(
                "/",
                exchange -> {
                    String path = exchange.getRequestURI().getPath();
                    heard.add(exchange.getRequestMethod() + " " + path);
                    exchange.sendResponseHeaders(answers.getOrDefault(path, 200), -1);
                    exchange.close();
                });
        site.start();
        jdbc.sql("update practices.practice set links_at = now() + interval '10 years'").update();
    }

    @AfterEach
    void close() {
        site.stop(0);
    }

    private String at(String path) {
        return "http://127.0.0.1:" + site.getAddress().getPort() + path;
    }

    private PracticeId practice(Person keeper, String title, String body) {
        return practices.keep(NewPractice.of(title, body, "en"), keeper.viewer());
    }

    private void day(Instant from, int days) {
        HouseClock.at(from.plus(Duration.ofDays(days)), () -> links.check());
    }

    private Instant review(PracticeId id, Person keeper) {
        return Objects.requireNonNull(practices.get(id, keeper.viewer()).reviewAt());
    }

    @Test
    void aLinkThatFailsOnThreeDaysIsDeadAndTheKeeperHearsOfItOnce() {
        Person keeper = cast.member("Lea Links");
        answers.put("/gone", 404);
        PracticeId id =
                practice(
                        keeper,
                        "Borrowing a loom",
                        "See [the form](" + at("/form") + ") and [the map](" + at("/gone") + ").");
        Instant review = review(id, keeper);
        Instant now = Instant.now();
        assertThat(visitor().get("/practices/" + id + "/links").text())
                .contains("No link of this practice has been looked at yet");
        day(now, 0);
        day(now, 0);
        day(now, 1);
        assertThat(review(id, keeper)).isEqualTo(review);
        assertThat(visitor().get("/practices/" + id).text()).doesNotContain("leads nowhere");
        day(now, 2);
        assertThat(review(id, keeper)).isEqualTo(review.minus(Duration.ofDays(90)));
        assertThat(visitor().get("/practices/" + id).text()).contains("A link here leads nowhere");
        assertThat(visitor().get("/practices/" + id + "/links").text())
                .contains(at("/gone") + " nothing there since")
                .contains(at("/form") + " there, looked at");
        settle();
        assertThat(keeper.browser().mail(keeper.email(), "led nowhere on three days"))
                .contains(at("/gone"))
                .doesNotContain(at("/form"));
        day(now, 40);
        assertThat(review(id, keeper)).isEqualTo(review.minus(Duration.ofDays(90)));
        settle();
        assertThat(
                        keeper.browser().mails(keeper.email()).stream()
                                .filter(mail -> mail.contains("led nowhere")))
                .hasSize(1);
    }

    @Test
    void aLinkThatAnswersAgainIsAliveAndAnEditLooksAtOnce() {
        Person keeper = cast.member("Ada Again");
        answers.put("/page", 410);
        answers.put("/other", 200);
        PracticeId id =
                practice(keeper, "Sharpening pencils", at("/page") + " and " + at("/other"));
        Instant now = Instant.now();
        for (int day = 0; day < 3; day++) day(now, day);
        assertThat(visitor().get("/practices/" + id).text()).contains("A link here leads nowhere");
        answers.put("/page", 200);
        day(now, 20);
        assertThat(visitor().get("/practices/" + id).text()).contains("A link here leads nowhere");
        keeper.get("/practices/" + id + "/edit")
                .form("/practices/" + id + "/edit")
                .with("body", "Now only " + at("/page"))
                .with("summary", "One link less")
                .send()
                .ok();
        day(now, 20);
        assertThat(visitor().get("/practices/" + id).text()).doesNotContain("leads nowhere");
        assertThat(visitor().get("/practices/" + id + "/links").text())
                .contains(at("/page") + " there")
                .doesNotContain(at("/other"));
    }

    @Test
    void whereAPersonOrAPasswordIsWantedSomethingIsThere() {
        Person keeper = cast.member("Petra Paywall");
        answers.put("/paywall", 403);
        answers.put("/busy", 429);
        PracticeId id =
                practice(keeper, "Reading the standard", at("/paywall") + " " + at("/busy"));
        Instant now = Instant.now();
        for (int day = 0; day < 4; day++) day(now, 30 * day);
        assertThat(visitor().get("/practices/" + id).text()).doesNotContain("lead nowhere");
        assertThat(heard).contains("HEAD /paywall", "GET /paywall");
    }

    @Test
    void aHouseThatIsCutOffHoldsNothingAgainstItsLinks() {
        Person keeper = cast.member("Ciro Cut");
        PracticeId id = practice(keeper, "Working offline", "Look at " + at("/here"));
        site.stop(0);
        Instant now = Instant.now();
        for (int day = 0; day < 5; day++) day(now, day);
        assertThat(links.of(id)).isEmpty();
    }

    private static void keep(Person keeper, Map<String, String> fields) {
        var form = keeper.get("/practices/new").form("/practices");
        fields.forEach(form::with);
        assertThat(form.send().ok().document().select("article.practice")).isNotEmpty();
    }

    @Test
    void nobodyOutsideLearnsOfTheLinksOfALabOrADraft() {
        Person keeper = cast.host("Lola Lab");
        keeper.get("/communities/new")
                .form("/communities")
                .with("name", "Link lab")
                .with("purpose", "Trying")
                .with("charter", "Quiet.")
                .with("audience", "lab")
                .send()
                .ok();
        keeper.get("/communities/link-lab")
                .form("/communities/link-lab/consent")
                .with("agreed", "yes")
                .send()
                .ok();
        keep(keeper, Map.of("title", "Quiet", "body", at("/lab"), "community", "link-lab"));
        keep(keeper, Map.of("title", "Half", "body", at("/draft"), "save", "draft"));
        day(Instant.now(), 0);
        assertThat(heard).isEmpty();
    }

    @Test
    void threeEditsOnOneDayAreOneStrike() {
        Person keeper = cast.member("Edda Edits");
        answers.put("/gone", 404);
        PracticeId id = practice(keeper, "Filing receipts", "See " + at("/gone"));
        Instant now = Instant.now();
        for (int edit = 0; edit < 4; edit++) {
            day(now, 0);
            keeper.get("/practices/" + id + "/edit")
                    .form("/practices/" + id + "/edit")
                    .with("body", "Edit " + edit + ", see " + at("/gone"))
                    .with("summary", "Words")
                    .send()
                    .ok();
        }
        assertThat(visitor().get("/practices/" + id).text()).doesNotContain("leads nowhere");
        assertThat(visitor().get("/practices/" + id + "/links").text()).contains("no answer on");
    }

    @Test
    void oneVanishedHostDoesNotStandInTheWayOfOthers() {
        Person keeper = cast.member("Vera Vanished");
        practice(keeper, "First in the row", "See https://vanished.invalid/here");
        day(Instant.now(), 0);
        PracticeId id = practice(keeper, "Second in the row", "See " + at("/form"));
        day(Instant.now(), 0);
        assertThat(heard).contains("HEAD /form");
        assertThat(links.of(id)).hasSize(1);
    }
}
