package org.commonplace.workgroups;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.chrome.HouseClock;
import org.commonplace.people.PersonaId;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.Questions;
import org.commonplace.questions.State;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two people and a sentence, an end date, and something kept. */
class WorkgroupTests extends CommonplaceTest {
    @Autowired private Beginnings beginnings;
    @Autowired private Seats seats;
    @Autowired private Workgroups workgroups;
    @Autowired private Documents documents;
    @Autowired private Conclusions conclusions;
    @Autowired private Decisions decisions;
    @Autowired private Questions questions;
    @Autowired private JdbcClient jdbc;

    private WorkgroupId group(Person founder, QuestionId question) {
        return beginnings.begin(
                Beginnings.Draft.of(
                        "What shall we do about " + question + "?", List.of(question), "en"),
                founder.viewer());
    }

    private State state(QuestionId id, Person viewer) {
        return questions.get(id, viewer.viewer()).state();
    }

    private static WorkgroupId id(Client.Page page) {
        return WorkgroupId.of(page.path().replaceAll("^/workgroups/([0-9a-z]{11}).*", "$1"));
    }

    @Test
    void aSecondPersonMakesItAGroupAndTheQuestionIsWithIt() {
        Person asker = cast.member("Gala Asks");
        Person founder = cast.member("Finn Founds");
        Person second = cast.member("Sina Second");
        QuestionId question = cast.question(asker, "Who may borrow the telescope?");
        Client.Page begun =
                founder.get("/workgroups/new?question=" + question).form("/workgroups").send().ok();
        assertThat(begun.text())
                .contains("Who may borrow the telescope?")
                .contains("It needs a second person.");
        assertThat(state(question, asker)).isEqualTo(State.ASKED);
        second.get(begun.path()).button("I will work on it").send().ok();
        assertThat(state(question, asker)).isEqualTo(State.CONVENED);
        assertThat(visitor().get("/questions/" + question).text())
                .contains("A small group has it")
                .contains("What came of it");
        assertThat(visitor().get("/workgroups").text()).contains("Who may borrow the telescope?");
        settle();
        assertThat(founder.browser().mail(founder.email(), "works with you"))
                .contains("Sina Second");
        assertThat(
                        statements.during(
                                () ->
                                        second.get(
                                                        "/workgroups/"
                                                                + id(begun)
                                                                + "/who-may-borrow-the-telescope")
                                                .ok()))
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void theFormForgivesAndAFullGroupTakesNobodyMore() {
        Person founder = cast.member("Fritz Founds");
        Client.Page refused =
                founder.get("/workgroups/new").form("/workgroups").with("done", "A list").send();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.form("/workgroups").value("done")).isEqualTo("A list");
        WorkgroupId id =
                id(refused.form("/workgroups").with("problem", "Too many cooks").send().ok());
        for (int i = 0; i < 6; i++)
            seats.join(id, true, cast.member("Cook " + (char) ('A' + i)).viewer());
        Person eighth = cast.member("Eighth Cook");
        assertThat(eighth.get("/workgroups/" + id).hasButton("I will work on it")).isFalse();
        assertThat(
                        eighth.browser()
                                .force(
                                        "post",
                                        "/workgroups/" + id + "/membership",
                                        Map.of("role", "member"))
                                .status())
                .isEqualTo(403);
        eighth.get("/workgroups/" + id).button("I will look on").send().ok();
        assertThat(visitor().get("/workgroups/" + id).text()).contains("One person looks on");
    }

