package org.commonplace.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commonplace.Cast;
import org.commonplace.CommonplaceTest;
import org.commonplace.MailProgram;
import org.commonplace.people.Belongings;
import org.commonplace.people.Members;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.PracticeId;
import org.commonplace.practices.Practices;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.Questions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything that can be done by mail alone, each through a real SMTP server. */
class ByMailTests extends CommonplaceTest {
    private static final Map<String, String> VOUCHED =
            Map.of("Authentication-Results", "mx.example.org; dmarc=pass");
    private static int count;

    @Autowired private List<Belongings> belongings;
    @Autowired private JdbcClient jdbc;

    @Autowired private Members members;

    @Autowired private Practices practices;

    @Autowired private Questions questions;

    private static String tag() {
        return Long.toString(System.nanoTime(), 36) + count++;
    }

    private MailProgram stranger(String tag) {
        return mail("stranger" + tag + "@example.org", "Nora " + tag);
    }

    private MimeMessage answerTo(Cast.Person asker, Cast.Person answerer, String tag)
            throws MessagingException {
        QuestionId question = cast.question(asker, "How do you lend telescopes " + tag);
        settle();
        mail(answerer)
                .send(
                        "thread+" + question + "@localhost",
                        "Re: telescopes",
                        "With a deposit " + tag + ".",
                        VOUCHED);
        return mail(asker).letter("With a deposit " + tag);
    }

    @Test
    void aStrangerJoinsByAnsweringOneLetter() throws Exception {
        MailProgram nora = stranger(tag());
        nora.write("join@localhost", "hello", "");
        nora.answer(nora.letter("Press this button or answer this letter"), "Yes please");
        assertThat(MailProgram.text(nora.letter("You are a member now")))
                .contains("commons@localhost");
        assertThat(members.byEmail(nora.address())).isPresent();
    }

    @Test
    void aStrangersQuestionIsAskedWhenTheyConfirmIt() throws Exception {
        String tag = tag();
        MailProgram nora = stranger(tag);
        nora.write(
                "commons@localhost", "Who lends seeds " + tag, "We have a drawer.\n\nAnd an idea.");
        MimeMessage asked = nora.letter("Was that mail yours?");
        assertThat(MailProgram.text(asked)).contains("Who lends seeds " + tag);
        assertThat(visitor().get("/questions").body()).doesNotContain("Who lends seeds " + tag);
        nora.answer(asked, "yes");
        MimeMessage receipt = nora.letter("Your question is asked");
        String page = visitor().get(visitor().link(MailProgram.text(receipt))).ok().body();
        assertThat(page).contains("Who lends seeds " + tag).contains("And an idea.");
    }

    @Test
    void theSameConfirmationTwiceAsksOnce() throws Exception {
        String tag = tag();
        MailProgram nora = stranger(tag);
        nora.write("commons@localhost", "Who lends tents " + tag, "");
        MimeMessage asked = nora.letter("Was that mail yours?");
        nora.answer(asked, "yes");
        nora.letter("Your question is asked");
        nora.answer(asked, "yes, I said");
        nora.letter("That was done before");
        assertThat(questions("Who lends tents " + tag)).isEqualTo(1);
    }

    private long questions(String title) {
        return jdbc.sql(
                        "select count(*) from catalogue.card where kind = 'question' and title = :title")
                .param("title", title)
                .query(Long.class)
                .single();
    }

    @Test
    void aMemberWhomTheirMailServerVouchesForAsksAtOnce() throws Exception {
        String tag = tag();
        Cast.Person ana = cast.trusted("Ana");
        mail(ana)
                .send(
                        "commons@localhost",
                        "Re: [list] Fwd: Do you lend looms " + tag,
                        "We might.",
                        Map.of(
                                "Authentication-Results",
                                "mx.example.org; spf=pass smtp.mailfrom=example.org"));
        MimeMessage receipt = mail(ana).letter("Your question is asked");
        assertThat(questions("[list] Fwd: Do you lend looms " + tag)).isEqualTo(1);
        assertThat(MailProgram.header(receipt, "In-Reply-To")).isNotEmpty();
    }

