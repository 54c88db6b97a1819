package org.commonplace.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.commonplace.Cast.Person;
import org.commonplace.CommonplaceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Archives of mailing lists. */
class MailArchiveTests extends CommonplaceTest {
    @Autowired private MailArchive archive;
    @Autowired private JdbcClient jdbc;
    @TempDir private Path folder;

    private static String mail(
            String id, String from, String subject, String date, String headers, String body) {
        return "From list@lists.example Mon Mar  3 09:00:00 2003\n"
                + "From: "
                + from
                + "\nTo: list@lists.example\nSubject: "
                + subject
                + "\nDate: "
                + date
                + "\nMessage-ID: <"
                + id
                + "@old.example>\n"
                + headers
                + "\n"
                + body
                + "\n\n";
    }

    private Path march(String tag) throws IOException {
        String question =
                mail(
                        "q" + tag,
                        "Ana Archivist <ana" + tag + "@secret.example>",
                        "[LIB-L] Who lends skates " + tag + "?",
                        "Mon, 3 Mar 2003 09:00:00 +0100",
                        "",
                        "We think of skates.\n\n>From the lake they come back wet.\n-- \nAna, phone 123 456");
        String answer =
                mail(
                        "a" + tag,
                        "=?iso-8859-1?Q?J=F6rg_M=FCller?= <joerg" + tag + "@secret.example>",
                        "Re: [LIB-L] Who lends skates " + tag + "?",
                        "Mon, 3 Mar 2003 11:00:00 +0100",
                        "In-Reply-To: <q"
                                + tag
                                + "@old.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n",
                        "--b\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
                                + "W=E4hrend des Winters, ja "
                                + tag
                                + ".\n\n> We think of skates.\n\n"
                                + "--b\nContent-Type: text/csv; name=skates.csv\nContent-Transfer-Encoding: base64\n\n"
                                + Base64.getEncoder()
                                        .encodeToString(
                                                "size,loans\n38,4\n"
                                                        .getBytes(StandardCharsets.UTF_8))
                                + "\n--b\nContent-Type: application/octet-stream; name=run.exe\nContent-Transfer-Encoding: base64\n\nTVqQAAMAAAAEAAAA\n--b--");
        String thanks =
                mail(
                        "t" + tag,
                        "Ana Archivist <ana" + tag + "@secret.example>",
                        "RE: Who lends skates " + tag + "?",
                        "Tue, 4 Mar 2003 08:00:00 +0100",
                        "",
                        "Thank you, we begin in December.");
        String other =
                mail(
                        "o" + tag,
                        "bea" + tag + "@secret.example",
                        "Dewey for skates " + tag,
                        "Wed, 5 Mar 2003 08:00:00 +0100",
                        "Content-Type: text/html; charset=utf-8\n",
                        "<html><body><p>Is it <b>796.91</b>?</p></body></html>");
        return Files.writeString(
                folder.resolve("2003-March-" + tag + ".mbox"),
                question + answer + thanks + other,
                StandardCharsets.UTF_8);
    }

    private long count(String sql, String tag) {
        return jdbc.sql(sql).param("tag", "%" + tag + "%").query(Long.class).single();
    }

    @Test
    void threadsBecomeQuestionsWithTheirAnswersAndNobodysAddressIsShown() throws IOException {
        String tag = "m" + Long.toString(System.nanoTime(), 36);
        Report report =
                archive.bringIn(march(tag), "lists" + tag + ".example", null, false, Progress.NONE);
        assertThat(report.counts().get("threads").brought()).isEqualTo(2);
        assertThat(report.counts().get("mails").brought()).isEqualTo(4);
        assertThat(report.passed().get("files of a kind that is not kept").n()).isEqualTo(1);
        settle();
        String path =
                jdbc.sql(
                                "select path from catalogue.card where kind = 'question' and title = :title")
                        .param("title", "Who lends skates " + tag + "?")
                        .query(String.class)
                        .single();
        var page = visitor().get(path).ok();
        assertThat(page.text())
                .contains("From the lake they come back wet.")
                .contains("Während des Winters, ja " + tag)
                .contains("Jörg Müller")
                .contains("Thank you, we begin in December.")
                .contains("skates.csv")
                .doesNotContain("phone 123 456")
                .doesNotContain("run.exe");
        for (String where :
                new String[] {
                    path,
                    "/search?q=" + tag,
                    "/feeds/questions.atom",
                    page.document().select(".byline a").attr("href")
                })
            assertThat(visitor().get(where).body()).as(where).doesNotContain("secret.example");
        assertThat(
                        count(
                                "select count(*) from questions.answer a join conversations.post p on p.id = a.id where p.body like :tag",
                                tag))
                .isEqualTo(1);
    }

