package org.commonplace.awareness;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.CommonplaceTest;
import org.commonplace.MailProgram;
import org.commonplace.chrome.HouseClock;
import org.commonplace.questions.Answers;
import org.commonplace.questions.QuestionId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One letter a day at the most, and three requests a week. */
class DigestTests extends CommonplaceTest {
    @Autowired private Digests digests;
    @Autowired private Watches watches;
    @Autowired private Requests requests;
    @Autowired private WaitingRequests waiting;
    @Autowired private Answers answers;
    @Autowired private JdbcClient jdbc;

    /** The next time that it is this weekday and hour in UTC, at least two days away. */
    private static Instant next(DayOfWeek day, int hour) {
        return LocalDate.now(ZoneOffset.UTC)
                .plusDays(2)
                .with(TemporalAdjusters.nextOrSame(day))
                .atTime(LocalTime.of(hour, 1))
                .toInstant(ZoneOffset.UTC);
    }

    private List<String> digestsTo(Person reader) {
        return jdbc.sql(
                        "select body_text from mail.letter where recipient = :to and event like 'digest %' order by id")
                .param("to", reader.email())
                .query(String.class)
                .list();
    }

    private void enrolled() {
        digests.ripen();
    }

    @Test
    void whatIsNewInWhatIsFollowedComesOnceADayAndAnEmptyOneNever() {
        Person asker = cast.trusted("Ana Asks");
        Person answerer = cast.trusted("Ben Answers");
        Person reader = cast.member("Rita Reads");
        Person idle = cast.member("Ida Idle");
        QuestionId question = cast.question(asker, "Who keeps bees on the roof?");
        reader.get("/questions/" + question + "/-").ok();
        watches.level(reader.id(), question.value(), Level.DAILY);
        enrolled();
        answers.answer(question, "We do, since 2019.", "en", answerer.viewer());
        answers.answer(question, "We tried, and stopped.", "en", answerer.viewer());
        assertThat(reader.get("/me/digest").ok().text())
                .contains("Who keeps bees on the roof?")
                .contains("new below it: 2");
        Instant tuesday = next(DayOfWeek.TUESDAY, 7);
        HouseClock.at(tuesday, digests::ripen);
        HouseClock.at(tuesday.plusSeconds(600), digests::ripen);
        assertThat(digestsTo(reader)).hasSize(1);
        assertThat(digestsTo(reader).getFirst())
                .contains("2 things new below “Who keeps bees on the roof?”")
                .contains("We tried, and stopped.")
                .contains("Answer by mail: mailto:thread+" + question + "@localhost");
        assertThat(digestsTo(idle)).isEmpty();
        HouseClock.at(tuesday.plus(Duration.ofDays(1)), digests::ripen);
        assertThat(digestsTo(reader)).hasSize(1);
    }

    @Test
    void whatAnotherLetterToldIsNotToldAgain() {
        Person asker = cast.trusted("Ana Asks");
        Person answerer = cast.trusted("Ben Answers");
        QuestionId question = cast.question(asker, "Who told me once?");
        enrolled();
        answers.answer(question, "I told you at once.", "en", answerer.viewer());
        settle();
        mail(asker).letter("I told you at once.");
        HouseClock.at(next(DayOfWeek.TUESDAY, 7), digests::ripen);
        assertThat(digestsTo(asker)).isEmpty();
    }

    @Test
    void theHourIsTheReadersOwnAndQuietDaysAreQuiet() {
        Person asker = cast.trusted("Ana Asks");
        Person reader = cast.member("Rita Rome");
        jdbc.sql("update people.member set zone = 'Asia/Tokyo' where id = :id")
                .param("id", reader.id().value())
                .update();
        QuestionId question = cast.question(asker, "Who opens at night?");
        watches.level(reader.id(), question.value(), Level.DAILY);
        reader.get("/me/watches")
                .form("/me/watches")
                .with("hour", "9")
                .with("quiet-" + DayOfWeek.WEDNESDAY.getValue(), "yes")
                .send()
                .ok();
        answers.answer(question, "Nobody does.", "en", cast.trusted("Ben Answers").viewer());
        Instant tokyoWednesdayNine = next(DayOfWeek.WEDNESDAY, 0).plusSeconds(60);
        HouseClock.at(tokyoWednesdayNine, digests::ripen);
        assertThat(digestsTo(reader)).isEmpty();
        HouseClock.at(tokyoWednesdayNine.plus(Duration.ofHours(23)), digests::ripen);
        assertThat(digestsTo(reader)).isEmpty();
        HouseClock.at(tokyoWednesdayNine.plus(Duration.ofHours(24)), digests::ripen);
        assertThat(digestsTo(reader)).hasSize(1);
    }

    @Test
    void whoIsAwayGetsItWhenTheyAreBack() {
        Person asker = cast.trusted("Ana Asks");
        Person reader = cast.member("Rita Rests");
        QuestionId question = cast.question(asker, "Who rests?");
        watches.level(reader.id(), question.value(), Level.DAILY);
        enrolled();
        answers.answer(question, "I rest.", "en", cast.trusted("Ben Answers").viewer());
        Instant tuesday = next(DayOfWeek.TUESDAY, 7);
        jdbc.sql("update people.member set away_until = :until where id = :id")
                .param("until", LocalDate.ofInstant(tuesday, ZoneOffset.UTC))
                .param("id", reader.id().value())
                .update();
        HouseClock.at(tuesday, digests::ripen);
        assertThat(digestsTo(reader)).isEmpty();
        HouseClock.at(tuesday.plus(Duration.ofDays(1)), digests::ripen);
        assertThat(digestsTo(reader)).hasSize(1);
    }

