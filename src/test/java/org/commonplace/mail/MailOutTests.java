package org.commonplace.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.james.jdkim.DKIMVerifier;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.MailProgram;
import org.commonplace.chrome.Site;
import org.commonplace.people.Correspondence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Letters as they leave: their headers, their signature, and what happens when they come back. */
class MailOutTests extends CommonplaceTest {
    @Autowired private Letters letters;
    @Autowired private Addresses addresses;
    @Autowired private Correspondence correspondence;
    @Autowired private Site site;
    @Autowired private Bounces bounces;
    @Autowired private JdbcClient jdbc;

    private void write(Person reader, String event) {
        correspondence.write(
                reader.id(),
                event,
                letter ->
                        letter.about("About " + event)
                                .say("mail.room.say")
                                .button("mail.room.button", "/"));
    }

    @Test
    void aLetterIsTextAndHtmlOfTheSameWordsWithHeadersThatMachinesUnderstand() throws Exception {
        Person reader = cast.member("Ana Reads");
        write(reader, "headers " + reader.email());
        MimeMessage letter = mail(reader).letter("About headers");
        assertThat(MailProgram.header(letter, "Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(MailProgram.header(letter, "X-Auto-Response-Suppress")).contains("OOF");
        assertThat(MailProgram.header(letter, "Reply-To")).contains("re+").contains("@localhost");
        assertThat(letter.getMessageID()).endsWith("@localhost>");
        String html = org.jsoup.Jsoup.parse(MailProgram.html(letter)).text();
        for (String line :
                MailProgram.text(letter)
                        .lines()
                        .filter(one -> !one.isBlank() && !one.startsWith("http"))
                        .toList()) assertThat(html).contains(line.replaceAll(":$", "").strip());
        assertThat(MailProgram.html(letter))
                .doesNotContain("<table")
                .doesNotContain("<img")
                .doesNotContain("<script");
    }

    @Test
    void theSameEventIsToldOnceHoweverOftenItIsAskedFor() {
        Person reader = cast.member("Ana Once");
        for (int i = 0; i < 5; i++) write(reader, "once " + reader.email());
        assertThat(
                        jdbc.sql("select count(*) from mail.letter where recipient = :to")
                                .param("to", reader.email())
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
    }

    @Test
    void aLetterIsSignedSoThatAnotherServerCanVerifyIt(@TempDir Path folder) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        Path key = folder.resolve("dkim.der");
        Files.write(key, pair.getPrivate().getEncoded());
        Person reader = cast.member("Ana Signed");
        write(reader, "signed " + reader.email());
        Letters.Queued queued = queued(reader);
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        new Composer(
                        letters,
                        addresses,
                        site,
                        java.time.Clock.systemUTC(),
                        new Seal(addresses, "house", "library.example.org", key.toString()))
                .message(queued)
                .writeTo(raw);
        AtomicReference<String> asked = new AtomicReference<>("");
        DKIMVerifier verifier =
                new DKIMVerifier(
                        (method, selector, token) -> {
                            asked.set(selector + " " + token);
                            return List.of(
                                    "v=DKIM1; k=rsa; p="
                                            + Base64.getEncoder()
                                                    .encodeToString(pair.getPublic().getEncoded()));
                        });
        assertThat(verifier.verify(new ByteArrayInputStream(raw.toByteArray()))).hasSize(1);
        assertThat(asked.get()).isEqualTo("house library.example.org");
        String message = raw.toString(StandardCharsets.UTF_8);
        assertThat(message.substring(message.indexOf("h=")).split(";")[0])
                .containsIgnoringCase("List-Unsubscribe-Post");
        byte[] changed =
                message.replace("Ana", "Eva")
                        .replace("room", "tomb")
                        .getBytes(StandardCharsets.UTF_8);
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> verifier.verify(new ByteArrayInputStream(changed)))
                .isInstanceOf(org.apache.james.jdkim.exceptions.FailException.class);
    }

    @Test
    void aDomainThatTheSigningLibraryRefusesStopsNoLetter(@TempDir Path folder) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        Path key = folder.resolve("dkim.der");
        Files.write(key, generator.generateKeyPair().getPrivate().getEncoded());
        Person reader = cast.member("Ana Unsigned");
        write(reader, "unsigned " + reader.email());
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        new Composer(
                        letters,
                        addresses,
                        site,
                        java.time.Clock.systemUTC(),
                        new Seal(addresses, "house", "library", key.toString()))
                .message(queued(reader))
                .writeTo(raw);
        assertThat(raw.toString(StandardCharsets.UTF_8))
                .contains("To: " + reader.email())
                .doesNotContain("DKIM-Signature");
    }

