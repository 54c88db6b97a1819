package org.commonplace.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A wiki's export, filled and written by a real MediaWiki (see {@code fill.sh}), comes in with
 * counts equal to those that its own database gave.
 */
class MediaWikiImportTests extends CommonplaceTest {
    private static final Path WIKI = Path.of("src/test/resources/mediawiki");
    private static final Path EXPORT = WIKI.resolve("export.xml");

    /** Categories that MediaWiki itself keeps of what went wrong. */
    private static final String TRACKING = "Pages_.*";

    @Autowired private Runs runs;
    @Autowired private JdbcClient jdbc;
    @Autowired private JsonMapper json;
    @TempDir private Path folder;

    private Report bringIn(Path file, @Nullable String site) {
        return runs.run("mediawiki", file, site, false, Progress.NONE);
    }

    private Report bringIn() {
        return bringIn(EXPORT, "wiki.example.org");
    }

    private JsonNode counts() throws IOException {
        return json.readTree(Files.readString(WIKI.resolve("counts.json")));
    }

    private Client.Page wiki(String name) {
        bringIn();
        return visitor().get("/wiki/" + name).ok();
    }

    @Test
    void countsEqualTheirSourceAndTwiceAddsNothing() throws IOException {
        JsonNode counts = counts();
        Report first = bringIn(EXPORT, "counted.example");
        long pages =
                counts.get("main_content_pages_without_redirects").asLong()
                        + counts.get("pages_per_namespace").get("3000").asLong();
        long revisions =
                counts.get("revisions_per_namespace").get("0").asLong()
                        + counts.get("revisions_per_namespace").get("3000").asLong();
        assertThat(first.counts().get("practices")).isEqualTo(new Report.Counts(pages, pages, 0));
        assertThat(
                        first.counts().get("versions").brought()
                                + first.passed()
                                        .get("versions of pages that only lead elsewhere")
                                        .n())
                .isEqualTo(revisions);
        assertThat(
                        first.counts().get("aliases").found()
                                + first.passed()
                                        .get("redirects that lead to no page brought in")
                                        .n()
                                + first.passed().get("redirects that lead in a circle").n())
                .isEqualTo(counts.get("redirects").asLong());
        assertThat(first.counts().get("people").brought())
                .isEqualTo(
                        counts.get("registered_contributors").asLong()
                                + counts.get("imported_contributors").asLong());
        assertThat(first.counts().get("discussions").brought())
                .isEqualTo(
                        counts.get("pages_per_namespace").get("1").asLong()
                                + counts.get("pages_per_namespace").get("3001").asLong()
                                - first.passed()
                                        .get("discussions of pages that are not there")
                                        .n());
        assertThat(first.passed()).doesNotContainKey("older versions kept as wikitext");
        Report again = bringIn(EXPORT, "counted.example");
        assertThat(again.counts().values()).allMatch(n -> n.brought() == 0);
        assertThat(again.counts().get("practices").before()).isEqualTo(pages);
    }

    @Test
    void whatItTriesItDoesNotWrite() {
        Report tried = runs.run("mediawiki", EXPORT, "tried.example", true, Progress.NONE);
        assertThat(tried.counts().get("practices").found()).isEqualTo(48);
        assertThat(
                        jdbc.sql(
                                        "select count(*) from exchange.origin where site = 'tried.example'")
                                .query((row, n) -> row.getInt(1))
                                .single())
                .isZero();
    }

    @Test
    void everyVersionHasItsContributorTimeAndSummary() {
        Client.Page page = wiki("Weeding_the_collection");
        String id = page.path().split("/")[2];
        Client.Page versions = visitor().get("/practices/" + id + "/versions").ok();
        assertThat(versions.text()).contains("Marta Lindqvist", "Unregistered contributors");
        assertThat(versions.body()).doesNotContain("198.51.100.4", "192.0.2.17");
        assertThat(versions.text()).contains("2019", "first version");
        assertThat(
                        jdbc.sql(
                                        """
                        select count(*) from conversations.post p join people.member m on m.id = p.author
                         where p.body like '%203.0.113.99%' and m.source_site = 'wiki.example.org'
                        """)
                                .query((row, n) -> row.getInt(1))
                                .single())
                .as("no address of the network is shown")
                .isZero();
    }

