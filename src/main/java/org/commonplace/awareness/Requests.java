package org.commonplace.awareness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.people.MemberId;
import org.commonplace.people.Viewer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one queue of what the house asks of people: three things a week are put before one person,
 * the rest waits.
 */
@Component
public class Requests {
    static final int A_WEEK = 3;
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Requests(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** One thing asked. Message {@code request.KIND} says it, with the card's title. */
    public record Request(
            long id,
            String kind,
            long card,
            String title,
            String path,
            Map<String, String> facts,
            Instant at) {
        public String key() {
            return PublicId.text(id);
        }

        /** Where it is done: the card's page, unless the facts say otherwise. */
        public String doneAt() {
            return facts.getOrDefault("path", path);
        }
    }

    /**
     * Asks, unless the same was asked before. It is put before the member only while the card is in
     * one of the states.
     */
    public void ask(
            MemberId member,
            String kind,
            long card,
            List<String> whileStates,
            Map<String, String> facts) {
        jdbc.sql(
                        """
                insert into awareness.request (id, member, kind, card, while_states, facts, asked_at)
                select :id, m.id, :kind, :card, :states, cast(:facts as jsonb), :now from people.active m
                 where m.id = :member
                on conflict (member, kind, card) do nothing
                """)
                .param("id", PublicId.next())
                .param("member", member.value())
                .param("kind", kind)
                .param("card", card)
                .param("states", whileStates.toArray(new String[0]))
                .param("facts", json.writeValueAsString(facts))
                .param("now", Rows.sql(clock.instant()))
                .update();
    }

    /** Asks again what may have been asked and done before, as once a year. */
    public void askAnew(
            MemberId member,
            String kind,
            long card,
            List<String> whileStates,
            Map<String, String> facts) {
        jdbc.sql(
                        "delete from awareness.request where member = :member and kind = :kind and card = :card")
                .param("member", member.value())
                .param("kind", kind)
                .param("card", card)
                .update();
        ask(member, kind, card, whileStates, facts);
    }

    /** Nobody needs to be asked this any more. */
    public void settle(String kind, long card, String outcome) {
        jdbc.sql(
                        """
                update awareness.request set done_at = :now, outcome = :outcome
                 where kind = :kind and card = :card and done_at is null
                """)
                .param("now", Rows.sql(clock.instant()))
                .param("outcome", outcome)
                .param("kind", kind)
                .param("card", card)
                .update();
    }

    public void done(MemberId member, String kind, long card, String outcome) {
        jdbc.sql(
                        """
                update awareness.request set done_at = :now, outcome = :outcome
                 where member = :member and kind = :kind and card = :card and done_at is null
                """)
                .param("now", Rows.sql(clock.instant()))
                .param("outcome", outcome)
                .param("member", member.value())
                .param("kind", kind)
                .param("card", card)
                .update();
    }

    /** What somebody said "not now" to. */
    record Dismissed(String kind, long card) {}

    /** "Not now": it is not asked again. */
    Optional<Dismissed> dismiss(MemberId member, long request) {
        return jdbc.sql(
                        """
                update awareness.request set done_at = :now, outcome = 'not now'
                 where id = :id and member = :member and done_at is null returning kind, card
                """)
                .param("now", Rows.sql(clock.instant()))
                .param("id", request)
                .param("member", member.value())
                .query((row, n) -> new Dismissed(row.getString("kind"), row.getLong("card")))
                .optional();
    }

    /**
     * What is put before the viewer now: what was shown already and waits, and of the rest so many
     * as the week allows.
     */
    @Transactional
    public List<Request> today(Viewer viewer) {
        return jdbc.sql(
                        """
                with week as (
                    select count(*) as n from awareness.request where member = :member and shown_at > :week),
                current as (
                    select r.id, r.kind, r.card, r.facts, r.asked_at, r.shown_at, c.title, c.path
                      from awareness.request r
                      join catalogue.shown c on c.id = r.card and c.audience = any(:audiences)
                     where r.member = :member and r.done_at is null
                       and (r.while_states is null or c.state = any(r.while_states))),
                fresh as (
                    select id from current where shown_at is null
                     order by asked_at, id
                     limit (select greatest(0, :most - n) from week)),
                shown as (
                    update awareness.request r set shown_at = :now from fresh where r.id = fresh.id)
                select * from current where shown_at is not null or id in (select id from fresh)
                 order by asked_at, id limit :most
                """)
                .param("audiences", viewer.audienceIds())
                .param("member", viewer.id())
                .param("most", A_WEEK)
                .param("week", Rows.sql(clock.instant().minus(Duration.ofDays(7))))
                .param("now", Rows.sql(clock.instant()))
                .query(
                        (row, n) ->
                                new Request(
                                        row.getLong("id"),
                                        row.getString("kind"),
                                        row.getLong("card"),
                                        row.getString("title"),
                                        row.getString("path"),
                                        json.readValue(row.getString("facts"), FACTS),
                                        Rows.instant(row, "asked_at")))
                .list();
    }
}