    @Test
    void whatAnotherServerClaimsIsNotBelieved() throws Exception {
        String tag = tag();
        Cast.Person ana = cast.trusted("Ana");
        mail(ana)
                .send(
                        "commons@localhost",
                        "Do you lend drums " + tag,
                        "",
                        Map.of("Authentication-Results", "mx.evil.example; dmarc=pass"));
        mail(ana).letter("Was that mail yours?");
        assertThat(questions("Do you lend drums " + tag)).isZero();
    }

    @Test
    void anAnswerByMailReachesTheAskerAndTheirsComesBackAsAComment() throws Exception {
        String tag = tag();
        Cast.Person asker = cast.trusted("Ana");
        Cast.Person answerer = cast.trusted("Ben");
        MimeMessage answer = answerTo(asker, answerer, tag);
        assertThat(MailProgram.header(answer, "From")).contains("Ben");
        assertThat(MailProgram.header(answer, "Subject"))
                .isEqualTo("How do you lend telescopes " + tag);
        assertThat(MailProgram.text(mail(answerer).letter("Your answer stands")))
                .contains("/questions/");
        mail(asker).answer(answer, "How much is it " + tag + "?");
        MimeMessage receipt = mail(asker).letter("Your comment stands");
        String path = visitor().link(MailProgram.text(receipt));
        assertThat(visitor().get(path).ok().text())
                .contains("How much is it " + tag + "?")
                .doesNotContain("the house <house@example.org> wrote");
    }

    @Test
    void lettersOfAThreadStandTogetherInTheReadersProgram() throws Exception {
        String tag = tag();
        Cast.Person asker = cast.trusted("Ana");
        Cast.Person answerer = cast.trusted("Ben");
        String own =
                mail(asker).send("commons@localhost", "Do you lend kayaks " + tag, "", VOUCHED);
        MimeMessage receipt = mail(asker).letter("Your question is asked");
        String key = visitor().link(MailProgram.text(receipt)).split("/")[2];
        mail(answerer).send("thread+" + key + "@localhost", "", "Two of them " + tag, VOUCHED);
        MimeMessage answer = mail(asker).letter("Two of them " + tag);
        assertThat(MailProgram.header(answer, "References")).contains(own);
        assertThat(MailProgram.header(answer, "Subject"))
                .isEqualTo("Re: Do you lend kayaks " + tag);
    }

    @Test
    void theAskerAcceptsWithOneWord() throws Exception {
        String tag = tag();
        Cast.Person asker = cast.trusted("Ana");
        Cast.Person answerer = cast.trusted("Ben");
        mail(asker).answer(answerTo(asker, answerer, tag), "+accept");
        mail(asker).letter("You accepted that answer");
        MimeMessage told = mail(answerer).letter("accepted your answer");
        mail(answerer).answer(told, "Glad that it helped " + tag);
        MimeMessage thanks = mail(asker).letter("Glad that it helped " + tag);
        assertThat(MailProgram.text(thanks)).contains("writes to you alone");
        mail(asker).answer(thanks, "Come and see it " + tag);
        assertThat(MailProgram.text(mail(answerer).letter("Come and see it " + tag)))
                .doesNotContain(asker.email());
    }

    @Test
    void aWordSaysWhereItWorkedWithALine() throws Exception {
        String tag = tag();
        Cast.Person asker = cast.trusted("Ana");
        Cast.Person answerer = cast.trusted("Ben");
        MimeMessage answer = answerTo(asker, answerer, tag);
        mail(asker).answer(answer, "+worked at Rovigo Library\n\nForty loans, none lost.");
        mail(asker).letter("It is noted where it worked");
        assertThat(MailProgram.text(mail(answerer).letter("Forty loans, none lost.")))
                .contains("Rovigo Library");
    }

    @Test
    void anItalianSaysItInItalian() throws Exception {
        String tag = tag();
        Cast.Person asker = cast.trusted("Ana");
        Cast.Person answerer = cast.trusted("Ben");
        mail(asker).answer(answerTo(asker, answerer, tag), "+Accetto.");
        mail(asker).letter("You accepted that answer");
    }

