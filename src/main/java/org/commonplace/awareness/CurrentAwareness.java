package org.commonplace.awareness;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.commonplace.chrome.Rows;
import org.commonplace.people.MemberId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is new for each of some members: below what they follow, in their groups, about their
 * topics; not what they wrote themselves, nor what a letter told them at once.
 */
@Component
class CurrentAwareness {
    private static final int MOST = 12;
    private static final Duration LAG = Duration.ofMinutes(15);
    private static final Duration WEEK = Duration.ofDays(7);
    private final JdbcClient jdbc;
    private final List<Discreet> discreet;
    private final Alerts alerts;

    CurrentAwareness(JdbcClient jdbc, @Lazy List<Discreet> discreet, Alerts alerts) {
        this.alerts = alerts;
        this.jdbc = jdbc;
        this.discreet = discreet;
    }

    /**
     * Somebody it is told to.
     *
     * @param since what is followed daily is told from here
     * @param sinceOfWeek what is followed weekly is told from here; null where it is not told now
     * @param corridor whether something from another kind of library is told too
     */
    record Reader(
            MemberId member, Instant since, @Nullable Instant sinceOfWeek, boolean corridor) {}

    /**
     * One thing that is new.
     *
     * @param why "below" something followed, "group", "topic", the kind of an alert, or "corridor"
     * @param within the title of what is followed; the sector of the other library for a corridor
     * @param n how many posts are new below it
     * @param thread where an answer to it goes
     */
    record Item(
            String why,
            @Nullable String within,
            String kind,
            String title,
            String path,
            String gist,
            @Nullable String name,
            int n,
            long thread) {}

    /** At most twelve for each, and one from another kind of library. */
    Map<Long, List<Item>> of(List<Reader> readers, Instant now) {
        Map<Long, List<Item>> items = new LinkedHashMap<>();
        if (readers.isEmpty()) return items;
        List<Noted> noted = noted(readers);
        jdbc.sql(
                        """
                with due (member, since, week) as materialized (
                    select * from unnest(cast(:members as bigint[]), cast(cast(:since as text[]) as timestamptz[]),
                                         cast(cast(:week as text[]) as timestamptz[]))),
                seen as materialized (
                    select d.member, v.audience from due d join people.visible_to v on v.viewer = d.member),
                own as materialized (
                    select d.member, k.persona from due d join people.known_as k on k.person = d.member),
                followed as materialized (
                    select d.member, w.card, c.kind,
                           case w.level when 'weekly' then d.week else d.since end as since
                      from due d
                      join awareness.watch w on w.member = d.member and w.level in ('daily', 'weekly')
                      join catalogue.shown c on c.id = w.card and coalesce(c.community, 0) <> all(:discreet)
                      join seen s on s.member = d.member and s.audience = c.audience),
                fresh as materialized (
                    select id, byline, audience, community, at from catalogue.shown
                     where kind in ('question', 'practice') and state <> 'same' and at > (select min(since) from followed) and at <= :now
                       and coalesce(community, 0) <> all(:discreet)),
                below as (
                    select f.member, 'below' as why, f.card as followed, cast(null as text) as within, p.id, p.n, p.at
                      from followed f
                      cross join lateral (
                           select count(*) as n, max(p.at) as at, (array_agg(p.id order by p.at desc, p.id desc))[1] as id
                             from catalogue.shown p
                            where p.parent = f.card and p.at > f.since and p.at <= :now and p.kind in ('answer', 'comment', 'dissent', 'decision')
                              and p.byline not in (select k.persona from people.known_as k where k.person = f.member)
                              and exists (select from seen s where s.member = f.member and s.audience = p.audience)
                              and not exists (select from people.blocked b where b.member = f.member and b.other = p.byline)
                              and not exists (select from mail.told t where t.reader = f.member and t.about = p.id)) p
                     where p.n > 0),
                noted (member, why, within, card) as (
                    select * from unnest(cast(:noted as bigint[]), cast(:why as text[]), cast(:within as text[]), cast(:card as bigint[]))),
                wide as (
                    select f.member, 'group' as why, f.card as followed, cast(null as text) as within, n.* from followed f
                      join fresh n on n.community = f.card and n.at > f.since
                     where f.kind = 'community'
                    union all
                    select f.member, 'topic', f.card, null, n.* from followed f
                      join topics.about t on t.concept = f.card
                      join fresh n on n.id = t.card and n.at > f.since
                     where f.kind = 'topic'
                    union all
                    select t.member, t.why, null, t.within, n.id, n.byline, n.audience, n.community, n.at from noted t
                      join catalogue.shown n on n.id = t.card and n.state <> 'same' and
                           n.at <= cast(:now as timestamptz) - case t.why when 'search' then interval '15 minutes' else interval '0' end and coalesce(n.community, 0) <> all(:discreet)),
                whole as (
                    select distinct on (w.member, w.id) w.member, w.why, w.followed, w.within, w.id, 1 as n, w.at from wide w
                      join seen s on s.member = w.member and s.audience = w.audience
                     where not exists (select from own o where o.member = w.member and o.persona = w.byline)
                       and not exists (select from mail.told t where t.reader = w.member and t.about = w.id)
                       and not exists (select from people.blocked b where b.member = w.member and b.other = w.byline)
                     order by w.member, w.id, w.why),
                first as (
                    select * from (
                        select every.*, row_number() over (partition by member order by why <> 'below', at desc, id desc) as place
                          from (select * from below union all select * from whole) every) ranked
                     where place <= %d)
                select o.member, o.why, coalesce(f.title, o.within) as within, p.kind, case o.why when 'below' then f.title else p.title end as title,
                       p.path, p.gist, b.name, o.n, coalesce(p.parent, p.id) as thread
                  from first o
                  left join catalogue.shown f on f.id = o.followed
                  join catalogue.shown p on p.id = o.id
                  left join people.byline b on b.persona = p.byline
                 order by o.member, o.place
                """
                                .formatted(MOST))
                .param("members", ids(readers))
                .param(
                        "since",
                        readers.stream().map(one -> one.since().toString()).toArray(String[]::new))
                .param(
                        "week",
                        readers.stream()
                                .map(Reader::sinceOfWeek)
                                .map(week -> week == null ? null : week.toString())
                                .toArray(String[]::new))
                .param("now", Rows.sql(now))
                .param("discreet", discreet())
                .param("noted", noted.stream().map(Noted::member).toArray(Long[]::new))
                .param("why", noted.stream().map(Noted::why).toArray(String[]::new))
                .param("within", noted.stream().map(Noted::within).toArray(String[]::new))
                .param("card", noted.stream().map(Noted::card).toArray(Long[]::new))
                .query(
                        row -> {
                            items.computeIfAbsent(row.getLong("member"), one -> new ArrayList<>())
                                    .add(item(row));
                        });
        corridor(readers.stream().filter(Reader::corridor).toList(), now)
                .forEach(
                        (member, item) ->
                                items.computeIfAbsent(member, one -> new ArrayList<>()).add(item));
        return items;
    }

