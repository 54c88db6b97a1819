package org.commonplace.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonplace.Cast.Person;
import org.commonplace.CommonplaceTest;
import org.commonplace.MailProgram;
import org.commonplace.chrome.Texts;
import org.commonplace.people.Beside;
import org.commonplace.people.Deed;
import org.commonplace.people.Doors;
import org.commonplace.people.Links;
import org.commonplace.people.Members;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.PracticeId;
import org.commonplace.practices.Practices;
import org.commonplace.questions.Answers;
import org.commonplace.questions.QuestionId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of words that stand beside a command, and of what is left out of a mail. */
class WordsAndCommandsTests extends CommonplaceTest {
    private static final String APOLOGY = "Sorry, my mother is ill and I am away until spring.";
    @Autowired private JdbcClient jdbc;
    @Autowired private Members members;
    @Autowired private Doors doors;
    @Autowired private IncomingMails mails;
    @Autowired private Answers answers;
    @Autowired private Practices practices;
    @Autowired private Links links;
    @Autowired private Texts texts;

    private static String tag() {
        return Long.toString(System.nanoTime(), 36);
    }

    private long posts(String words) {
        return jdbc.sql(
                        "select count(*) from conversations.post where body like '%' || :words || '%'")
                .param("words", words)
                .query(Long.class)
                .single();
    }

    private MimeMessage answerTo(Person asker, Person answerer, String tag)
            throws MessagingException {
        QuestionId question = cast.question(asker, "How do you lend telescopes " + tag);
        settle();
        mail(answerer)
                .send(
                        "thread+" + question + "@localhost",
                        "Re: telescopes",
                        "With a deposit " + tag + ".",
                        Map.of("Authentication-Results", "mx.example.org; dmarc=pass"));
        return mail(asker).letter("With a deposit " + tag);
    }

    @Test
    void anApologyBesideADeclinedInvitationGoesToNobody() throws Exception {
        String tag = tag();
        Person asker = cast.trusted("Ana");
        Person knows = cast.trusted("Ben");
        // Only two are invited: of all members of the tests before, nobody else can be.
        jdbc.sql("update people.member set may_ask = false where may_ask").update();
        members.mayAsk(knows.id(), new Members.MayAsk(true, 7));
        QuestionId question = cast.question(asker, "How do you fumigate globes " + tag);
        settle();
        MimeMessage invited = mail(knows).letter("How do you fumigate globes " + tag);
        mail(knows).answer(invited, "+not now\n\n" + APOLOGY + " " + tag);
        MimeMessage receipt = mail(knows).letter("Somebody else is looked for.");
        assertThat(posts(tag + "%" + APOLOGY)).isZero();
        assertThat(posts(APOLOGY + " " + tag)).isZero();
        assertThat(MailProgram.text(receipt)).contains("went to nobody").contains(APOLOGY);
        assertThat(asker.get("/questions/" + question).ok().body()).doesNotContain("my mother");
    }

    @Test
    void wordsBesideADayOfAbsenceGoToNobody() throws Exception {
        String tag = tag();
        Person asker = cast.trusted("Ana");
        MimeMessage letter = answerTo(asker, cast.trusted("Ben"), tag);
        mail(asker).answer(letter, "+away until 2099-01-31\n\n" + APOLOGY + " " + tag);
        mail(asker).letter("Nothing is asked of you until");
        assertThat(posts(APOLOGY + " " + tag)).isZero();
    }

    @Test
    void whatStandsBehindAWordOnItsLineIsNotLostInSilence() throws Exception {
        String tag = tag();
        Person asker = cast.trusted("Ana");
        Person answerer = cast.trusted("Ben");
        MimeMessage letter = answerTo(asker, answerer, tag);
        mail(asker).answer(letter, "+thanks for the sheet of " + tag);
        assertThat(MailProgram.text(mail(asker).letter("Your thanks went to the author")))
                .contains("for the sheet of " + tag);
        mail(asker).answer(letter, "+comment How large was the deposit " + tag + "?");
        mail(asker).letter("Your comment stands");
        assertThat(posts("How large was the deposit " + tag)).isEqualTo(1);
    }

    @Test
    void moreWordsThanALineHoldsAreGivenBackAndNotCut() throws Exception {
        String tag = tag();
        Person asker = cast.trusted("Ana");
        MimeMessage letter = answerTo(asker, cast.trusted("Ben"), tag);
        mail(asker)
                .answer(
                        letter,
                        "+worked at Rovigo Library\n\n" + "We lent it forty times. ".repeat(30));
        assertThat(MailProgram.text(mail(asker).letter("at most 500")))
                .contains("We lent it forty times.");
    }