    @Test
    void categoriesBecomeTopics() throws IOException {
        bringIn();
        Map<String, Integer> expected = new TreeMap<>();
        counts().get("main_category_links_per_category")
                .properties()
                .forEach(
                        one -> {
                            if (!one.getKey().matches(TRACKING))
                                expected.put(
                                        one.getKey().replace('_', ' '), one.getValue().asInt());
                        });
        // The redirect "Rfid" is filed under a category too.
        expected.merge("Technology", -1, Integer::sum);
        Map<String, Integer> found = new TreeMap<>();
        jdbc.sql(
                        """
                select c.name, count(*) as n from topics.subject s join topics.concept c on c.id = s.concept
                  join conversations.post p on p.id = s.card
                  join exchange.origin o on o.id = s.card and o.kind = 'page-written' and o.site = 'wiki.example.org'
                 where p.source_url not like '%Policy:%' group by c.name
                """)
                .query(
                        row -> {
                            found.put(row.getString("name"), row.getInt("n"));
                        });
        assertThat(found).isEqualTo(expected);
        assertThat(
                        jdbc.sql(
                                        """
                        select count(*) from topics.relation r join topics.concept c on c.id = r.concept
                          join topics.concept o on o.id = r.other
                         where r.kind = 'broader' and c.name = 'Collections' and o.name = 'Practices'
                        """)
                                .query((row, n) -> row.getInt(1))
                                .single())
                .isEqualTo(1);
    }

    @Test
    void linksLeadToWhatPagesBecameAndOldNamesLeadOn() {
        Client.Page page = wiki("Weeding_the_collection");
        assertThat(page.path()).startsWith("/practices/");
        for (String name :
                List.of("Weeding", "Deaccessioning", "traffic lights", "Meeting_room_policy"))
            assertThat(wiki(name.replace(" ", "%20")).path()).startsWith("/practices/");
        assertThat(wiki("Deaccessioning").path()).isEqualTo(page.path());
        assertThat(visitor().get("/w/index.php/Weeding").path()).isEqualTo(page.path());
        assertThat(visitor().get("/index.php?title=Weeding").path()).isEqualTo(page.path());
        assertThat(visitor().get("/wiki/Hither").status()).isEqualTo(404);
        Client.Page front = wiki("Main_Page");
        assertThat(front.document().select(".prose a").eachAttr("href"))
                .anyMatch(href -> page.path().startsWith(href))
                .noneMatch(href -> href.startsWith("wiki:"));
        settle();
        assertThat(visitor().get("/search?q=Deaccessioning").document().select(".hit-title").text())
                .contains("Weeding the collection");
    }

    @Test
    void discussionsBecomeRemarksByThoseWhoSignedThem() {
        Client.Page page = wiki("Weeding_the_collection");
        assertThat(page.text())
                .contains(
                        "Local authors",
                        "Do we ever throw away local authors?",
                        "Never the last copy.",
                        "I put in a table, please check the years.")
                .doesNotContain("198.51.100.4", "(UTC)", "[[User");
        assertThat(page.document().select(".reply:contains(Never the last copy)").text())
                .contains("Marta Lindqvist");
        assertThat(wiki("Interlibrary_loan").text())
                .contains("They are out of date")
                .doesNotContain("unsigned", "192.0.2.17");
    }

    @Test
    void nobodyKeepsWhatCameUntilSomebodyHereTakesItOn() {
        Client.Page page = wiki("Makerspace");
        assertThat(page.text()).contains("Overdue", "as at its source");
        Person keeper = cast.member("Wilma Wikikeeper");
        assertThat(keeper.get(page.path()).ok().body()).contains("/keeping");
        assertThat(letters()).as("an import writes to nobody").isZero();
        assertThat(wiki("Pest_control").text()).contains("emptied");
    }

    private int letters() {
        return jdbc.sql("select count(*) from mail.letter where body_text like '%Makerspace%'")
                .query((row, n) -> row.getInt(1))
                .single();
    }