    /** What an alert found for a member. */
    private record Noted(long member, String why, String within, long card) {}

    private List<Noted> noted(List<Reader> readers) {
        Map<MemberId, Reader> byMember = new HashMap<>();
        for (Reader one : readers) byMember.put(one.member(), one);
        List<Alert> wanted = new ArrayList<>();
        for (Alert alert : alerts.of(byMember.keySet())) {
            Reader reader = Objects.requireNonNull(byMember.get(alert.member()));
            @Nullable Instant since =
                    alert.level() == Level.WEEKLY ? reader.sinceOfWeek() : reader.since();
            // The index takes a while: what a search finds is told a quarter of an hour late.
            if (since != null)
                wanted.add(alert.since(alert.kind().equals("search") ? since.minus(LAG) : since));
        }
        Map<Long, List<Long>> fresh = alerts.fresh(wanted);
        List<Noted> noted = new ArrayList<>();
        for (Alert alert : wanted)
            for (long card : fresh.getOrDefault(alert.id(), List.of()))
                noted.add(new Noted(alert.member().value(), alert.kind(), alert.title(), card));
        return noted;
    }

    private static Long[] ids(Collection<Reader> readers) {
        return readers.stream().map(one -> one.member().value()).toArray(Long[]::new);
    }

    private Long[] discreet() {
        return discreet.stream().flatMap(room -> room.communities().stream()).toArray(Long[]::new);
    }

    private static Item item(ResultSet row) throws SQLException {
        return new Item(
                row.getString("why"),
                row.getString("within"),
                row.getString("kind"),
                row.getString("title"),
                row.getString("path"),
                row.getString("gist"),
                row.getString("name"),
                row.getInt("n"),
                row.getLong("thread"));
    }

    /**
     * One question or practice from another kind of library, which the member does not follow: the
     * one that moved last this week.
     */
    private Map<Long, Item> corridor(List<Reader> readers, Instant now) {
        Map<Long, Item> items = new LinkedHashMap<>();
        if (readers.isEmpty()) return items;
        jdbc.sql(
                        """
                select z.member, 'corridor' as why, c.sector as within, c.kind, c.title, c.path, c.gist, c.name, 1 as n, c.id as thread
                  from people.own_zone z
                  cross join lateral (
                       select c.id, c.kind, c.title, c.path, c.gist, b.sector, b.name from catalogue.shown c
                         join people.byline b on b.persona = c.byline
                        where c.audience = 1 and c.kind in ('question', 'practice') and c.state in ('answered', 'settled', 'current')
                          and c.moved_at > :week and b.sector is not null and b.sector <> z.sector
                          and not exists (select from awareness.watch w where w.member = z.member and w.card = c.id)
                        order by c.moved_at desc, c.id limit 1) c
                 where z.member = any(:members)
                """)
                .param("week", Rows.sql(now.minus(WEEK)))
                .param("members", ids(readers))
                .query(
                        row -> {
                            items.put(row.getLong("member"), item(row));
                        });
        return items;
    }
}