    @Test
    void twoPeopleSavingDifferentParagraphsBothKeepAndTheSameOneIsShownAsAMerge() {
        Person one = cast.member("Ona One");
        Person two = cast.member("Tore Two");
        WorkgroupId id = group(one, cast.question(one, "Shall we?"));
        seats.join(id, true, two.viewer());
        String form = "/workgroups/" + id + "/document";
        one.get(form).form(form).with("text", "First.\n\nSecond.\n\nThird.").send().ok();
        Client.Form mine = one.get(form).form(form);
        Client.Form theirs = two.get(form).form(form);
        theirs.with("text", "First.\n\nSecond.\n\nThird, by Tore.").send().ok();
        mine.with("text", "First, by Ona.\n\nSecond.\n\nThird.").send().ok();
        Client.Page page = one.get("/workgroups/" + id);
        assertThat(page.document().select(".para").eachText())
                .containsExactly(
                        "First, by Ona. Ona One", "Second. Ona One", "Third, by Tore. Tore Two");
        Client.Form again = one.get(form).form(form);
        two.get(form)
                .form(form)
                .with("text", "First, by Ona.\n\nSecond, by Tore.\n\nThird, by Tore.")
                .send()
                .ok();
        Client.Page conflict =
                again.with("text", "First, by Ona.\n\nSecond, by Ona.\n\nThird, by Tore.").send();
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.form(form).value("text"))
                .contains("Second, by Tore.")
                .contains("Second, by Ona.");
        conflict.form(form)
                .with("text", "First, by Ona.\n\nSecond, by both.\n\nThird, by Tore.")
                .send()
                .ok();
        assertThat(one.get("/workgroups/" + id).text()).contains("Second, by both.");
        assertThat(visitor().get(form + "/versions").ok().text())
                .contains("Version 6")
                .contains("by Tore both");
        Person stranger = cast.member("Stan Stranger");
        assertThat(stranger.get(form).status()).isEqualTo(403);
        assertThat(
                        stranger.browser()
                                .force("post", form, Map.of("text", "x", "version", "1"))
                                .status())
                .isEqualTo(403);
    }

    @Test
    void manyWritersAtOnceLoseNothing() throws Exception {
        Person first = cast.member("Writer Zero");
        WorkgroupId id = group(first, cast.question(first, "Many hands?"));
        List<Person> writers = new ArrayList<>(List.of(first));
        for (int i = 1; i < 6; i++) {
            Person writer = cast.member("Writer " + (char) ('A' + i));
            seats.join(id, true, writer.viewer());
            writers.add(writer);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 6; i++) text.append("Paragraph ").append(i).append(".\n\n");
        documents.save(id, 1, text.toString(), "", first.viewer());
        int version = workgroups.get(id, first.viewer()).version();
        try (ExecutorService pool = Executors.newFixedThreadPool(6)) {
            List<Callable<Boolean>> edits = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int n = i;
                edits.add(
                        () ->
                                documents
                                        .save(
                                                id,
                                                version,
                                                text.toString()
                                                        .replace(
                                                                "Paragraph " + n + ".",
                                                                "Paragraph " + n + ", mine."),
                                                "",
                                                writers.get(n).viewer())
                                        .isEmpty());
            }
            for (var edit : pool.invokeAll(edits)) assertThat(edit.get()).isTrue();
        }
        List<Documents.Paragraph> paragraphs = workgroups.paragraphs(id);
        for (int i = 0; i < 6; i++) {
            assertThat(paragraphs.get(i).text()).isEqualTo("Paragraph " + i + ", mine.");
            assertThat(paragraphs.get(i).author()).isEqualTo(writers.get(i).id().value());
        }
    }

    private Client.Page put(Person who, WorkgroupId id, Map<String, String> fields) {
        Client.Form form =
                who.get("/workgroups/" + id + "/decisions/new")
                        .form("/workgroups/" + id + "/decisions")
                        .with(
                                "deadline",
                                LocalDateTime.now(ZoneOffset.UTC)
                                        .plusDays(3)
                                        .withNano(0)
                                        .toString());
        fields.forEach(form::with);
        return form.send();
    }

    @Test
    void consentNeedsAnAnswerToEveryObjectionAndDissentStays() {
        Person facilitator = cast.member("Fara Facilitates");
        Person objector = cast.member("Olaf Objects");
        WorkgroupId id = group(facilitator, cast.question(facilitator, "Do we?"));
        seats.join(id, true, objector.viewer());
        Client.Page decision = put(facilitator, id, Map.of("title", "Open on Sundays")).ok();
        String path = decision.path().replaceAll("\\?.*", "");
        assertThat(objector.get(path).button("Say so").with("choice", "object").send().text())
                .contains("A reason is needed");
        objector.get(path)
                .button("Say so")
                .with("choice", "object")
                .with("line", "Nobody has keys.")
                .send()
                .ok();
        facilitator.get(path).button("Say so").with("choice", "agree").send().ok();
        facilitator.get(path).button("Close it now: everybody has had their say").send().ok();
        assertThat(facilitator.get(path).text()).contains("One objection waits for an answer");
        assertThat(
                        facilitator
                                .browser()
                                .force("post", path + "/outcome", Map.of("outcome", "We do"))
                                .status())
                .isEqualTo(403);
        facilitator
                .get(path)
                .form(path + "/answers")
                .with("answer", "Keys are being cut.")
                .send()
                .ok();
        facilitator
                .get(path)
                .form(path + "/outcome")
                .with("outcome", "We open on Sundays from May.")
                .send()
                .ok();
        objector.get("/talk/" + path.substring(path.lastIndexOf('/') + 1) + "/new?kind=dissent")
                .form("/talk/")
                .with("text", "I still think that it is too early.")
                .send()
                .ok();
        assertThat(visitor().get(path).ok().text())
                .contains("We open on Sundays from May.")
                .contains("Nobody has keys.")
                .contains("Keys are being cut.")
                .contains("I still think that it is too early.");
        assertThat(visitor().get("/workgroups/" + id).text())
                .contains("We open on Sundays from May.");
        settle();
        assertThat(objector.browser().mail(objector.email(), "We open on Sundays from May."))
                .contains("states what was decided");
    }

    @Test
    void hiddenVotesAreSeenNowhereUntilTheyClose() {
        Person facilitator = cast.member("Hidde Facilitates");
        Person voter = cast.member("Vera Votes");
        WorkgroupId id = group(facilitator, cast.question(facilitator, "Secretly?"));
        seats.join(id, true, voter.viewer());
        Client.Page put =
                put(
                                facilitator,
                                id,
                                Map.of(
                                        "title",
                                        "Which colour",
                                        "method",
                                        "poll",
                                        "options",
                                        "Xanthic\nGlaucous",
                                        "hidden",
                                        "yes"))
                        .ok();
        String path = put.path().replaceAll("\\?.*", "");
        settle();
        int letters = count("select count(*) from mail.letter");
        int activity = count("select count(*) from catalogue.activity");
        String moved = moved(id);
        voter.get(path)
                .button("Say so")
                .with("choice", "Glaucous")
                .with("line", "Zyxomma is calm.")
                .send()
                .ok();
        settle();
        assertThat(count("select count(*) from catalogue.activity")).isEqualTo(activity);
        assertThat(count("select count(*) from mail.letter")).isEqualTo(letters);
        assertThat(moved(id)).isEqualTo(moved);
        assertThat(voter.get(path).document().select("input[value=Glaucous]").hasAttr("checked"))
                .isTrue();
        List<Client> others =
                List.of(facilitator.browser(), visitor(), cast.host("Ada Admin").browser());
        for (Client other : others)
            for (String page :
                    List.of(
                            path,
                            "/workgroups/" + id,
                            "/workgroups",
                            "/search?q=zyxomma",
                            "/cards/" + path.substring(path.lastIndexOf('/') + 1) + "/lineage",
                            "/people/" + voter.id(),
                            "/"))
                assertThat(other.get(page).body())
                        .as(page)
                        .doesNotContain("Zyxomma")
                        .doesNotContain("checked=\"\" value=\"Glaucous\"");
        assertThat(facilitator.get(path).text())
                .doesNotContain("How many")
                .contains("shown to nobody until then");
        HouseClock.at(Instant.now().plus(Duration.ofDays(3)).plusSeconds(60), decisions::ripen);
        assertThat(facilitator.get(path).text())
                .contains("Zyxomma is calm.")
                .contains("Glaucous 1");
        assertThat(
                        voter.browser()
                                .force("post", path + "/votes", Map.of("choice", "Xanthic"))
                                .status())
                .isEqualTo(403);
    }

    private int count(String sql) {
        return jdbc.sql(sql).query((row, n) -> row.getInt(1)).single();
    }

    private String moved(WorkgroupId id) {
        return jdbc.sql(
                        "select w.moved_at || ' ' || c.moved_at from workgroups.workgroup w join catalogue.card c on c.id = w.id where w.id = :id")
                .param("id", id.value())
                .query((row, n) -> row.getString(1))
                .single();
    }

    @Test
    void aDecisionNeedsOptionsAndATimeToCome() {
        Person facilitator = cast.member("Dana Decides");
        WorkgroupId id = group(facilitator, cast.question(facilitator, "Options?"));
        Client.Page bad =
                put(
                        facilitator,
                        id,
                        Map.of(
                                "title",
                                "",
                                "method",
                                "poll",
                                "options",
                                "One",
                                "deadline",
                                "2020-01-01T10:00"));
        assertThat(bad.status()).isEqualTo(422);
        assertThat(bad.document().select(".problems li")).hasSize(3);
        assertThat(cast.member("Not Member").get("/workgroups/" + id + "/decisions/new").status())
                .isEqualTo(403);
    }

    @Test
    void tasksAreTickedAndMeetingsGoIntoCalendars() throws Exception {
        Person facilitator = cast.member("Tess Tasks");
        Person second = cast.member("Milo Meets");
        WorkgroupId id = group(facilitator, cast.question(facilitator, "Tasks?"));
        seats.join(id, true, second.viewer());
        facilitator
                .get("/workgroups/" + id)
                .form("/workgroups/" + id + "/tasks")
                .with("what", "Ask the caretaker")
                .with("due", "2030-01-01")
                .send()
                .ok();
        second.get("/workgroups/" + id).button("Done Ask the caretaker").send().ok();
        assertThat(visitor().get("/workgroups/" + id).document().select("li.done").text())
                .contains("Ask the caretaker");
        facilitator
                .get("/workgroups/" + id)
                .form("/workgroups/" + id + "/meetings")
                .with("starts", "2030-05-06T10:30")
                .with("place", "Room 4, or https://meet.example/x")
                .with("note", "Bring the list; and, \"keys\".")
                .send()
                .ok();
        Calendar calendar =
                new CalendarBuilder()
                        .build(
                                new StringReader(
                                        visitor()
                                                .get("/workgroups/" + id + "/meetings.ics")
                                                .ok()
                                                .body()));
        calendar.validate();
        assertThat(calendar.toString())
                .contains("DTSTART:20300506T103000Z")
                .contains("STATUS:CONFIRMED");
        settle();
        assertThat(second.browser().mail(second.email(), "Your group meets on")).contains("Room 4");
        second.get("/workgroups/" + id).button("Cancel").send().ok();
        assertThat(visitor().get("/workgroups/" + id + "/meetings.ics").body())
                .contains("STATUS:CANCELLED")
                .contains("SEQUENCE:1");
    }

    @Test
    void itDeliversAPracticeThatNamesEverybodyAndSettlesItsQuestion() {
        Person asker = cast.member("Asks Deliver");
        Person facilitator = cast.member("Felix Facilitates");
        Person writer = cast.member("Wilma Writes");
        Person silent = cast.member("Sepp Silent");
        QuestionId question = cast.question(asker, "How do we lend tools?");
        WorkgroupId id = group(facilitator, question);
        for (Person one : List.of(writer, silent)) seats.join(id, true, one.viewer());
        documents.save(id, 1, "Lend one tool at a time.", "", writer.viewer());
        Client.Page put = put(facilitator, id, Map.of("title", "A deposit"));
        String path = put.path().replaceAll("\\?.*", "");
        silent.get(path)
                .button("Say so")
                .with("choice", "object")
                .with("line", "Deposits keep people away.")
                .send();
        facilitator.get(path).button("Close it now: everybody has had their say").send();
        facilitator
                .get(path)
                .form(path + "/answers")
                .with("answer", "None for members, then.")
                .send();
        facilitator
                .get(path)
                .form(path + "/outcome")
                .with("outcome", "No deposit for members.")
                .send()
                .ok();
        Client.Page form = facilitator.get("/workgroups/" + id + "/conclusion").ok();
        assertThat(form.form("/workgroups/" + id + "/practice").value("body"))
                .contains("Lend one tool at a time.")
                .contains("No deposit for members.")
                .contains("Deposits keep people away.");
        Client.Page practice =
                form.form("/workgroups/" + id + "/practice")
                        .with("title", "Lending tools")
                        .send()
                        .ok();
        assertThat(practice.text())
                .contains("Kept by Felix Facilitates")
                .contains(
                        "Written by Wilma Writes · Edited by Felix Facilitates · Looked over by Sepp Silent")
                .contains("How do we lend tools?");
        assertThat(state(question, asker)).isEqualTo(State.SETTLED);
        assertThat(visitor().get("/workgroups/" + id).text())
                .contains("It ended with a practice. Lending tools");
        assertThat(visitor().get("/questions/" + question).text()).contains("Lending tools");
        assertThat(facilitator.get("/workgroups/" + id + "/document").status()).isEqualTo(200);
        assertThat(
                        facilitator
                                .browser()
                                .force(
                                        "post",
                                        "/workgroups/" + id + "/document",
                                        Map.of("text", "x", "version", "2"))
                                .status())
                .isEqualTo(403);
        settle();
        assertThat(silent.browser().mail(silent.email(), "has ended with a practice"))
                .contains("named on it");
    }

    @Test
    void itEndsWithASentenceOrAHandOver() {
        Person asker = cast.member("Asks Sentence");
        Person facilitator = cast.member("Fenna Facilitates");
        Person second = cast.member("Sven Second");
        QuestionId question = cast.question(asker, "Can ghosts borrow?");
        WorkgroupId id = group(facilitator, question);
        seats.join(id, true, second.viewer());
        assertThat(
                        second.browser()
                                .force(
                                        "post",
                                        "/workgroups/" + id + "/conclusion",
                                        Map.of("sentence", "x"))
                                .status())
                .isEqualTo(403);
        facilitator
                .get("/workgroups/" + id + "/conclusion")
                .form("/workgroups/" + id + "/conclusion")
                .with("sentence", "Nobody could show us one.")
                .send()
                .ok();
        assertThat(state(question, asker)).isEqualTo(State.CLOSED);
        assertThat(visitor().get("/questions/" + question).text())
                .contains("Nobody could show us one.");
        QuestionId other = cast.question(asker, "Can robots borrow?");
        WorkgroupId next = group(facilitator, other);
        seats.join(next, true, second.viewer());
        facilitator
                .get("/workgroups/" + next + "/conclusion")
                .form("/workgroups/" + next + "/conclusion")
                .with("how", "handed-over")
                .with("sentence", "The makers’ group takes it.")
                .send()
                .ok();
        assertThat(state(other, asker)).isEqualTo(State.ASKED);
    }

    @Test
    void itStallsAfterTwoSilentWeeksAndEndsByItselfAfterThirtyDaysAndTheQuestionWaitsAgain() {
        Person asker = cast.member("Asks Stalls");
        Person facilitator = cast.member("Fabio Facilitates");
        Person second = cast.member("Suse Second");
        QuestionId question = cast.question(asker, "Does it stall?");
        WorkgroupId id = group(facilitator, question);
        seats.join(id, true, second.viewer());
        Instant moved = workgroups.get(id, second.viewer()).movedAt();
        Instant silent = moved.plus(Duration.ofDays(14));
        HouseClock.at(silent.minusSeconds(60), conclusions::ripen);
        assertThat(workgroups.get(id, second.viewer()).phase()).isEqualTo(Phase.CONVENED);
        HouseClock.at(silent, conclusions::ripen);
        assertThat(workgroups.get(id, second.viewer()).phase()).isEqualTo(Phase.STALLED);
        settle();
        assertThat(second.browser().mail(second.email(), "Any word wakes it"))
                .contains("Nothing has happened");
        HouseClock.at(
                silent.plusSeconds(300),
                () -> documents.save(id, 1, "A word.", "", second.viewer()));
        assertThat(workgroups.get(id, second.viewer()).phase()).isNotEqualTo(Phase.STALLED);
        Instant again = silent.plusSeconds(300).plus(Duration.ofDays(14));
        Instant ends = workgroups.get(id, second.viewer()).endsAt();
        Instant stalls = again.isBefore(ends) ? again : ends;
        HouseClock.at(stalls, conclusions::ripen);
        assertThat(workgroups.get(id, second.viewer()).phase()).isEqualTo(Phase.STALLED);
        HouseClock.at(stalls.plus(Duration.ofDays(30)).minusSeconds(60), conclusions::ripen);
        assertThat(workgroups.get(id, second.viewer()).phase()).isEqualTo(Phase.STALLED);
        HouseClock.at(stalls.plus(Duration.ofDays(30)), conclusions::ripen);
        HouseClock.at(stalls.plus(Duration.ofDays(90)), conclusions::ripen);
        assertThat(workgroups.get(id, second.viewer()).phase()).isEqualTo(Phase.CLOSED);
        assertThat(visitor().get("/workgroups/" + id).text()).contains("It ended without a result");
        assertThat(state(question, asker)).isEqualTo(State.ASKED);
    }

    @Test
    void moreTimeIsGivenOnceWithAReason() {
        Person facilitator = cast.member("Ella Extends");
        WorkgroupId id = group(facilitator, cast.question(facilitator, "More time?"));
        Instant before = workgroups.get(id, facilitator.viewer()).endsAt();
        facilitator
                .get("/workgroups/" + id)
                .form("/workgroups/" + id + "/extension")
                .with("until", java.time.LocalDate.now(ZoneOffset.UTC).plusDays(90).toString())
                .with("because", "Holidays")
                .send()
                .ok();
        Workgroup group = workgroups.get(id, facilitator.viewer());
        assertThat(group.endsAt())
                .isAfter(before)
                .isBefore(Instant.now().plus(Duration.ofDays(43)));
        assertThat(
                        facilitator
                                .browser()
                                .force(
                                        "post",
                                        "/workgroups/" + id + "/extension",
                                        Map.of("until", "2031-01-01", "because", "x"))
                                .status())
                .isEqualTo(403);
    }

    @Test
    void aClosedGroupIsReadByThoseInItAndWhoIsAskedMayRead() {
        Person facilitator = cast.member("Cleo Closed");
        Person invited = cast.member("Ines Invited");
        Person outsider = cast.member("Otto Outside");
        WorkgroupId id =
                id(
                        facilitator
                                .get("/workgroups/new")
                                .form("/workgroups")
                                .with("problem", "Quibblesnatch in the stacks")
                                .with("closed", "yes")
                                .send()
                                .ok());
        Client.Page put = put(facilitator, id, Map.of("title", "Quibble vote"));
        String path = put.path().replaceAll("\\?.*", "");
        settle();
        for (Client stranger : List.of(outsider.browser(), visitor())) {
            for (String page :
                    List.of(
                            "/workgroups/" + id,
                            "/workgroups/" + id + "/document/versions",
                            "/workgroups/" + id + "/meetings.ics",
                            path,
                            "/talk/" + id + "/new",
                            "/cards/" + id + "/lineage"))
                assertThat(stranger.get(page).status()).as(page).isEqualTo(404);
            for (String page :
                    List.of(
                            "/workgroups",
                            "/search?q=quibblesnatch",
                            "/people/" + facilitator.id()))
                assertThat(stranger.get(page).body()).as(page).doesNotContain("Quibblesnatch in");
        }
        facilitator
                .get("/workgroups/" + id)
                .form("/workgroups/" + id + "/invitations")
                .with("who", "/people/" + invited.id())
                .with("line", "You know snatchers.")
                .send()
                .ok();
        settle();
        String mail = invited.browser().mail(invited.email(), "You know snatchers.");
        String join =
                mail.substring(mail.indexOf("Join the group:"))
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow();
        visitor().get(join.replace(url(), "")).button("Join").send().ok();
        assertThat(invited.get("/workgroups/" + id).ok().text()).contains("Ines Invited");
        invited.get("/workgroups/" + id).button("Leave the group").send();
        assertThat(invited.get("/workgroups/" + id).status()).isEqualTo(404);
    }

    @Test
    void theFacilitatingIsHandedOnBeforeOneLeaves() {
        Person facilitator = cast.member("Hanno Hands");
        Person next = cast.member("Nora Next");
        WorkgroupId id = group(facilitator, cast.question(facilitator, "Hand on?"));
        seats.join(id, true, next.viewer());
        assertThat(
                        facilitator
                                .browser()
                                .force("delete", "/workgroups/" + id + "/membership", Map.of())
                                .status())
                .isEqualTo(403);
        facilitator.get("/workgroups/" + id).button("Let them facilitate Nora Next").send().ok();
        assertThat(workgroups.get(id, next.viewer()).facilitator())
                .isEqualTo(new PersonaId(next.id().value()));
        facilitator.get("/workgroups/" + id).button("Leave the group").send().ok();
    }

    @Test
    void aGroupIsAboutItsQuestionsTopicsUntilItSaysOthersAndItsPracticeIsToo() {
        Person asker = cast.member("Tilda Topics");
        QuestionId question = cast.question(asker, "Who mends looms?\nOurs is broken.");
        asker.get("/questions/" + question + "/details")
                .form("/questions/" + question + "/details")
                .with("topics", "Loom mending")
                .send()
                .ok();
        Client.Page page =
                asker.get("/workgroups/new?question=" + question)
                        .form("/workgroups")
                        .with("problem", "Nobody mends looms")
                        .send()
                        .ok();
        assertThat(page.document().select("a.topic").text()).isEqualTo("Loom mending");
        String group = page.path().replaceAll("/workgroups/([^/]+)/.*", "$1");
        asker.get("/workgroups/" + group + "/charter")
                .form("/workgroups/" + group + "/charter")
                .with("topics", "Loom mending, Weaving rooms")
                .send()
                .ok();
        assertThat(visitor().get("/workgroups/" + group).document().select("a.topic").eachText())
                .containsExactly("Loom mending", "Weaving rooms");
        asker.get("/workgroups/" + group + "/conclusion")
                .form("/workgroups/" + group + "/practice")
                .with("title", "Mending looms in the attic")
                .with("body", "Oil them.")
                .send()
                .ok();
        String practice =
                visitor()
                        .get("/workgroups/" + group)
                        .document()
                        .select("p.notice a[href^=/practices/]")
                        .attr("href");
        assertThat(visitor().get(practice).document().select("a.topic").eachText())
                .containsExactly("Loom mending", "Weaving rooms");
    }

    @Test
    void aDraftOfTheDocumentThatComesAfterItsSavingDoesNotDoubleTheText() {
        Person first = cast.member("Dora Types");
        WorkgroupId id =
                group(first, cast.question(cast.member("Gala Asks"), "Who writes it down?"));
        seats.join(id, true, cast.member("Sina Second").viewer());
        String path = "/workgroups/" + id + "/document";
        Client.Form form = first.get(path).form(path).with("text", "We open at nine.");
        form.send().ok();
        Map<String, String> late =
                Map.of(
                        "_csrf",
                        form.value("_csrf"),
                        "_form",
                        "document " + id,
                        "_instance",
                        form.value("_once"),
                        "_order",
                        "1",
                        "version",
                        "1",
                        "text",
                        "We open at nine.");
        first.browser().post("/drafts", late);
        first.get(path).form(path).with("text", "We open at ten.").send().ok();
        assertThat(first.get("/workgroups/" + id).document().select(".para").eachText())
                .containsExactly("We open at ten. Dora Types");
    }
}