    @Test
    void toTheAskerAlone() throws Exception {
        String tag = tag();
        Cast.Person asker = cast.trusted("Ana");
        Cast.Person helper = cast.trusted("Ben");
        QuestionId question = cast.question(asker, "Who weeds the attic " + tag);
        settle();
        mail(helper)
                .send(
                        "thread+" + question + "@localhost",
                        "",
                        "+private\nOur director forbade it " + tag,
                        VOUCHED);
        mail(helper).letter("Your words went to the asker alone");
        MimeMessage words = mail(asker).letter("Our director forbade it " + tag);
        assertThat(visitor().get("/questions/" + question + "/-").ok().body())
                .doesNotContain("Our director forbade it " + tag);
        mail(asker).answer(words, "I understand " + tag);
        mail(helper).letter("I understand " + tag);
    }

    @Test
    void unwatchedIsUnwatched() throws Exception {
        String tag = tag();
        Cast.Person asker = cast.trusted("Ana");
        Cast.Person answerer = cast.trusted("Ben");
        mail(asker).answer(answerTo(asker, answerer, tag), "+unwatch");
        mail(asker).letter("You no longer follow");
        assertThat(asker.get("/me/watches").body()).doesNotContain("telescopes " + tag);
    }

    @Test
    void aMailWithoutWordsOrWithAWordThatNobodyKnowsGetsItsReason() throws Exception {
        String tag = tag();
        Cast.Person asker = cast.trusted("Ana");
        Cast.Person answerer = cast.trusted("Ben");
        MimeMessage answer = answerTo(asker, answerer, tag);
        mail(asker).answer(answer, "");
        mail(asker).letter("no words of your own");
        mail(asker).answer(answer, "+abracadabra");
        mail(asker).letter("no word that we know there");
    }

    @Test
    void aMailThatTellsOfAPatronGoesBackAndCanBeMeant() throws Exception {
        String tag = tag();
        Cast.Person asker = cast.trusted("Ana");
        Cast.Person answerer = cast.trusted("Ben");
        MimeMessage answer = answerTo(asker, answerer, tag);
        String words = "Our patron Maria Kowalska, card 21234567890123, kept it " + tag;
        mail(asker).answer(answer, words);
        assertThat(MailProgram.text(mail(asker).letter("seems to tell of a patron"))).contains(tag);
        mail(asker).answer(answer, words + "\n+as it is");
        mail(asker).letter("Sent as you wrote it");
    }

    @Test
    void whoLeavesByMailIsAskedOnceMore() throws Exception {
        Cast.Person ana = cast.trusted("Ana " + tag());
        mail(ana).send("help@localhost", "", "+leave the house", VOUCHED);
        MimeMessage asked = mail(ana).letter("You wrote that you want to leave");
        assertThat(members.byEmail(ana.email())).isPresent();
        mail(ana).answer(asked, "+yes");
        for (int i = 0; i < 100 && members.byEmail(ana.email()).isPresent(); i++) pause(100);
        assertThat(members.byEmail(ana.email())).isEmpty();
    }

    @Test
    void anAddressThatIsNobodysIsRefusedInTheDialogue() {
        assertThatThrownBy(() -> stranger(tag()).write("nobody-here@localhost", "x", "x"))
                .hasStackTraceContaining("550");
        assertThatThrownBy(() -> stranger(tag()).write("re+0000000000000000@localhost", "x", "x"))
                .hasStackTraceContaining("550");
    }

    @Test
    void somebodyElsesTokenProvesNothing() throws Exception {
        String tag = tag();
        Cast.Person asker = cast.trusted("Ana");
        Cast.Person answerer = cast.trusted("Ben");
        Cast.Person thief = cast.trusted("Eve");
        MimeMessage answer = answerTo(asker, answerer, tag);
        mail(thief).answer(answer, "+accept");
        mail(thief).letter("Was that mail yours?");
        assertThat(mail(answerer).letters().stream().map(MailProgram::text))
                .noneMatch(text -> text.contains("accepted your answer"));
    }

    @Test
    void aTokenInAMailThatTheServerFoundForgedIsAskedAboutFirst() throws Exception {
        String tag = tag();
        Cast.Person asker = cast.trusted("Ana");
        Cast.Person answerer = cast.trusted("Ben");
        MimeMessage answer = answerTo(asker, answerer, tag);
        mail(asker)
                .send(
                        MailProgram.header(answer, "Reply-To").replaceAll(".*<|>.*", ""),
                        "Re: telescopes",
                        "+accept",
                        Map.of(
                                "In-Reply-To",
                                answer.getMessageID(),
                                "Authentication-Results",
                                "mx.example.org; dmarc=fail"));
        mail(asker).letter("Was that mail yours?");
        assertThat(mail(answerer).letters().stream().map(MailProgram::text))
                .noneMatch(text -> text.contains("accepted your answer"));
    }