    @Test
    void aMailIsNotAListOfAHundredCommands() throws Exception {
        String tag = tag();
        Person asker = cast.trusted("Ana");
        MimeMessage letter = answerTo(asker, cast.trusted("Ben"), tag);
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 100; i++) many.append("+watch\n+unwatch\n");
        mail(asker).answer(letter, many.toString());
        mail(asker).letter("more commands than");
    }

    @Test
    void whatIsLeftOutIsSaidAndOnePressAway() throws Exception {
        String tag = tag();
        Person asker = cast.trusted("Ana");
        Person answerer = cast.trusted("Ben");
        MimeMessage letter = answerTo(asker, answerer, tag);
        mail(asker)
                .answer(
                        letter,
                        "How large was it "
                                + tag
                                + "?\n\n-- \nAna Neri\nRovigo Library\n0425 960 1"
                                + tag);
        MimeMessage receipt = mail(asker).letter("Your comment stands");
        assertThat(MailProgram.text(receipt)).contains("Left out").contains("0425 960 1" + tag);
        String original =
                MailProgram.text(receipt)
                        .lines()
                        .filter(line -> line.contains("/original"))
                        .findFirst()
                        .orElseThrow();
        String path = original.substring(original.indexOf("/posts/")).strip();
        assertThat(asker.get(path).ok().body()).contains("Rovigo Library");
    }

    @Test
    void aMailThatMayBeAnAbsenceNoticeIsHeldUntilItsSenderSaysThatItIsMeant() throws Exception {
        String tag = tag();
        Person asker = cast.trusted("Ana");
        MimeMessage letter = answerTo(asker, cast.trusted("Ben"), tag);
        String notice = "I am out of the office until Monday, reference " + tag + ".";
        absent(asker, letter, notice);
        MimeMessage asked = mail(asker).letter("looks like an automatic answer");
        assertThat(posts(notice)).isZero();
        absent(asker, asked, "I am out of the office until Monday.");
        pause(1500);
        assertThat(posts(notice)).isZero();
        mail(asker).answer(asked, "Yes, send it");
        mail(asker).letter("Your comment stands");
        assertThat(posts(notice)).isEqualTo(1);
    }

    /** With what a command needs on its line. */
    private static final Map<String, String> ARGUMENTS =
            Map.of(
                    "away", " until 2099-01-31",
                    "digest", " weekly",
                    "worked", " at Rovigo Library",
                    "partly", " at Rovigo Library",
                    "not-here", " at Rovigo Library",
                    "vote", " oak");

    /** Their own letters are answered in other tests; here no word of theirs may get out. */
    private static final Set<String> OF_OTHER_LETTERS =
            Set.of("vote", "agree", "abstain", "object", "for", "against", "thought", "decline");

    /** Of which the words are a post, or a text, by themselves. */
    private static final Set<String> A_POST = Set.of("as-answer", "as-comment", "edit", "add");

    @Test
    void everyCommandThereIsDoesWithTheWordsBesideItWhatItSays() {
        assertThat(doors.words()).hasSizeGreaterThan(20);
        for (Deed<?> command : doors.words()) {
            boolean taken = false;
            for (Context context : contexts()) {
                String words = "My mother is ill, dear friends, " + tag() + ".";
                String line =
                        "+"
                                + word("command." + command.name())
                                + ARGUMENTS.getOrDefault(command.name(), "");
                String state = state(context, Map.of(), line + "\n\n" + words);
                if (!state.equals("taken")) {
                    assertThat(posts(words)).as(command.name()).isZero();
                    continue;
                }
                taken = true;
                boolean post = command.beside() == Beside.POSTED || A_POST.contains(command.name());
                assertThat(posts(words) > 0).as(command.name() + " posts").isEqualTo(post);
                String receipt = receipt(context);
                boolean back = command.beside() == Beside.TO_NOBODY;
                assertThat(receipt.contains("went to nobody") && receipt.contains(words))
                        .as(command.name() + " says: " + receipt)
                        .isEqualTo(back);
            }
            if (!OF_OTHER_LETTERS.contains(command.name()))
                assertThat(taken).as(command.name()).isTrue();
        }
    }

    @Test
    void everyDeedOfALettersLinkDoesWithTheWordsBesideItWhatItSays() {
        assertThat(doors.links()).hasSizeGreaterThan(15);
        int taken = 0;
        for (Deed<?> deed : doors.links()) {
            assertThat(deed.beside()).as(deed.name()).isNotEqualTo(Beside.POSTED);
            Context context = contexts().getFirst();
            String words = "My mother is ill, dear friends, " + tag() + ".";
            Map<String, String> facts = new HashMap<>();
            facts.put("_deed", deed.name());
            facts.put("question", context.question().toString());
            facts.put("community", "commons");
            String token =
                    links.make("signed", null, context.author().id(), facts, Duration.ofDays(1));
            String word = word("signed." + deed.name() + ".word");
            String state =
                    state(context, Map.of(word, "deed:" + token), "+" + word + "\n\n" + words);
            assertThat(posts(words)).as(deed.name()).isZero();
            if (!state.equals("taken") || deed.name().equals("leave-house")) continue;
            taken++;
            assertThat(receipt(context))
                    .as(deed.name())
                    .contains(deed.beside() == Beside.WITH_IT ? "went with it" : "went to nobody");
        }
        assertThat(taken).isGreaterThanOrEqualTo(3);
    }

    /** What a mail is about, and who writes it. */
    private record Context(Person author, QuestionId question, long card, long thread) {}

    private List<Context> contexts() {
        Person asker = cast.trusted("Ana");
        Person other = cast.trusted("Ben");
        QuestionId question = cast.question(asker, "How do you lend looms " + tag());
        long answer = answers.answer(question, "In parts.", "en", other.viewer()).value();
        long comment =
                answers.comment(
                                question,
                                new org.commonplace.conversations.PostId(answer),
                                "All?",
                                "en",
                                asker.viewer())
                        .value();
        PracticeId practice =
                practices.keep(
                        NewPractice.of("Lending looms " + tag(), "Weigh each part.", "en"),
                        asker.viewer());
        return List.of(
                new Context(asker, question, answer, question.value()),
                new Context(other, question, question.value(), question.value()),
                new Context(other, question, comment, question.value()),
                new Context(asker, question, practice.value(), practice.value()));
    }

    private String word(String key) {
        return texts.text(Locale.ENGLISH, key).split("\\|")[0];
    }

    private String state(Context context, Map<String, String> takes, String text) {
        String token = "t" + tag();
        jdbc.sql(
                        """
                insert into mail.letter (event, recipient, subject, body_text, body_html, message_id, state, queued_at,
                                         next_attempt_at, sent_at, token, reader, about, thread, takes)
                values (:token, :to, 'Words', '', '', :token, 'sent', now(), now(), now(), :token, :reader, :about,
                        :thread, cast(:takes as jsonb))
                """)
                .param("token", token)
                .param("to", context.author().email())
                .param("reader", context.author().id().value())
                .param("about", context.card())
                .param("thread", context.thread())
                .param("takes", JsonMapper.shared().writeValueAsString(takes))
                .update();
        mails.keep(
                context.author().email(),
                "re+" + token + "@localhost",
                ("From: "
                                + context.author().email()
                                + "\nSubject: Re: Words\nMessage-ID: <"
                                + token
                                + "@example.org>\n\n"
                                + text
                                + "\n")
                        .getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 400; i++) {
            Map<String, Object> row =
                    jdbc.sql("select state, outcome from mail.incoming order by id desc limit 1")
                            .query()
                            .singleRow();
            if (!row.get("outcome").equals("") || !row.get("state").equals("waiting"))
                return String.valueOf(row.get("state"));
            pause(20);
        }
        return "waiting";
    }

    private String receipt(Context context) {
        return jdbc.sql(
                        "select body_text from mail.letter where recipient = :to and event like 'receipt %' order by id desc limit 1")
                .param("to", context.author().email())
                .query(String.class)
                .single()
                .replace("\n> ", " ")
                .replace("\n", " ");
    }

    /** As their program answers, which quotes nothing and sets no header. */
    private void absent(Person person, MimeMessage letter, String notice)
            throws MessagingException {
        mail(person)
                .send(
                        ((InternetAddress) letter.getReplyTo()[0]).getAddress(),
                        "Re: telescopes",
                        notice,
                        Map.of("In-Reply-To", letter.getMessageID()));
    }

    @Test
    void thePostmasterIsWrittenToWithoutADomain() throws Exception {
        Person ana = cast.trusted("Ana");
        mail(ana)
                .send(
                        ("From: " + ana.email() + "\nSubject: Bounces " + tag() + "\n\nHello.\n")
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        "postmaster",
                        ana.email());
    }
}