    @Test
    void broughtTwiceItAddsNothingAndALaterMonthGoesOnWithTheThread() throws IOException {
        String tag = "n" + Long.toString(System.nanoTime(), 36);
        String from = "lists" + tag + ".example";
        Path march = march(tag);
        archive.bringIn(march, from, null, false, Progress.NONE);
        Report again = archive.bringIn(march, from, null, false, Progress.NONE);
        assertThat(again.counts().get("mails").brought()).isZero();
        assertThat(
                        count(
                                "select count(*) from catalogue.card where kind = 'question' and title like :tag",
                                tag))
                .isEqualTo(2);
        Path april =
                Files.writeString(
                        folder.resolve("april.mbox"),
                        mail(
                                "late" + tag,
                                "Carl Late <carl" + tag + "@secret.example>",
                                "Re: Who lends skates " + tag + "?",
                                "Wed, 2 Apr 2003 08:00:00 +0100",
                                "References: <q"
                                        + tag
                                        + "@old.example> <a"
                                        + tag
                                        + "@old.example>\n",
                                "We do it too, since April " + tag + "."));
        Report later = archive.bringIn(april, from, null, false, Progress.NONE);
        assertThat(later.counts().get("threads").brought()).isZero();
        String path =
                jdbc.sql(
                                "select path from catalogue.card where kind = 'question' and title = :title")
                        .param("title", "Who lends skates " + tag + "?")
                        .query(String.class)
                        .single();
        assertThat(visitor().get(path).ok().text()).contains("We do it too, since April " + tag);
    }

    @Test
    void aTrialWritesNothingAndWhatIsNoArchiveIsRefused() throws IOException {
        String tag = "t" + Long.toString(System.nanoTime(), 36);
        Report report = archive.bringIn(march(tag), null, null, true, Progress.NONE);
        assertThat(report.counts().get("mails").found()).isEqualTo(4);
        assertThat(count("select count(*) from catalogue.card where title like :tag", tag))
                .isZero();
        Path letter =
                Files.writeString(folder.resolve("letter.txt"), "Dear Ana,\n\nthis is a letter.\n");
        assertThatThrownBy(() -> archive.bringIn(letter, null, null, false, Progress.NONE))
                .isInstanceOf(InputProblem.class)
                .hasMessageContaining("no archive of mails");
        assertThatThrownBy(
                        () ->
                                archive.bringIn(
                                        march(tag), null, "nowhere-" + tag, false, Progress.NONE))
                .isInstanceOf(InputProblem.class)
                .hasMessageContaining("no community");
    }

    @Test
    void whoHasTheAddressGetsTheNameAtOnce() throws IOException {
        String tag = "c" + Long.toString(System.nanoTime(), 36);
        Person carl = cast.member("Carl Claims");
        Path file =
                Files.writeString(
                        folder.resolve("claim.mbox"),
                        mail(
                                "own" + tag,
                                "C. Laims <" + carl.email() + ">",
                                "Mine " + tag,
                                "Wed, 2 Apr 2003 08:00:00 +0100",
                                "",
                                "This is mine."));
        archive.bringIn(file, "lists" + tag + ".example", null, false, Progress.NONE);
        settle();
        String path =
                jdbc.sql("select path from catalogue.card where title = :title")
                        .param("title", "Mine " + tag)
                        .query(String.class)
                        .single();
        String profile = carl.get(path).document().select(".byline a").attr("href");
        carl.get(profile)
                .form(profile + "/claim")
                .with("statement", "It is my address.")
                .send()
                .ok();
        assertThat(carl.get(path).document().select(".byline a").attr("href"))
                .isEqualTo("/people/" + carl.id());
    }
}