    @Test
    void machinesGetNoAnswer() throws Exception {
        String tag = tag();
        Cast.Person asker = cast.trusted("Ana");
        Cast.Person answerer = cast.trusted("Ben");
        MimeMessage answer = answerTo(asker, answerer, tag);
        int before = mail(asker).letters().size();
        mail(asker)
                .send(
                        MailProgram.header(answer, "Reply-To").replaceAll(".*<|>.*", ""),
                        "Out of office: telescopes",
                        "I am away " + tag,
                        Map.of("Auto-Submitted", "auto-replied"));
        for (int i = 0; i < 100 && waiting() > 0; i++) pause(100);
        assertThat(mail(asker).letters()).hasSize(before);
        assertThat(
                        jdbc.sql("select outcome from mail.incoming order by id desc limit 1")
                                .query(String.class)
                                .single())
                .isEqualTo("Auto-Submitted: auto-replied");
    }

    @Test
    void aPracticeIsConfirmedAskedForAndChangedByMail() throws Exception {
        String tag = tag();
        Cast.Person keeper = cast.trusted("Ana");
        Cast.Person colleague = cast.trusted("Ben");
        PracticeId id = practice(keeper, "Lending looms " + tag, "Weigh each part.");
        Map<String, String> vouched =
                Map.of("Authentication-Results", "mx.example.org; dmarc=pass");
        String thread = "thread+" + id + "@localhost";
        mail(colleague).send(thread, "", "+still true at Rovigo Library\nSince May.", VOUCHED);
        mail(colleague).letter("Noted on the slip: still true");
        assertThat(MailProgram.text(mail(keeper).letter("Since May."))).contains("Rovigo Library");
        mail(colleague).send(thread, "", "+text", VOUCHED);
        MimeMessage text = mail(colleague).letter("Weigh each part.");
        mail(colleague).answer(text, "+edit scales\n\nWeigh each part twice " + tag + ".");
        mail(colleague).letter("Your change is proposed");
        MimeMessage proposal = mail(keeper).letter("proposes a change");
        mail(keeper).answer(proposal, "+accept");
        mail(keeper).letter("the page shows it");
        assertThat(visitor().get("/practices/" + id + "/-").ok().text())
                .contains("Weigh each part twice " + tag);
        mail(colleague).send(thread, "", "Do you weigh the shuttle too " + tag + "?", VOUCHED);
        mail(keeper).letter("Do you weigh the shuttle too " + tag);
    }

    private PracticeId practice(Cast.Person keeper, String title, String body) {
        PracticeId id = practices.keep(NewPractice.of(title, body, "en"), keeper.viewer());
        settle();
        return id;
    }

    @Test
    void aDecisionIsVotedOnByMail() throws Exception {
        String tag = tag();
        Cast.Person facilitator = cast.trusted("Ana");
        Cast.Person voter = cast.trusted("Ben");
        String group =
                facilitator
                        .get("/workgroups/new")
                        .form("/workgroups")
                        .with("problem", "Which shelf " + tag)
                        .send()
                        .ok()
                        .path();
        voter.get(group).button("I will work on it").send().ok();
        String decision =
                facilitator
                        .get("/workgroups/" + group.split("/")[2] + "/decisions/new")
                        .ok()
                        .form("/workgroups/" + group.split("/")[2] + "/decisions")
                        .with("title", "Oak or pine " + tag)
                        .with("method", "poll")
                        .with(
                                "deadline",
                                java.time.LocalDateTime.now(java.time.ZoneOffset.UTC)
                                        .plusDays(3)
                                        .withNano(0)
                                        .toString())
                        .with("options", "Oak\nPine")
                        .send()
                        .ok()
                        .path();
        settle();
        MimeMessage asked = mail(voter).letter("+vote and one of these: Oak, Pine");
        mail(voter).answer(asked, "+vote ash");
        mail(voter).letter("none of the choices");
        mail(voter).answer(asked, "+vote pine\n\nIt smells of home " + tag);
        mail(voter).letter("Your vote on");
        assertThat(facilitator.get(decision).text()).contains("It smells of home " + tag);
    }

