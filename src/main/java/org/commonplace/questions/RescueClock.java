package org.commonplace.questions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.commonplace.catalogue.Activity;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Communities;
import org.commonplace.people.Aliases;
import org.commonplace.people.Correspondence;
import org.commonplace.people.MemberId;
import org.commonplace.people.PersonaId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * No question leaves silently: while nobody has answered, a question is taken from step to step.
 * Every step is one transaction that locks the question's row, so that of many nodes one takes it,
 * and a restart loses none.
 */
@Component
public class RescueClock {
    private final JdbcClient jdbc;
    private final Invitations invitations;
    private final HostsAsked hosts;
    private final Correspondence letters;
    private final Aliases aliases;
    private final Communities communities;
    private final Activity activity;
    private final TransactionTemplate transaction;
    private final Clock clock;

    RescueClock(
            JdbcClient jdbc,
            Invitations invitations,
            HostsAsked hosts,
            Correspondence letters,
            Aliases aliases,
            Communities communities,
            Activity activity,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.invitations = invitations;
        this.hosts = hosts;
        this.letters = letters;
        this.aliases = aliases;
        this.communities = communities;
        this.activity = activity;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Takes every step that is due; returns how many were taken. */
    public int ripen() {
        int taken = 0;
        while (Boolean.TRUE.equals(transaction.execute(status -> takeOne()))) taken++;
        return taken;
    }

    /** A question whose next step is due. */
    record Waiting(
            QuestionId id,
            String title,
            String path,
            String body,
            PersonaId asker,
            @Nullable String name,
            @Nullable Long community,
            @Nullable String group,
            Instant from,
            RescueStep step) {}

    private boolean takeOne() {
        List<Waiting> due =
                jdbc.sql(
                                """
                        select q.id, c.title, c.path, p.body, q.asker, b.name, c.community, g.name as group_name,
                               q.clock_from, q.clock_step
                          from questions.question q
                          join catalogue.shown c on c.id = q.id
                          join conversations.posted p on p.id = q.id
                          left join communities.named g on g.id = c.community
                          left join people.byline b on b.persona = q.asker
                         where q.clock_at <= :now and q.state = 'asked'
                         order by q.clock_at, q.id limit 1 for update of q skip locked
                        """)
                        .param("now", Rows.sql(clock.instant()))
                        .query((row, n) -> waiting(row))
                        .list();
        due.forEach(this::take);
        return !due.isEmpty();
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        int step = row.getInt("clock_step");
        RescueStep next = RescueStep.of(step);
        return new Waiting(
                new QuestionId(row.getLong("id")),
                row.getString("title"),
                row.getString("path"),
                row.getString("body"),
                new PersonaId(row.getLong("asker")),
                row.getString("name"),
                Rows.longOrNull(row, "community"),
                row.getString("group_name"),
                Rows.instant(row, "clock_from"),
                next == null ? RescueStep.OFFER : next);
    }

    private void take(Waiting question) {
        boolean lab = communities.lab(question.community());
        if (lab && question.step() != RescueStep.OFFER) {
            if (question.step() != RescueStep.WIDEN) hosts.tellRoom(question);
        } else
            switch (question.step()) {
                case INVITE -> {
                    if (invitations.invite(question.id(), question.step().guests()) == 0)
                        hosts.ask(question, "asked");
                }
                case WIDEN -> {
                    invitations.invite(question.id(), question.step().guests());
                    tellFollowers(question);
                }
                case STEWARDS -> hosts.ask(question, "stewards");
                case OFFER -> offer(question.id());
            }
        wind(question.id(), question.from(), question.step().next());
        activity.record(
                null, "clock", question.id().value(), Map.of("step", question.step().name()));
    }

    private void wind(QuestionId id, Instant from, int step) {
        RescueStep next = RescueStep.of(step);
        jdbc.sql("update questions.question set clock_step = :step, clock_at = :at where id = :id")
                .param("step", step)
                .param("at", next == null ? null : Rows.sql(next.at(from)))
                .param("id", id.value())
                .update();
    }

    /** When three others have the same problem, a workgroup is offered at once. */
    @Transactional
    void shared(QuestionId id) {
        jdbc.sql(
                        """
                select id from questions.question
                 where id = :id and same >= :shared and offered_at is null and state in ('asked', 'answered')
                   and clock_from is not null for update
                """)
                .param("id", id.value())
                .param("shared", RescueStep.SHARED)
                .query((row, n) -> new QuestionId(row.getLong(1)))
                .optional()
                .ifPresent(this::offer);
    }

    private void offer(QuestionId id) {
        int fresh =
                jdbc.sql(
                                "update questions.question set offered_at = :now where id = :id and offered_at is null")
                        .param("now", Rows.sql(clock.instant()))
                        .param("id", id.value())
                        .update();
        if (fresh > 0) activity.record(null, "group-offered", id.value(), Map.of());
    }

    /** Whoever follows one of its topics, may see it, and was not invited. */
    private void tellFollowers(Waiting question) {
        List<MemberId> followers =
                jdbc.sql(
                                """
                        select distinct w.member from topics.about t
                          join awareness.watching w on w.card = t.concept
                          join catalogue.shown c on c.id = t.card
                          join people.visible_to v on v.audience = c.audience and v.viewer = w.member
                         where t.card = :id
                           and not exists (select from questions.invitation i
                                            where i.question = :id and i.member = w.member)
                           and w.member <> :asker
                         limit 500
                        """)
                        .param("id", question.id().value())
                        .param(
                                "asker",
                                aliases.deliverTo(question.asker()).map(MemberId::value).orElse(0L))
                        .query((row, n) -> new MemberId(row.getLong(1)))
                        .list();
        jdbc.sql(
                        "update questions.question set followers_told = followers_told + :n where id = :id")
                .param("n", followers.size())
                .param("id", question.id().value())
                .update();
        for (MemberId follower : followers)
            letters.write(
                    follower,
                    "waits " + question.id(),
                    letter ->
                            letter.about(question.title())
                                    .on(question.id().value(), question.id().value())
                                    .from(String.valueOf(question.name()))
                                    .say("mail.waits.say", String.valueOf(question.name()))
                                    .quote(
                                            question.title()
                                                    + "\n\n"
                                                    + Markdown.plain(question.body()),
                                            String.valueOf(question.name()))
                                    .button("mail.asked.button", question.path() + "#answer")
                                    .answering(
                                            "mail.answering.question",
                                            String.valueOf(question.name()))
                                    .small("mail.waits.small"));
    }
}