    /** Any letter that a member did not ask for by a deed of their own. */
    @Test
    void everyKindOfLetterHasAWayOutThatEndsThatKindAlone() throws Exception {
        Person reader = cast.member("Ana Leaves");
        write(reader, "room 1 " + reader.email());
        MimeMessage letter = mail(reader).letter("About room 1");
        assertThat(MailProgram.header(letter, "List-Unsubscribe-Post"))
                .isEqualTo("List-Unsubscribe=One-Click");
        String header = MailProgram.header(letter, "List-Unsubscribe");
        String out = header.substring(header.indexOf("/letters/"), header.indexOf('>'));
        assertThat(MailProgram.text(letter)).contains(out);
        Client.Page stopped = visitor().get(out).button("Stop them").send().ok();
        write(reader, "room 2 " + reader.email());
        write(reader, "decision 3 " + reader.email());
        mail(reader).letter("About decision 3");
        assertThat(mail(reader).letters())
                .noneMatch(one -> MailProgram.header(one, "Subject").contains("room 2"));
        stopped.button("Let them come again").send();
        write(reader, "room 4 " + reader.email());
        mail(reader).letter("About room 4");
    }

    private Letters.Queued queued(Person reader) {
        return jdbc.sql(
                        "select id, recipient, subject, body_text, body_html, message_id, token, reader from mail.letter where recipient = :to")
                .param("to", reader.email())
                .query(
                        (row, n) ->
                                new Letters.Queued(
                                        row.getLong("id"),
                                        row.getString("recipient"),
                                        "Übergrößen in der Bücherei: wohin damit, wenn kein Regal sie nimmt und niemand sie holt?",
                                        row.getString("body_text"),
                                        row.getString("body_html"),
                                        row.getString("message_id"),
                                        0,
                                        row.getString("token"),
                                        row.getLong("reader"),
                                        null,
                                        "Zoë",
                                        "commons",
                                        "Die Allmende",
                                        "digest",
                                        null))
                .single();
    }

    private void bounce(Person reader, String status) throws Exception {
        String token =
                jdbc.sql(
                                "select token from mail.letter where recipient = :to order by id desc limit 1")
                        .param("to", reader.email())
                        .query(String.class)
                        .single();
        String report =
                """
                From: MAILER-DAEMON@mx.example.net
                To: bounce@localhost
                Subject: Undelivered Mail Returned to Sender
                Auto-Submitted: auto-replied
                Message-ID: <%s@mx.example.net>
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: text/plain

                Sorry.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.net

                Final-Recipient: rfc822; %s
                Action: failed
                Status: %s
                Diagnostic-Code: smtp; 550 no such user

                --b--
                """
                        .formatted(token + System.nanoTime(), reader.email(), status)
                        .replace("\n", "\r\n");
        mail(reader)
                .send(
                        report.getBytes(StandardCharsets.UTF_8),
                        "bounce+" + token + "@localhost",
                        "");
        for (int i = 0; i < 100; i++) {
            long waiting =
                    jdbc.sql("select count(*) from mail.incoming where state = 'waiting'")
                            .query(Long.class)
                            .single();
            if (waiting == 0) return;
            pause(50);
        }
    }