    @Test
    void aPrivateReplyIsQuotedWithOneWordOfConsent() throws Exception {
        String tag = tag();
        Cast.Person asker = cast.trusted("Ana");
        Cast.Person helper = cast.trusted("Ben");
        QuestionId question = cast.question(asker, "Who weeds maps " + tag);
        settle();
        String thread = "thread+" + question + "@localhost";
        mail(helper).send(thread, "", "+private\nWe burned them " + tag, VOUCHED);
        mail(helper).letter("Your words went to the asker alone");
        mail(asker).send(thread, "", "Thank you all " + tag, VOUCHED);
        mail(asker).letter("Your comment stands");
        questions.decide(
                question, org.commonplace.questions.State.SETTLED, "enough", asker.viewer());
        settle();
        mail(helper).answer(mail(helper).letter("with +yes on a line"), "+yes");
        String summary = "";
        for (int i = 0; i < 100 && !summary.contains("We burned them " + tag); i++) {
            pause(100);
            summary = asker.get("/questions/" + question + "/summary").ok().body();
        }
        assertThat(summary).contains("We burned them " + tag);
    }

    @Test
    void anInvitationIsDeclinedWithTwoWordsAndAnsweredWithMore() throws Exception {
        String tag = tag();
        Cast.Person asker = cast.trusted("Ana");
        Cast.Person knows = cast.trusted("Ben");
        onlyAskable(knows);
        QuestionId question = cast.question(asker, "How do you fumigate globes " + tag);
        settle();
        MimeMessage invited = mail(knows).letter("How do you fumigate globes " + tag);
        assertThat(MailProgram.header(invited, "List-Unsubscribe-Post"))
                .isEqualTo("List-Unsubscribe=One-Click");
        mail(knows).answer(invited, "+not now");
        mail(knows).letter("Somebody else is looked for.");
        assertThat(
                        jdbc.sql(
                                        "select declined_at is not null from questions.invitation where question = :id and member = :member")
                                .param("id", question.value())
                                .param("member", knows.id().value())
                                .query(Boolean.class)
                                .single())
                .isTrue();
        mail(knows).answer(invited, "With cedar oil " + tag);
        mail(asker).letter("With cedar oil " + tag);
    }

    @Test
    void aCommentBecomesAnAnswerAndBackByOneWord() throws Exception {
        String tag = tag();
        Cast.Person asker = cast.trusted("Ana");
        Cast.Person answerer = cast.trusted("Ben");
        MimeMessage answer = answerTo(asker, answerer, tag);
        mail(asker).answer(answer, "+comment");
        mail(asker).letter("It counts as a comment now");
        mail(asker).answer(answer, "+answer");
        mail(asker).letter("It counts as an answer now");
    }

    @Test
    void watchingByMail() throws Exception {
        String tag = tag();
        Cast.Person asker = cast.trusted("Ana");
        Cast.Person reader = cast.trusted("Ben");
        QuestionId question = cast.question(asker, "Who stamps tides " + tag);
        settle();
        mail(reader).send("thread+" + question + "@localhost", "", "+watch", VOUCHED);
        mail(reader).letter("You follow");
        assertThat(reader.get("/me/watches").body()).contains("Who stamps tides " + tag);
    }

