package org.commonplace.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class StackExchangeImportTests extends CommonplaceTest {
    private static final Path REAL = Path.of("../shared/data/libraries-stackexchange");

    @Autowired private StackExchange stackExchange;

    @Autowired private JdbcClient jdbc;

    @TempDir private Path folder;

    @Test
    void aSmallDumpComesWholeAndTwiceAddsNothing() throws IOException {
        dump(folder);
        Report first = stackExchange.bringIn(folder, "small.example", false, Progress.NONE);
        assertThat(first.counts().get("people")).isEqualTo(new Report.Counts(2, 2, 0));
        assertThat(first.counts().get("questions")).isEqualTo(new Report.Counts(1, 1, 0));
        assertThat(first.counts().get("answers")).isEqualTo(new Report.Counts(1, 1, 0));
        assertThat(first.counts().get("comments").brought()).isEqualTo(1);
        assertThat(first.passed().get("votes for posts that the dump does not hold").n())
                .isEqualTo(1);
        Report second = stackExchange.bringIn(folder, "small.example", false, Progress.NONE);
        assertThat(second.counts().values()).allMatch(n -> n.brought() == 0);
        settle();
        Client.Page page = visitor().get("/search?q=flibbertigibbet").ok();
        String path = page.document().select(".hit-title a").attr("href");
        Client.Page question = visitor().get(path).ok();
        assertThat(question.text())
                .contains(
                        "Where do old flibbertigibbet cards go?",
                        "Settled",
                        "They go to the attic, edited.",
                        "Not everywhere.",
                        "CC BY-SA 3.0",
                        "2 votes there");
        assertThat(
                        question.document()
                                .select("a[href='https://small.example/questions/10']")
                                .attr("rel"))
                .doesNotContain("nofollow");
        assertThat(question.document().select("time").first().attr("datetime"))
                .startsWith("2012-06-01");
        String answer = question.document().select("article.answer").attr("id");
        Client.Page history = visitor().get("/posts/" + answer + "/history").ok();
        assertThat(history.document().select(".diff ins").text()).contains("edited");
        assertThat(history.document().select(".version")).hasSize(2);
    }

    @Test
    void aTrialWritesNothing() throws IOException {
        dump(folder);
        Report report = stackExchange.bringIn(folder, "trial.example", true, Progress.NONE);
        assertThat(report.counts().get("questions").found()).isEqualTo(1);
        assertThat(count("people.member where source_site = 'trial.example'")).isZero();
    }

    @Test
    void anInterruptedImportEndsTheSame() throws IOException {
        dump(folder);
        assertThatThrownBy(
                        () ->
                                stackExchange.bringIn(
                                        folder,
                                        "killed.example",
                                        false,
                                        (step, done, total) -> {
                                            if (step.equals("answers"))
                                                throw new IllegalStateException("killed");
                                        }))
                .hasMessage("killed");
        stackExchange.bringIn(folder, "killed.example", false, Progress.NONE);
        assertThat(
                        jdbc.sql(
                                        """
                select q.state || ' ' || q.answers || ' ' || q.comments from questions.question q
                  join exchange.origin o on o.id = q.id where o.site = 'killed.example' and o.kind = 'post' and o.source_id = '10'
                """)
                                .query(String.class)
                                .single())
                .isEqualTo("settled 1 1");
    }

    @Test
    void badInputNamesFileAndLineAndChangesNothing() throws IOException {
        dump(folder);
        Map<String, String> broken =
                Map.of(
                        "truncated",
                                "<posts>\n<row Id=\"10\" PostTypeId=\"1\" Title=\"x\" CreationDate=\"2012-06-01T10:00:00.000\" Body=\"",
                        "a bomb",
                                "<?xml version=\"1.0\"?>\n<!DOCTYPE posts [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<posts><row Id=\"&b;\"/></posts>",
                        "no id", "<posts>\n<row PostTypeId=\"1\"/></posts>",
                        "no date",
                                "<posts>\n<row Id=\"1\" PostTypeId=\"1\" Title=\"x\" CreationDate=\"yesterday\"/></posts>",
                        "long",
                                "<posts>\n<row Id=\"1\" Body=\""
                                        + "x".repeat(1_200_000)
                                        + "\"/></posts>",
                        "endless",
                                "<posts>\n<row Id=\"1\" Body=\""
                                        + "x".repeat(9_000_000)
                                        + "\"/></posts>");
        for (Map.Entry<String, String> one : broken.entrySet()) {
            Files.writeString(folder.resolve("posts.xml"), one.getValue());
            assertThatThrownBy(
                            () ->
                                    stackExchange.bringIn(
                                            folder, "broken.example", false, Progress.NONE))
                    .as(one.getKey())
                    .isInstanceOf(InputProblem.class)
                    .hasMessageContaining("posts.xml, line ");
        }
        Files.write(
                folder.resolve("posts.xml"),
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<posts><row Title=\"caf\u00e9\"/></posts>"
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(
                        () -> stackExchange.bringIn(folder, "broken.example", false, Progress.NONE))
                .isInstanceOf(InputProblem.class)
                .hasMessageContaining("posts.xml");
        Files.delete(folder.resolve("posts.xml"));
        assertThatThrownBy(
                        () -> stackExchange.bringIn(folder, "broken.example", false, Progress.NONE))
                .isInstanceOf(InputProblem.class)
                .hasMessageContaining("posts.xml: this file is missing");
        assertThat(count("people.member where source_site = 'broken.example'")).isZero();
    }

    @Test
    void theWholeFormerLibrariesSiteComes() {
        assumeTrue(Files.isDirectory(REAL), "skipped: the dump is not there");
        Report report =
                stackExchange.bringIn(REAL, "libraries.stackexchange.com", false, Progress.NONE);
        assertThat(report.counts().get("questions").found()).isEqualTo(372);
        assertThat(report.counts().get("answers").found()).isEqualTo(933);
        assertThat(report.counts().get("comments").found()).isEqualTo(1236);
        assertThat(report.counts().get("people").found()).isEqualTo(983);
        assertThat(
                        count(
                                "exchange.origin where site = 'libraries.stackexchange.com' and kind = 'post'"))
                .isEqualTo(1305);
        assertThat(
                        count(
                                "exchange.origin where site = 'libraries.stackexchange.com' and kind = 'comment'"))
                .isEqualTo(1236);
        assertThat(report.passed().get("users that are no person").n()).isEqualTo(1);
        assertThat(report.passed().get("votes for posts that the dump does not hold").n())
                .isEqualTo(310);
        settle();
        jdbc.sql("delete from search.unembedded").update();
        assertThat(
                        count(
                                "catalogue.card where imported and kind = 'question' and state = 'closed'"))
                .isGreaterThanOrEqualTo(25);
        assertThat(count("mail.letter where event like 'asked%' and queued_at < '2014-01-01'"))
                .isZero();
    }

    private long count(String from) {
        return jdbc.sql("select count(*) from " + from).query(Long.class).single();
    }

    private static void dump(Path folder) throws IOException {
        Files.writeString(
                folder.resolve("Users.xml"),
                """
                <?xml version="1.0" encoding="utf-8"?>
                <users>
                <row Id="-1" CreationDate="2012-05-01T00:00:00.000" DisplayName="Community" />
                <row Id="1" CreationDate="2012-05-01T00:00:00.000" DisplayName="Old Asker" AboutMe="&lt;p&gt;Hello &lt;b&gt;there&lt;/b&gt;&lt;/p&gt;" />
                <row Id="2" CreationDate="2012-05-02T00:00:00.000" DisplayName="Old Answerer" Location="Zagreb" />
                </users>""");
        Files.writeString(
                folder.resolve("posts.xml"),
                """
                <?xml version="1.0" encoding="utf-8"?>
                <posts>
                <row Id="11" PostTypeId="2" ParentId="10" CreationDate="2012-06-02T10:00:00.000" Score="2" Body="&lt;p&gt;They go to the attic, edited.&lt;/p&gt;" OwnerUserId="2" />
                <row Id="10" PostTypeId="1" AcceptedAnswerId="11" CreationDate="2012-06-01T10:00:00.000" Score="5" ViewCount="99" Body="&lt;p&gt;All of them.&lt;/p&gt;" OwnerUserId="1" Title="Where do old flibbertigibbet cards go?" Tags="&lt;card-catalogs&gt;" />
                </posts>""");
        Files.writeString(
                folder.resolve("posthistory.xml"),
                """
                <?xml version="1.0" encoding="utf-8"?>
                <posthistory>
                <row Id="1" PostHistoryTypeId="1" PostId="10" RevisionGUID="a" CreationDate="2012-06-01T10:00:00.000" UserId="1" Text="Where do old flibbertigibbet cards go?" />
                <row Id="2" PostHistoryTypeId="2" PostId="10" RevisionGUID="a" CreationDate="2012-06-01T10:00:00.000" UserId="1" Text="All of *them*." />
                <row Id="3" PostHistoryTypeId="2" PostId="11" RevisionGUID="b" CreationDate="2012-06-02T10:00:00.000" UserId="2" Text="They go to the attic." />
                <row Id="4" PostHistoryTypeId="5" PostId="11" RevisionGUID="c" CreationDate="2012-06-03T10:00:00.000" UserId="1" Comment="said more" Text="They go to the attic, edited." />
                </posthistory>""");
        Files.writeString(
                folder.resolve("comments.xml"),
                """
                <?xml version="1.0" encoding="utf-8"?>
                <comments><row Id="5" PostId="11" Text="Not everywhere." CreationDate="2012-06-02T12:00:00.000" UserId="1" /></comments>""");
        Files.writeString(
                folder.resolve("votes.xml"),
                """
                <?xml version="1.0" encoding="utf-8"?>
                <votes><row Id="1" PostId="11" VoteTypeId="2" CreationDate="2012-06-03" />
                <row Id="2" PostId="99" VoteTypeId="2" CreationDate="2012-06-03" /></votes>""");
    }
}
