package org.commonplace.awareness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.commonplace.Cast.Person;
import org.commonplace.CommonplaceTest;
import org.commonplace.chrome.HouseClock;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Communities;
import org.commonplace.communities.CommunityId;
import org.commonplace.communities.Memberships;
import org.commonplace.conversations.PostId;
import org.commonplace.people.Members;
import org.commonplace.practices.Keepers;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.PracticeId;
import org.commonplace.practices.Practices;
import org.commonplace.practices.Proposals;
import org.commonplace.practices.Renewals;
import org.commonplace.practices.Revisions;
import org.commonplace.questions.Answers;
import org.commonplace.questions.Outcomes;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.Questions;
import org.commonplace.questions.RescueClock;
import org.commonplace.workgroups.Beginnings;
import org.commonplace.workgroups.Conclusions;
import org.commonplace.workgroups.Seats;
import org.commonplace.workgroups.WorkgroupId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The three-things law, by every room's own hand: a host who asks, answers and keeps is wanted by
 * everybody for a quarter, and is asked for three things in any seven days.
 */
class BusyQuarterTests extends CommonplaceTest {
    private static final int DAYS = 90;

    /** Letters that ask for something begin their event so. */
    private static final String ASKING =
            "^(group|stalled|outcome|may we|handover|look over|proposal|due|overdue|stewards|asked|waited) ?.*";

    @Autowired private Communities communities;
    @Autowired private Memberships memberships;
    @Autowired private Members members;
    @Autowired private Questions questions;
    @Autowired private Answers answers;
    @Autowired private Practices practices;
    @Autowired private Proposals proposals;
    @Autowired private Keepers keepers;
    @Autowired private Beginnings beginnings;
    @Autowired private Seats seats;
    @Autowired private RescueClock rescue;
    @Autowired private Outcomes outcomes;
    @Autowired private Renewals renewals;
    @Autowired private Conclusions conclusions;
    @Autowired private WaitingRequests waiting;
    @Autowired private JdbcClient jdbc;
    private String group = "";

    @Test
    void aBusyPersonIsAskedForThreeThingsAWeekByAllRoomsTogether() {
        Person busy = cast.member("Bea Busy");
        Person colleague = cast.member("Cora Colleague");
        for (Person one : List.of(busy, colleague)) members.trust(one.id());
        members.mayAsk(busy.id(), new Members.MayAsk(true, 7));
        group = "busy-" + busy.id();
        CommunityId id =
                communities.found(
                        new Communities.Draft(
                                group, "Busy " + busy.id(), "For a test", "", "community", "en"),
                        busy.id());
        memberships.join(id, colleague.id());
        List<PracticeId> kept = new ArrayList<>();
        for (int i = 0; i < 6; i++) kept.add(practice(busy, "Kept by the busy one " + i));
        alone(id.value());
        Instant from = Instant.now();
        for (int day = 0; day < DAYS; day++) {
            int today = day;
            HouseClock.at(
                    from.plus(Duration.ofDays(day)),
                    () -> {
                        wanted(busy, colleague, kept, today);
                        rescue.ripen();
                        outcomes.ripen();
                        renewals.ripen();
                        keepers.ripen();
                        conclusions.ripen();
                        waiting.ripen();
                        settle();
                    });
        }
        List<Put> put =
                jdbc.sql(
                                "select kind, shown_at from awareness.request where member = :id and shown_at is not null order by shown_at")
                        .param("id", busy.id().value())
                        .query(
                                (row, n) ->
                                        new Put(
                                                row.getString("kind"),
                                                row.getTimestamp("shown_at").toInstant()))
                        .list();
        for (Put one : put)
            assertThat(put.stream().filter(other -> withinAWeek(one.at(), other.at())))
                    .as("from " + one)
                    .hasSizeLessThanOrEqualTo(Requests.A_WEEK);
        Set<String> kinds = new HashSet<>(put.stream().map(Put::kind).toList());
        assertThat(put).hasSizeGreaterThan(30);
        // Which of the rooms' kinds get a place in a full week is a matter of who asked first.
        assertThat(kinds).contains("invited", "review", "group").hasSizeGreaterThan(5);
        List<Put> asking =
                jdbc.sql(
                                "select event, queued_at from mail.letter where recipient = :to and event ~ :asking order by queued_at")
                        .param("to", busy.email())
                        .param("asking", ASKING)
                        .query(
                                (row, n) ->
                                        new Put(
                                                row.getString("event"),
                                                row.getTimestamp("queued_at").toInstant()))
                        .list();
        assertThat(asking).hasSizeGreaterThan(10);
        for (Put one : asking)
            assertThat(asking.stream().filter(other -> withinAWeek(one.at(), other.at())))
                    .as("letters from " + one)
                    .hasSizeLessThanOrEqualTo(Requests.A_WEEK);
    }

