package org.commonplace.awareness;

import static org.assertj.core.api.Assertions.assertThat;

import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.io.WireFeedInput;
import com.sun.net.httpserver.HttpServer;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.catalogue.ActivityReader;
import org.commonplace.chrome.Outside;
import org.commonplace.chrome.Site;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.Practices;
import org.commonplace.questions.Answers;
import org.commonplace.questions.QuestionId;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Feeds, calendars and what search engines read, checked against their standards. */
class FeedTests extends CommonplaceTest {
    @Autowired private Answers answers;
    @Autowired private Practices practices;
    @Autowired private Outside outside;
    @Autowired private Site site;
    @Autowired private JdbcClient jdbc;

    /** WebSub, 7: the hub is told which feeds are new, fetches them, and finds what is new. */
    @Test
    void aHubIsToldWhichFeedsAreNew() throws Exception {
        Set<String> told = ConcurrentHashMap.newKeySet();
        HttpServer hub =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext(
                "/",
                exchange -> {
                    told.add(
                            URLDecoder.decode(
                                    new String(
                                            exchange.getRequestBody().readAllBytes(),
                                            StandardCharsets.UTF_8),
                                    StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(202, -1);
                    exchange.close();
                });
        hub.start();
        Person asker = cast.trusted("Ana Asks");
        QuestionId question = cast.question(asker, "Who tells the hub of " + asker.id() + "?");
        new WebSub(jdbc, outside, site, "http://127.0.0.1:" + hub.getAddress().getPort() + "/")
                .read(
                        List.of(
                                new ActivityReader.Entry(
                                        asker.id().value(), "asked", question.value(), Map.of())));
        hub.stop(0);
        assertThat(told).allMatch(form -> form.contains("hub.mode=publish"));
        List<String> feeds =
                told.stream()
                        .map(form -> form.replaceAll("(^|.*&)hub.url=([^&]*).*", "$2"))
                        .map(address -> address.replace(site.url(), ""))
                        .toList();
        assertThat(feeds)
                .contains("/feeds/questions.atom", "/feeds/questions.json")
                .contains("/feeds/people/" + asker.id() + ".atom")
                .hasSize(6);
        for (String feed : feeds)
            assertThat(visitor().get(feed).ok().body())
                    .as(feed)
                    .contains("Who tells the hub of " + asker.id());
    }

    /** RFC 4287: what a feed and its entries must have, and dates of RFC 3339. */
    private static void validAtom(String xml, String self) throws Exception {
        Document document = Jsoup.parse(xml, Parser.xmlParser());
        Element feed = document.selectFirst("feed");
        assertThat(feed.attr("xmlns")).isEqualTo("http://www.w3.org/2005/Atom");
        for (String one : List.of("id", "title", "updated"))
            assertThat(feed.select("> " + one)).as(one).hasSize(1);
        assertThat(feed.select("> link[rel=self]").attr("href")).isEqualTo(self);
        OffsetDateTime.parse(feed.select("> updated").text());
        Set<String> ids = new HashSet<>();
        for (Element entry : feed.select("> entry")) {
            for (String one : List.of("id", "title", "updated", "published"))
                assertThat(entry.select("> " + one)).as(one).hasSize(1);
            assertThat(ids.add(entry.select("> id").text())).isTrue();
            assertThat(URI.create(entry.select("> id").text()).isAbsolute()).isTrue();
            OffsetDateTime.parse(entry.select("> updated").text());
            assertThat(entry.select("> link[rel=alternate]")).hasSize(1);
            boolean author = !entry.select("> author > name").isEmpty();
            assertThat(author || !feed.select("> author > name").isEmpty()).isTrue();
        }
        assertThat(
                        ((Feed)
                                        new WireFeedInput(false, java.util.Locale.ROOT)
                                                .build(new StringReader(xml)))
                                .getEntries())
                .allMatch(entry -> ((Entry) entry).getId() != null);
    }

    @Test
    void questionsAreAnAtomFeedAndAJsonFeed() throws Exception {
        Person asker = cast.trusted("Ana & <Asks>");
        cast.question(asker, "Do feeds <escape> & \u0007 survive?");
        Client.Page atom = visitor().get("/feeds/questions.atom").ok();
        assertThat(atom.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/atom+xml");
        validAtom(atom.body(), url() + "/feeds/questions.atom");
        assertThat(atom.body()).contains("Do feeds &lt;escape&gt; &amp;");
        JsonNode json =
                JsonMapper.shared().readTree(visitor().get("/feeds/questions.json").ok().body());
        assertThat(json.get("version").asString()).isEqualTo("https://jsonfeed.org/version/1.1");
        for (JsonNode item : json.get("items")) {
            assertThat(item.get("id").asString()).isNotEmpty();
            assertThat(item.has("content_text")).isTrue();
            OffsetDateTime.parse(item.get("date_published").asString());
        }
    }

    @Test
    void whoHasTheNewestGetsNoBody() throws Exception {
        Person asker = cast.trusted("Ana Asks");
        QuestionId question = cast.question(asker, "Is it new?");
        URI feed = URI.create(url() + "/feeds/cards/" + question + ".atom");
        HttpClient http = HttpClient.newHttpClient();
        HttpResponse<String> first =
                http.send(
                        HttpRequest.newBuilder(feed).build(), HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> again =
                http.send(
                        HttpRequest.newBuilder(feed)
                                .header(
                                        "If-None-Match",
                                        first.headers().firstValue("ETag").orElseThrow())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        answers.answer(question, "It is.", "en", cast.trusted("Ben Answers").viewer());
        HttpResponse<String> newer =
                http.send(
                        HttpRequest.newBuilder(feed)
                                .header(
                                        "If-None-Match",
                                        first.headers().firstValue("ETag").orElseThrow())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(newer.statusCode()).isEqualTo(200);
        assertThat(newer.body()).contains("It is.");
        validAtom(newer.body(), feed.toString());
    }

    @Test
    void aClosedThingHasNoPublicFeedAndAnOwnFeedEndsWithItsAddress() throws Exception {
        Person reader = cast.trusted("Rita Reads");
        Person asker = cast.trusted("Ana Asks");
        QuestionId question = cast.question(asker, "What do I follow?");
        reader.browser().force("post", "/cards/" + question + "/watch", Map.of()).ok();
        answers.answer(question, "You follow this.", "en", cast.trusted("Ben Answers").viewer());
        Client.Page made = reader.get("/me/feeds").button("Make my address").send().ok();
        String own = made.document().select("a[href*=/feeds/own/][href$=.atom]").attr("href");
        String feed = visitor().get(own).ok().body();
        validAtom(feed, url() + own);
        assertThat(feed).contains("You follow this.");
        assertThat(visitor().get(own).headers().firstValue("Cache-Control").orElse(""))
                .contains("private");
        reader.get("/me/feeds").button("Make a new address").send().ok();
        assertThat(visitor().get(own).status()).isEqualTo(404);
        assertThat(visitor().get("/me/feeds").path()).startsWith("/sign-in");
        jdbc.sql("update catalogue.card set audience = 2 where id = :id")
                .param("id", question.value())
                .update();
        assertThat(visitor().get("/feeds/cards/" + question + ".atom").status()).isEqualTo(404);
        assertThat(reader.get("/feeds/cards/" + question + ".atom").status()).isEqualTo(404);
    }

    @Test
    void datesStandInACalendarThatStrictReadersTake(@TempDir Path folder) throws Exception {
        Person keeper = cast.trusted("Kim Keeps");
        practices.keep(
                NewPractice.of("Reviewed, with; commas\\and more", "Do it.", "en"),
                keeper.viewer());
        Client.Page made = keeper.get("/me/feeds").button("Make my address").send().ok();
        String path = made.document().select("a[href$=.ics]").attr("href");
        String text = visitor().get(path).ok().body();
        Calendar calendar = new CalendarBuilder().build(new StringReader(text));
        assertThat(calendar.validate(true).hasErrors()).isFalse();
        assertThat(calendar.getComponents("VEVENT")).hasSize(1);
        if (!installed("khal")) return;
        Path file = Files.writeString(folder.resolve("own.ics"), text);
        Path settings =
                Files.writeString(
                        folder.resolve("khal.conf"),
                        """
                        [calendars]
                        [[own]]
                        path = %s
                        [locale]
                        local_timezone = UTC
                        default_timezone = UTC
                        timeformat = %%H:%%M
                        dateformat = %%Y-%%m-%%d
                        longdateformat = %%Y-%%m-%%d
                        datetimeformat = %%Y-%%m-%%d %%H:%%M
                        longdatetimeformat = %%Y-%%m-%%d %%H:%%M
                        """
                                .formatted(Files.createDirectory(folder.resolve("calendar"))));
        Process khal =
                new ProcessBuilder("khal", "-c", settings.toString(), "printics", file.toString())
                        .redirectErrorStream(true)
                        .start();
        String said =
                new String(
                        khal.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        assertThat(khal.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).contains("Reviewed, with; commas");
    }

    private static boolean installed(String program) {
        for (String folder : System.getenv("PATH").split(":"))
            if (Files.isExecutable(Path.of(folder, program))) return true;
        return false;
    }

    @Test
    void searchEnginesFindWhatEverybodyMayReadAndNothingElse() {
        Person asker = cast.trusted("Ana Asks");
        QuestionId open = cast.question(asker, "Is this found by machines?");
        QuestionId closed = cast.question(asker, "Is this hidden from machines?");
        jdbc.sql("update catalogue.card set audience = 2 where id = :id")
                .param("id", closed.value())
                .update();
        assertThat(visitor().get("/robots.txt").ok().body())
                .contains("Sitemap: " + url() + "/sitemap.xml");
        Document index = Jsoup.parse(visitor().get("/sitemap.xml").ok().body(), Parser.xmlParser());
        StringBuilder all = new StringBuilder();
        for (Element part : index.select("sitemap > loc"))
            all.append(visitor().get(part.text().replace(url(), "")).ok().body());
        assertThat(all).contains("/questions/" + open).doesNotContain(closed.toString());
        Document search =
                Jsoup.parse(visitor().get("/opensearch.xml").ok().body(), Parser.xmlParser());
        assertThat(search.select("Url").attr("template"))
                .isEqualTo(url() + "/search?q={searchTerms}");
        assertThat(search.select("ShortName").text()).hasSizeLessThanOrEqualTo(16).isNotEmpty();
        assertThat(visitor().get("/").document().select("link[rel=search]")).hasSize(1);
    }
}
