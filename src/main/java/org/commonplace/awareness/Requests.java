package org.commonplace.awareness;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
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

    /** Kinds whose day people set for themselves, as a vote in one's own group. */
    private static final List<String> OWN_DAYS = List.of("decision");

    private static final Duration WEEK = Duration.ofDays(7);
    private static final int LOCK = 1103;
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
                on conflict (member, kind, card) do update
                   set facts = excluded.facts, while_states = excluded.while_states
                 where request.shown_at is null and request.done_at is null
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

    /**
     * Asks again what may have been asked and done before, as once a year. What still waits keeps
     * its place among what waits.
     */
    public void askAnew(
            MemberId member,
            String kind,
            long card,
            List<String> whileStates,
            Map<String, String> facts) {
        jdbc.sql(
                        """
                delete from awareness.request
                 where member = :member and kind = :kind and card = :card
                   and (shown_at is not null or done_at is not null)
                """)
                .param("member", member.value())
                .param("kind", kind)
                .param("card", card)
                .update();
        ask(member, kind, card, whileStates, facts);
    }

    /**
     * Puts a request before the member now, so that a letter may ask for it; false where three
     * others were put before them this week, or they are away: then it waits for {@link
     * WaitingRequests}. What they set a day for themselves does not count.
     */
    @Transactional
    public boolean puts(MemberId member, String kind, long card) {
        lock(member);
        return jdbc.sql(
                                """
                update awareness.request r set shown_at = coalesce(r.shown_at, :now)
                 where r.member = :member and r.kind = :kind and r.card = :card and r.done_at is null
                   and (r.shown_at is not null or r.kind = any(:own)
                        or (select count(*) from awareness.request w
                             where w.member = :member and w.shown_at > :week and w.kind <> all(:own)) < :most
                       and not exists (select from people.absent a where a.member = :member and a.until >= :today))
                """)
                        .param("member", member.value())
                        .param("kind", kind)
                        .param("card", card)
                        .param("now", Rows.sql(clock.instant()))
                        .param("today", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                        .param("week", Rows.sql(clock.instant().minus(WEEK)))
                        .param("own", OWN_DAYS.toArray(new String[0]))
                        .param("most", A_WEEK)
                        .update()
                > 0;
    }

    /**
     * Holds these members until the transaction ends, in one order for everybody: nobody else asks
     * them for anything meanwhile.
     */
    @Transactional
    public void alone(Collection<MemberId> members) {
        members.stream().sorted(Comparator.comparingLong(MemberId::value)).forEach(this::lock);
    }

    /** One at a time for one member, so that two at once cannot both be the third. */
    private void lock(MemberId member) {
        jdbc.sql("select pg_advisory_xact_lock(:room, hashint8(:member))")
                .param("room", LOCK)
                .param("member", member.value())
                .query((row, n) -> 0)
                .single();
    }

    /**
     * Requests that waited and can be put before their members now, so many as the week allows
     * each; of one member, whose row others pass over.
     */
    @Transactional
    Optional<Put> next() {
        Optional<MemberId> member =
                jdbc.sql(
                                """
                        select o.member from (
                            select r.member, min(r.asked_at) as since from awareness.request r
                              join catalogue.shown c on c.id = r.card and (r.while_states is null or c.state = any(r.while_states))
                              join people.visible_to v on v.viewer = r.member and v.audience = c.audience
                             where r.done_at is null and r.shown_at is null and r.asked_at < :lately
                             group by r.member) o
                         where (select count(*) from awareness.request w
                                 where w.member = o.member and w.shown_at > :week and w.kind <> all(:own)) < :most
                           and not exists (select from people.absent a where a.member = o.member and a.until >= :today)
                         order by o.since limit 1
                        """)
                        .param("lately", Rows.sql(clock.instant().minus(Duration.ofHours(1))))
                        .param("week", Rows.sql(clock.instant().minus(WEEK)))
                        .param("today", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                        .param("own", OWN_DAYS.toArray(new String[0]))
                        .param("most", A_WEEK)
                        .query((row, n) -> new MemberId(row.getLong(1)))
                        .optional();
        return member.map(
                one -> {
                    lock(one);
                    return new Put(one, fresh(one));
                });
    }

    /** What was put before a member just now. */
    record Put(MemberId member, List<Request> requests) {}

    private List<Request> fresh(MemberId member) {
        return jdbc.sql(
                        """
                with fresh as (
                    select r.id from awareness.request r
                      join catalogue.shown c on c.id = r.card and (r.while_states is null or c.state = any(r.while_states))
                      join people.visible_to v on v.viewer = r.member and v.audience = c.audience
                     where r.member = :member and r.done_at is null and r.shown_at is null
                     order by r.asked_at, r.id
                     limit (select greatest(0, :most - count(*)) from awareness.request w
                             where w.member = :member and w.shown_at > :week and w.kind <> all(:own))),
                put as (update awareness.request r set shown_at = :now from fresh where r.id = fresh.id
                        returning r.id, r.kind, r.card, r.facts, r.asked_at)
                select put.*, c.title, c.path from put join catalogue.shown c on c.id = put.card order by put.asked_at, put.id
                """)
                .param("member", member.value())
                .param("week", Rows.sql(clock.instant().minus(WEEK)))
                .param("now", Rows.sql(clock.instant()))
                .param("own", OWN_DAYS.toArray(new String[0]))
                .param("most", A_WEEK)
                .query((row, n) -> request(row))
                .list();
    }

    private Request request(ResultSet row) throws SQLException {
        return new Request(
                row.getLong("id"),
                row.getString("kind"),
                row.getLong("card"),
                row.getString("title"),
                row.getString("path"),
                json.readValue(row.getString("facts"), FACTS),
                Rows.instant(row, "asked_at"));
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

    /** What a member is asked for about a card, and has not done. */
    Optional<Long> waiting(MemberId member, long card) {
        return jdbc.sql(
                        """
                select id from awareness.request
                 where member = :member and card = :card and done_at is null order by asked_at desc limit 1
                """)
                .param("member", member.value())
                .param("card", card)
                .query((row, n) -> row.getLong(1))
                .optional();
    }

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
                    select count(*) as n from awareness.request
                     where member = :member and shown_at > :week and kind <> all(:own)),
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
                .param("own", OWN_DAYS.toArray(new String[0]))
                .param("week", Rows.sql(clock.instant().minus(WEEK)))
                .param("now", Rows.sql(clock.instant()))
                .query((row, n) -> request(row))
                .list();
    }
}