    @Test
    void whoWantsEachGetsEachAndCanAnswerIt() throws Exception {
        Person asker = cast.trusted("Ana Asks");
        Person answerer = cast.trusted("Ben Answers");
        Person reader = cast.trusted("Rita Reads");
        QuestionId question = cast.question(asker, "Who lends each?");
        reader.browser()
                .force("post", "/cards/" + question + "/level", Map.of("level", "each"))
                .ok();
        settle();
        answers.answer(question, "Each is lent here.", "en", answerer.viewer());
        settle();
        MimeMessage letter = mail(reader).letter("Each is lent here.");
        assertThat(MailProgram.header(letter, "List-Id")).contains("commons.");
        assertThat(MailProgram.header(letter, "List-Unsubscribe-Post"))
                .isEqualTo("List-Unsubscribe=One-Click");
        assertThat(mail(answerer).letters().stream().map(MailProgram::text))
                .noneMatch(text -> text.contains("Each is lent here."));
        mail(reader).answer(letter, "Even the last one?");
        mail(reader).letter("Your comment stands");
        String leave =
                MailProgram.header(letter, "List-Unsubscribe")
                        .replaceAll("^<|>.*", "")
                        .replace(url(), "");
        visitor().force("post", leave, Map.of("List-Unsubscribe", "One-Click")).ok();
        answers.answer(question, "Not the last one.", "en", answerer.viewer());
        settle();
        mail(asker).letter("Not the last one.");
        assertThat(mail(reader).letters().stream().map(MailProgram::text))
                .noneMatch(text -> text.contains("Not the last one."));
    }

    @Test
    void eachOfAGroupIsEachOfItsThreadsUnlessOneIsSilenced() {
        Person asker = cast.trusted("Ana Asks");
        Person answerer = cast.trusted("Ben Answers");
        Person reader = cast.trusted("Rita Lists");
        long commons =
                jdbc.sql("select id from communities.community where slug = 'commons'")
                        .query(Long.class)
                        .single();
        watches.level(reader.id(), commons, Level.EACH);
        QuestionId loud = cast.question(asker, "Who is loud on the list?");
        QuestionId quiet = cast.question(asker, "Who is quiet on the list?");
        settle();
        mail(reader).letter("Who is loud on the list?");
        watches.level(reader.id(), quiet.value(), Level.OFF);
        answers.answer(loud, "I am loud.", "en", answerer.viewer());
        answers.answer(quiet, "I am quiet.", "en", answerer.viewer());
        settle();
        mail(reader).letter("I am loud.");
        mail(asker).letter("I am quiet.");
        assertThat(mail(reader).letters().stream().map(MailProgram::text))
                .noneMatch(text -> text.contains("I am quiet."));
        watches.level(reader.id(), commons, Level.OFF);
    }

    /** A quarter in which a busy person is asked for something every day of two months. */
    @Test
    void nobodyIsAskedForMoreThanThreeThingsAWeek() {
        Person busy = cast.member("Bea Busy");
        Person asker = cast.trusted("Ana Asks");
        List<String> kinds =
                List.of(
                        "invited",
                        "outcome",
                        "may-ask",
                        "review",
                        "proposal",
                        "handover",
                        "look-over",
                        "group",
                        "keep",
                        "second-hands",
                        "stewards",
                        "asked");
        Instant from = Instant.now();
        List<QuestionId> questions = new ArrayList<>();
        for (int i = 0; i < 60; i++)
            questions.add(cast.question(asker, "Quarter question number " + i + "?"));
        for (int day = 0; day < 90; day++) {
            int today = day;
            HouseClock.at(
                    from.plus(Duration.ofDays(day)),
                    () -> {
                        String kind = kinds.get(today % kinds.size());
                        long card = questions.get(today % questions.size()).value();
                        if (today < 60) {
                            requests.ask(busy.id(), kind, card, List.of("asked"), Map.of());
                            requests.puts(busy.id(), kind, card);
                        }
                        waiting.ripen();
                    });
        }
        Map<Long, Integer> perWeek = new HashMap<>();
        List<Instant> put =
                jdbc.sql(
                                "select shown_at from awareness.request where member = :id and shown_at is not null order by shown_at")
                        .param("id", busy.id().value())
                        .query((row, n) -> row.getTimestamp(1).toInstant())
                        .list();
        assertThat(put).hasSizeGreaterThan(30);
        for (Instant one : put)
            for (Instant other : put)
                if (!other.isBefore(one) && other.isBefore(one.plus(Duration.ofDays(7))))
                    perWeek.merge(one.toEpochMilli(), 1, Integer::sum);
        assertThat(perWeek.values()).allMatch(n -> n <= Requests.A_WEEK);
        assertThat(
                        jdbc.sql(
                                        "select count(*) from mail.letter where recipient = :to and event like 'waited %'")
                                .param("to", busy.email())
                                .query(Long.class)
                                .single())
                .isPositive();
    }

    @Test
    void theDigestIsSetByMail() throws Exception {
        Person reader = cast.trusted("Rita Reads");
        mail(reader)
                .send(
                        "help@localhost",
                        "",
                        "+digest weekly",
                        Map.of("Authentication-Results", "mx.example.org; dmarc=pass"));
        mail(reader).letter("The digest comes on Mondays");
        assertThat(digests.settings(reader.id()).digest()).isEqualTo("weekly");
    }
}