    private record Put(String kind, Instant at) {}

    private static boolean withinAWeek(Instant from, Instant other) {
        return !other.isBefore(from) && other.isBefore(from.plus(Duration.ofDays(7)));
    }

    /** Other tests' things have no clock meanwhile, so that none of theirs moves by a quarter. */
    private void alone(long group) {
        jdbc.sql("update questions.question set clock_at = null, outcome_at = null").update();
        jdbc.sql(
                        """
                update practices.practice p set next_at = null
                  from catalogue.card c where c.id = p.id and c.community is distinct from :group
                """)
                .param("group", group)
                .update();
        jdbc.sql("update workgroups.workgroup set next_at = null").update();
        jdbc.sql(
                        "update awareness.request set done_at = now() where shown_at is null and done_at is null")
                .update();
    }

    /** What everybody wants of the busy one that day. */
    private void wanted(Person busy, Person colleague, List<PracticeId> kept, int day) {
        Instant now = new HouseClock().instant();
        if (day % 9 == 0) ask(colleague, "What shall be done about number " + day + "?");
        if (day % 10 == 1) asksAndIsAnswered(busy, colleague, day);
        PracticeId one = kept.get(day % kept.size());
        if (day % 11 == 2)
            proposals.propose(
                    one,
                    new Revisions.Change(1, "Better " + day, "Do it better, " + day + ".", "again"),
                    colleague.viewer());
        if (day % 13 == 3)
            keepers.offer(
                    practice(colleague, "To be handed on " + day),
                    busy.id(),
                    "You know this.",
                    colleague.viewer());
        if (day % 15 == 4) {
            WorkgroupId work =
                    beginnings.begin(
                            Beginnings.Draft.of(
                                    "What about " + day + "?",
                                    List.of(ask(colleague, "Who works on " + day + "?")),
                                    "en"),
                            colleague.viewer());
            seats.invite(work, busy.id(), "You know this.", colleague.viewer());
        }
        if (day == 20)
            jdbc.sql(
                            "update practices.practice set review_at = :review, next_at = :now where id = any(:kept)")
                    .param("now", Rows.sql(now))
                    .param("review", Rows.sql(now.plus(Duration.ofDays(12))))
                    .param("kept", kept.stream().map(PracticeId::value).toArray(Long[]::new))
                    .update();
    }

    private QuestionId ask(Person asker, String text) {
        return questions.ask(Questions.Draft.of(text, "en").in(group), asker.viewer());
    }

    private void asksAndIsAnswered(Person asker, Person answerer, int day) {
        QuestionId question = ask(asker, "How is number " + day + " done?");
        PostId answer = answers.answer(question, "Number " + day + " so.", "en", answerer.viewer());
        answers.accept(answer, asker.viewer());
    }

    private PracticeId practice(Person keeper, String title) {
        NewPractice plain = NewPractice.of(title, "First this. Then that.", "en");
        return practices.keep(
                new NewPractice(
                        plain.kind(),
                        plain.title(),
                        plain.body(),
                        group,
                        plain.from(),
                        plain.kept(),
                        plain.published(),
                        plain.reviewMonths(),
                        plain.licence(),
                        plain.language(),
                        plain.resourceUrl(),
                        plain.translationOf(),
                        plain.topics()),
                keeper.viewer());
    }
}