    @Test
    void filesComeAlongAndWhatCouldRunDoesNot() throws Exception {
        String tag = tag();
        Cast.Person asker = cast.trusted("Ana");
        QuestionId question = cast.question(asker, "Who has a form " + tag);
        settle();
        Cast.Person helper = cast.trusted("Ben");
        jakarta.mail.internet.MimeMultipart parts = new jakarta.mail.internet.MimeMultipart();
        jakarta.mail.internet.MimeBodyPart text = new jakarta.mail.internet.MimeBodyPart();
        text.setText("Here it is " + tag + "\n-- \nBen\nPhone 12345", "UTF-8");
        parts.addBodyPart(text);
        parts.addBodyPart(file("form.csv", "text/csv", "name,loan\ndrill,3\n"));
        parts.addBodyPart(file("virus.exe", "application/pdf", "MZ\u0090\u0000\u0003"));
        parts.addBodyPart(file("page.html", "text/html", "<html><script>alert(1)</script></html>"));
        MimeMessage mail = new MimeMessage((jakarta.mail.Session) null);
        mail.setFrom(helper.email());
        mail.setHeader("Authentication-Results", "mx.example.org; dmarc=pass");
        mail.setContent(parts);
        mail.saveChanges();
        java.io.ByteArrayOutputStream raw = new java.io.ByteArrayOutputStream();
        mail.writeTo(raw);
        mail(helper).send(raw.toByteArray(), "thread+" + question + "@localhost", helper.email());
        assertThat(MailProgram.text(mail(helper).letter("Left out")))
                .contains("virus.exe")
                .contains("page.html");
        var page = visitor().get("/questions/" + question + "/-").ok();
        assertThat(page.text()).contains("form.csv").doesNotContain("Phone 12345");
        String link = page.document().select(".files a").attr("href");
        var served = visitor().get(link).ok();
        assertThat(served.body()).contains("drill,3");
        assertThat(served.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment");
        String original = link.replaceAll("/files/.*", "/original");
        assertThat(visitor().get(original).status()).isEqualTo(404);
        assertThat(asker.get(original).ok().text()).contains("Phone 12345");
        Map<String, String> own = new HashMap<>();
        for (Belongings room : belongings)
            room.files(
                    helper.id(),
                    (path, content) -> own.put(path, new String(content, StandardCharsets.UTF_8)));
        assertThat(own)
                .hasSize(2)
                .anySatisfy(
                        (path, content) -> {
                            assertThat(path).startsWith("files/").endsWith("form.csv");
                            assertThat(content).contains("drill,3");
                        })
                .anySatisfy(
                        (path, content) -> {
                            assertThat(path).startsWith("mails/");
                            assertThat(content).contains("Phone 12345");
                        });
    }

    private static jakarta.mail.internet.MimeBodyPart file(String name, String type, String words)
            throws MessagingException {
        jakarta.mail.internet.MimeBodyPart part = new jakarta.mail.internet.MimeBodyPart();
        part.setDataHandler(
                new jakarta.activation.DataHandler(
                        new jakarta.mail.util.ByteArrayDataSource(
                                words.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                                type)));
        part.setFileName(name);
        return part;
    }

    @Test
    void whoRunsTheHouseGetsMailToItAndAnswersByRelay() throws Exception {
        String tag = tag();
        Cast.Person host = cast.host("Hugo Host");
        Cast.Person ana = cast.trusted("Ana");
        mail(ana)
                .send(
                        "help@localhost",
                        "I cannot find my answer",
                        "Where is it " + tag + "?",
                        VOUCHED);
        mail(ana).letter("Those who run the house have your mail");
        MimeMessage asked = mail(host).letter("Where is it " + tag);
        mail(host).answer(asked, "Below the telescope " + tag + ".");
        assertThat(MailProgram.text(mail(ana).letter("Below the telescope " + tag)))
                .doesNotContain(host.email());
    }

    @Test
    void oneClickEndsInvitationsWithoutSigningIn() throws Exception {
        String tag = tag();
        Cast.Person asker = cast.trusted("Ana");
        Cast.Person knows = cast.trusted("Ben");
        onlyAskable(knows);
        cast.question(asker, "How do you air vellum " + tag);
        settle();
        MimeMessage invited = mail(knows).letter("How do you air vellum " + tag);
        String link =
                MailProgram.header(invited, "List-Unsubscribe")
                        .replaceAll("^<|>.*", "")
                        .replace(url(), "");
        visitor().get(link).ok();
        assertThat(members.mayAsk(knows.id()).orElseThrow().yes()).isTrue();
        visitor().force("post", link, Map.of("List-Unsubscribe", "One-Click")).ok();
        assertThat(members.mayAsk(knows.id()).orElseThrow().yes()).isFalse();
    }

    /** Of all members of the tests before, nobody else can be invited. */
    private void onlyAskable(Cast.Person person) {
        jdbc.sql("update people.member set may_ask = false where may_ask").update();
        members.mayAsk(person.id(), new Members.MayAsk(true, 7));
    }

    private long waiting() {
        return jdbc.sql("select count(*) from mail.incoming where state = 'waiting'")
                .query(Long.class)
                .single();
    }
}