    @Test
    void threeRefusalsForGoodSuspendAnAddressUntilItsOwnerSaysThatItWorks() throws Exception {
        Person reader = cast.member("Ana Bounces");
        Person host = cast.host("Hugo Host");
        for (int i = 1; i <= 3; i++) {
            write(reader, "bounce " + i + " " + reader.email());
            mail(reader).letter("About bounce " + i);
            assertThat(bounces.of(reader.email())).isEmpty();
            bounce(reader, "5.1.1");
        }
        assertThat(bounces.of(reader.email())).isPresent();
        write(reader, "bounce 4 " + reader.email());
        assertThat(
                        jdbc.sql("select count(*) from mail.letter where event = :event")
                                .param("event", "bounce 4 " + reader.email())
                                .query(Long.class)
                                .single())
                .isZero();
        assertThat(host.get("/house/mail").ok().text()).contains(reader.email());
        assertThat(cast.member("Other").get("/house/mail").status()).isEqualTo(403);
        assertThat(visitor().get("/house/mail").path()).startsWith("/sign-in");
        var page = reader.get("/me/sign-in").ok();
        assertThat(page.text()).contains("came back three times");
        page.button("It works again").send().ok();
        assertThat(bounces.of(reader.email())).isEmpty();
    }

    @Test
    void aFullMailboxIsNoReasonToGiveUp() throws Exception {
        Person reader = cast.member("Ana Full");
        for (int i = 1; i <= 4; i++) {
            write(reader, "full " + i + " " + reader.email());
            mail(reader).letter("About full " + i);
            bounce(reader, "4.2.2");
        }
        assertThat(bounces.of(reader.email())).isEmpty();
    }

    @Test
    void aDomainThatAskedForPatienceRestsAndTheOthersDoNot() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
        Pace pace = new Pace(2, now::get);
        pace.patience("slow.example");
        assertThat(pace.resting()).containsExactly("slow.example");
        now.set(now.get().plus(Duration.ofMinutes(3)));
        assertThat(pace.resting()).isEmpty();
        pace.went("busy.example");
        assertThat(pace.resting()).isEmpty();
        pace.went("busy.example");
        assertThat(pace.resting()).containsExactly("busy.example");
    }

    @Test
    void theAdministratorTriesALetterAgainOrGivesItUp() {
        Person host = cast.host("Hugo Host");
        jdbc.sql(
                        """
                insert into mail.letter (event, recipient, subject, body_text, body_html, message_id, state, queued_at,
                                         next_attempt_at, attempts, last_error)
                values (:event, 'failing@example.net', 'S', 'T', 'H', :event, 'failed', now(), now(), 12, 'nobody answers')
                """)
                .param("event", "failing " + host.email())
                .update();
        var page = host.get("/house/mail").ok();
        assertThat(page.text()).contains("failing@example.net").contains("nobody answers");
        String action =
                page.document()
                        .select("tr:contains(failing@example.net) form")
                        .first()
                        .attr("action");
        host.browser().force("post", action, Map.of()).ok();
        mail("failing@example.net", "").letter("T");
    }

    @Test
    void whoIsWrittenToByAStrangerCanEndAllSuchLetters() throws Exception {
        Person sender = cast.trusted("Sofia Sends");
        String stranger = "stranger" + System.nanoTime() + "@example.org";
        String question = cast.question(sender, "Who knows about slide rules?").toString();
        String path = "/questions/" + question + "/passing-on";
        sender.get(path).form(path).with("email", stranger).send().ok();
        deliver();
        MimeMessage letter = null;
        for (int i = 0; i < 100 && letter == null; i++, pause(100))
            for (MimeMessage one : mail(sender).everybodysLetters())
                if (MailProgram.header(one, "To").contains(stranger)) letter = one;
        assertThat(letter).isNotNull();
        String way =
                MailProgram.header(letter, "List-Unsubscribe")
                        .replaceAll(".*(/letters/[^>]+)>.*", "$1");
        assertThat(MailProgram.text(letter)).contains(way);
        Client owner = visitor();
        owner.get(way).button("Stop them").send().ok();
        Client.Page again = sender.get(path).form(path).with("email", stranger).send();
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).contains("wants no letters");
        assertThat(
                        sender.get("/me/invitations")
                                .form("/me/invitations")
                                .with("email", stranger)
                                .send()
                                .status())
                .isEqualTo(422);
        owner.get(way).button("Stop them").send().ok().button("Let them come again").send().ok();
        sender.get(path).form(path).with("email", stranger).send().ok();
    }
}
