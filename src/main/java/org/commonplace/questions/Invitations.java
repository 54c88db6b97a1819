package org.commonplace.questions;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonplace.awareness.Declined;
import org.commonplace.awareness.Requests;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.people.Correspondence;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.questions.Guests.Guest;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asking people who know, each with the reason: those who said that they may be asked, at most as
 * often as they said, never beyond three things a week, and one in five from elsewhere.
 */
@Component
public class Invitations implements Declined {
    static final String KIND = "invited";
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Guests guests;
    private final Requests requests;
    private final Correspondence letters;
    private final Members members;
    private final Clock clock;

    Invitations(
            JdbcClient jdbc,
            JsonMapper json,
            Guests guests,
            Requests requests,
            Correspondence letters,
            Members members,
            Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.guests = guests;
        this.requests = requests;
        this.letters = letters;
        this.members = members;
        this.clock = clock;
    }

    /**
     * Invites so many more people to a question, the question's row being locked. Of the five that
     * it may have, one at least is from elsewhere.
     */
    int invite(QuestionId id, int most) {
        List<Guest> all = guests.ranked(id);
        List<Guest> wanted = Guests.chosen(all, most, owed(id, most));
        requests.alone(wanted.stream().map(guest -> new MemberId(guest.member())).toList());
        List<Guest> chosen = guests.left(wanted);
        for (Guest guest : chosen) invite(id, guest);
        jdbc.sql("update questions.question set invited = invited + :n where id = :id")
                .param("n", chosen.size())
                .param("id", id.value())
                .update();
        return chosen.size();
    }

    /** Whom it would invite now, best first. */
    public List<MemberId> ranked(QuestionId id) {
        return guests.ranked(id).stream().map(guest -> new MemberId(guest.member())).toList();
    }

    /** Whether one from elsewhere must be among the next so many. */
    private boolean owed(QuestionId id, int more) {
        return jdbc.sql(
                        "select count(*) + :more >= :five and not coalesce(bool_or(corridor), false) from questions.invitation where question = :id")
                .param("more", more)
                .param("five", RescueStep.INVITE.guests() + RescueStep.WIDEN.guests())
                .param("id", id.value())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    private void invite(QuestionId id, Guest guest) {
        Instant now = clock.instant();
        jdbc.sql(
                        """
                insert into questions.invitation (id, question, member, step, corridor, reason, at)
                select :id, q.id, :member, q.clock_step, :corridor, cast(:reason as jsonb), :now
                  from questions.question q where q.id = :question
                """)
                .param("id", PublicId.next())
                .param("question", id.value())
                .param("member", guest.member())
                .param("corridor", guest.corridor())
                .param("reason", json.writeValueAsString(guest.reason()))
                .param("now", Rows.sql(now))
                .update();
        MemberId member = new MemberId(guest.member());
        Map<String, String> facts = new HashMap<>(guest.reason());
        Asked asked = asked(id);
        facts.put("path", asked.path() + "#answer");
        requests.ask(member, KIND, id.value(), List.of("asked"), facts);
        if (!requests.puts(member, KIND, id.value())) return;
        letters.write(
                member,
                "post " + id,
                letter ->
                        letter.about(asked.title())
                                .on(id.value(), id.value())
                                .from(String.valueOf(asked.name()))
                                .say("mail.invited-to.say", String.valueOf(asked.name()))
                                .say(
                                        "reason." + guest.reason().getOrDefault("kind", "active"),
                                        guest.reason().getOrDefault("n", "0"),
                                        guest.reason().getOrDefault("topic", ""),
                                        guest.reason().getOrDefault("wrote", ""))
                                .quote(
                                        asked.title() + "\n\n" + Markdown.plain(asked.body()),
                                        String.valueOf(asked.name()))
                                .button("mail.asked.button", asked.path() + "#answer")
                                .deed(
                                        "mail.invited-to.not-now",
                                        "not-now",
                                        Map.of("question", id.toString(), "title", asked.title()))
                                .answering("mail.answering.question", String.valueOf(asked.name()))
                                .leaving("invitations")
                                .small("mail.invited-to.small"));
    }

    private record Asked(String title, String path, String body, @Nullable String name) {}

    private Asked asked(QuestionId id) {
        return jdbc.sql(
                        """
                select s.title, s.path, s.body, b.name from conversations.shown s
                  left join people.byline b on b.persona = s.author where s.id = :id
                """)
                .param("id", id.value())
                .query(
                        (row, n) ->
                                new Asked(
                                        row.getString("title"),
                                        row.getString("path"),
                                        row.getString("body"),
                                        row.getString("name")))
                .single();
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** "Not now": the next person is asked, if the question still waits. */
    @Override
    @Transactional
    public void declined(MemberId member, long card) {
        QuestionId id = new QuestionId(card);
        int declined =
                jdbc.sql(
                                """
                        update questions.invitation set declined_at = :now
                         where question = :id and member = :member and declined_at is null and answered_at is null
                        """)
                        .param("now", Rows.sql(clock.instant()))
                        .param("id", card)
                        .param("member", member.value())
                        .update();
        requests.done(member, KIND, card, "not now");
        boolean waits =
                declined > 0
                        && jdbc.sql(
                                        "select state from questions.question where id = :id for update")
                                .param("id", card)
                                .query((row, n) -> row.getString(1))
                                .optional()
                                .filter(state -> state.equals("asked"))
                                .isPresent();
        if (waits) invite(id, 1);
    }

    /** Whoever was invited has answered. */
    void answered(QuestionId id, MemberId member) {
        jdbc.sql(
                        """
                update questions.invitation set answered_at = :now
                 where question = :id and member = :member and answered_at is null
                """)
                .param("now", Rows.sql(clock.instant()))
                .param("id", id.value())
                .param("member", member.value())
                .update();
        requests.done(member, KIND, id.value(), "answered");
    }

    /** After a first answer that helped: may we ask you again about this? Asked once. */
    void mayWeAsk(MemberId member, QuestionId id, String title) {
        if (members.mayAsk(member).isPresent() || !members.askOnce(member)) return;
        requests.ask(
                member,
                "may-ask",
                id.value(),
                List.of("answered", "settled"),
                Map.of("path", "/me/invitations/asked"));
        if (!requests.puts(member, "may-ask", id.value())) return;
        letters.write(
                member,
                "may we ask",
                letter ->
                        letter.subject("mail.may-ask.subject")
                                .say("mail.may-ask.say", title)
                                .deed(
                                        "mail.may-ask.yes",
                                        "may-ask",
                                        Map.of("title", title, "question", id.toString()))
                                .deed(
                                        "mail.may-ask.twice",
                                        "may-ask-twice",
                                        Map.of("title", title, "question", id.toString()))
                                .deed(
                                        "mail.may-ask.no",
                                        "do-not-ask",
                                        Map.of("title", title, "question", id.toString()))
                                .small("mail.may-ask.small"));
    }

    /** Why somebody was invited, for that person alone. */
    public Optional<Map<String, String>> reason(QuestionId id, MemberId member) {
        return jdbc.sql(
                        "select reason from questions.invitation where question = :id and member = :member")
                .param("id", id.value())
                .param("member", member.value())
                .query((row, n) -> json.readValue(row.getString(1), FACTS))
                .optional();
    }

    /** Invitations by member of late, for tests of the caps. */
    List<Instant> of(MemberId member) {
        return new ArrayList<>(
                jdbc.sql("select at from questions.invitation where member = :member order by at")
                        .param("member", member.value())
                        .query((row, n) -> Rows.instant(row, "at"))
                        .list());
    }
}