    @Test
    void anInterruptedImportGoesOnWhereItStopped() {
        Progress stops =
                (step, done, total) -> {
                    if (step.equals("pages") && done == 20)
                        throw new IllegalStateException("the plug was pulled");
                };
        assertThatThrownBy(() -> runs.run("mediawiki", EXPORT, "stopped.example", false, stops))
                .hasMessage("the plug was pulled");
        Report rest = bringIn(EXPORT, "stopped.example");
        assertThat(rest.counts().get("practices")).isEqualTo(new Report.Counts(48, 28, 20));
        assertThat(
                        jdbc.sql(
                                        """
                        select count(distinct o.id) from exchange.origin o join practices.practice k on k.id = o.id
                         where o.site = 'stopped.example' and o.kind = 'page'
                        """)
                                .query((row, n) -> row.getInt(1))
                                .single())
                .isEqualTo(48);
        assertThat(bringIn(EXPORT, "stopped.example").counts().values())
                .allMatch(n -> n.brought() == 0);
    }

    @Test
    void whatIsDamagedHostileOrNoWikiIsRefusedWithItsPlace() throws IOException {
        String whole = Files.readString(EXPORT);
        refused(whole.substring(0, whole.length() / 2), "XML document structures");
        refused(
                "<!DOCTYPE mediawiki [<!ENTITY a \"b\">]><mediawiki>&a;</mediawiki>",
                "a document type (DTD) is not allowed");
        refused("<feed><entry/></feed>", "this is no export of a MediaWiki");
        refused("BZh91AY&SY", "this file is packed; unpack it first");
        refused("", "");
        refused(
                whole.replaceFirst("<timestamp>[^<]*</timestamp>", "<timestamp>soon</timestamp>"),
                "this is no time: soon");
        refused(
                "<mediawiki><page><title>" + "x".repeat(6_100_000) + "</title></page></mediawiki>",
                "an element is longer");
        assertThatThrownBy(() -> bringIn(folder.resolve("nothing.xml"), "refused.example"))
                .isInstanceOf(InputProblem.class)
                .hasMessageContaining("there is no such file");
        assertThat(
                        jdbc.sql(
                                        "select count(*) from exchange.origin where site = 'refused.example'")
                                .query((row, n) -> row.getInt(1))
                                .single())
                .isZero();
    }

    private void refused(String text, String why) throws IOException {
        Path file = folder.resolve("wiki.xml");
        Files.writeString(file, text, StandardCharsets.UTF_8);
        assertThatThrownBy(() -> bringIn(file, "refused.example"))
                .isInstanceOf(InputProblem.class)
                .hasMessageContaining(why);
    }

    @Test
    void aBareExportWithoutTheSitesNameComesToo() throws IOException {
        Path file = folder.resolve("bare.xml");
        Files.writeString(
                file,
                """
                <mediawiki><page><title>Quibbleberry shelf</title><ns>0</ns><id>1</id>
                <revision><id>1</id><timestamp>2020-01-01T00:00:00Z</timestamp><contributor><ip>192.0.2.1</ip></contributor>
                <text>Sorted by <b>col<b>our</b></b>. See [[Talk:Nowhere]].</text></revision></page></mediawiki>
                """
                        .replace("<b>", "&lt;b>")
                        .replace("</b>", "&lt;/b>"));
        Report report = bringIn(file, null);
        assertThat(report.counts().get("practices").brought()).isEqualTo(1);
        assertThat(report.passed()).isEmpty();
        assertThat(
                        visitor()
                                .get("/wiki/Quibbleberry_shelf")
                                .ok()
                                .document()
                                .select(".prose")
                                .text())
                .isEqualTo("Sorted by colour. See Talk:Nowhere.");
    }

    @Test
    void aPackedExportComesThroughThePage() throws IOException {
        Path packed = folder.resolve("wiki.xml.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(EXPORT, out);
        }
        Person host = cast.host("Hedda Wikihost");
        Client.Page page =
                host.get("/house/imports")
                        .form("/house/imports/upload")
                        .send("file", "wiki.xml.gz", Files.readAllBytes(packed))
                        .ok();
        assertThat(page.text()).contains("mediawiki");
        for (int i = 0; i < 300 && !host.get("/house/imports").text().contains("Done"); i++)
            pause(200);
        assertThat(host.get("/house/imports").text()).contains("Done");
        assertThat(cast.member("Wim Wikimember").get("/house/imports").status()).isEqualTo(403);
    }
}
