package org.commonplace.awareness;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonplace.chrome.Rows;
import org.commonplace.chrome.Site;
import org.commonplace.people.Correspondence;
import org.commonplace.people.MemberId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One letter a day at the most with what is new in what somebody follows, at their own hour; an
 * empty one is not sent. Whoever is away gets it when they are back.
 */
@Component
public class Digests {
    private static final int BATCH = 100;
    private static final int MOST = 12;
    private static final Duration WEEK = Duration.ofDays(7);
    private final JdbcClient jdbc;
    private final Correspondence letters;
    private final List<Discreet> discreet;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Site site;

    Digests(
            JdbcClient jdbc,
            Correspondence letters,
            @Lazy List<Discreet> discreet,
            TransactionTemplate transaction,
            Clock clock,
            Site site) {
        this.site = site;
        this.jdbc = jdbc;
        this.letters = letters;
        this.discreet = discreet;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * One thing in a digest.
     *
     * @param why "below" something followed, "group", "topic" or "corridor"
     * @param within the title of what is followed; the sector of the other library for a corridor
     * @param n how many posts are new below it
     */
    public record Item(
            String why,
            @Nullable String within,
            String kind,
            String title,
            String path,
            String gist,
            @Nullable String name,
            int n) {}

    /** Somebody whose hour has come. */
    private record Due(
            MemberId member,
            ZoneId zone,
            String digest,
            List<Integer> quiet,
            boolean corridor,
            Instant since,
            boolean away) {

        /** Whether today is a day for it, in the member's own week. */
        boolean today(LocalDate day) {
            boolean weekly = digest.equals("weekly");
            return !away
                    && !quiet.contains(day.getDayOfWeek().getValue())
                    && (!weekly || day.getDayOfWeek() == DayOfWeek.MONDAY);
        }
    }

    /** Writes every digest whose hour has come; returns how many letters were written. */
    public int ripen() {
        enrol();
        int written = 0;
        while (true) {
            Integer batch = transaction.execute(status -> batch());
            if (batch == null || batch < 0) return written;
            written += batch;
        }
    }

    /** Everybody active has a clock; the first digest tells of what is new from now on. */
    private void enrol() {
        Instant now = clock.instant();
        jdbc.sql(
                        """
                insert into awareness.setting (member, told_until, next_at)
                select z.member, :now, %s
                  from people.own_zone z
                 where not exists (select from awareness.setting s where s.member = z.member)
                on conflict do nothing
                """
                                .formatted(next("z.zone", "7")))
                .param("now", Rows.sql(now))
                .update();
    }

    /** The next time that it is a certain hour in a zone. */
    private static String next(String zone, String hour) {
        return """
        (date_trunc('day', cast(:now as timestamptz) at time zone %1$s)
            + make_interval(hours => %2$s)
            + case when extract(hour from cast(:now as timestamptz) at time zone %1$s) >= %2$s
                   then interval '1 day' else interval '0' end) at time zone %1$s"""
                .formatted(zone, hour);
    }

    /** The next hundred; -1 where nobody's hour has come. */
    private int batch() {
        Instant now = clock.instant();
        List<Due> due = due(now);
        if (due.isEmpty()) return -1;
        List<Due> today =
                due.stream()
                        .filter(one -> one.today(LocalDate.ofInstant(now, one.zone())))
                        .toList();
        Map<Long, List<Item>> items = items(today, now);
        int written = 0;
        for (Due one : today) {
            List<Item> own = items.getOrDefault(one.member().value(), List.of());
            if (own.stream().allMatch(item -> item.why().equals("corridor"))) continue;
            write(one.member(), LocalDate.ofInstant(now, one.zone()), own);
            written++;
        }
        wind(due, today, now);
        return written;
    }

    private List<Due> due(Instant now) {
        return jdbc.sql(
                        """
                select s.member, z.zone, s.digest, s.quiet_days, s.corridor, s.told_until,
                       coalesce(a.until >= (cast(:now as timestamptz) at time zone z.zone)::date, false) as away
                  from awareness.setting s
                  join people.own_zone z on z.member = s.member
                  left join people.absent a on a.member = s.member
                 where s.next_at <= :now and s.digest <> 'off'
                 order by s.next_at limit %d for update of s skip locked
                """
                                .formatted(BATCH))
                .param("now", Rows.sql(now))
                .query((row, n) -> due(row))
                .list();
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                new MemberId(row.getLong("member")),
                ZoneId.of(row.getString("zone")),
                row.getString("digest"),
                numbers(row.getArray("quiet_days")),
                row.getBoolean("corridor"),
                Rows.instant(row, "told_until"),
                row.getBoolean("away"));
    }

    private static List<Integer> numbers(Array array) throws SQLException {
        return Arrays.asList((Integer[]) array.getArray());
    }

    private void wind(List<Due> due, List<Due> told, Instant now) {
        jdbc.sql(
                        """
                update awareness.setting s
                   set next_at = %s,
                       told_until = case when s.member = any(:told) then :now else s.told_until end
                  from people.own_zone z
                 where z.member = s.member and s.member = any(:due)
                """
                                .formatted(next("z.zone", "s.hour")))
                .param("now", Rows.sql(now))
                .param("told", ids(told))
                .param("due", ids(due))
                .update();
    }

    private static Long[] ids(List<Due> members) {
        return members.stream().map(one -> one.member().value()).toArray(Long[]::new);
    }

    /**
     * What is new for each: below what they follow, in their groups, about their topics; not what
     * they wrote themselves, nor what a letter told them at once.
     */
    private Map<Long, List<Item>> items(List<Due> members, Instant now) {
        Map<Long, List<Item>> items = new LinkedHashMap<>();
        if (members.isEmpty()) return items;
        jdbc.sql(
                        """
                with due (member, since) as (select * from unnest(cast(:members as bigint[]), cast(cast(:since as text[]) as timestamptz[]))),
                followed as (
                    select d.member, d.since, w.card, c.kind, c.title, c.path, c.gist, c.audience, c.community
                      from due d
                      join awareness.watch w on w.member = d.member and w.level in ('daily', 'weekly')
                      join catalogue.shown c on c.id = w.card and coalesce(c.community, 0) <> all(:discreet)
                      join people.visible_to v on v.viewer = d.member and v.audience = c.audience),
                below as (
                    select f.member, 'below' as why, f.title as within, p.kind, f.title, p.path, p.gist, p.byline, p.n, p.at
                      from followed f
                      cross join lateral (
                           select count(*) as n, max(p.at) as at, (array_agg(p.kind order by p.at desc))[1] as kind,
                                  (array_agg(p.path order by p.at desc))[1] as path,
                                  (array_agg(p.gist order by p.at desc))[1] as gist,
                                  (array_agg(p.byline order by p.at desc))[1] as byline
                             from catalogue.shown p
                            where p.parent = f.card and p.at > f.since and p.at <= :now and p.kind in ('answer', 'comment', 'dissent', 'decision')
                              and p.byline not in (select persona from people.known_as k where k.person = f.member)
                              and not exists (select from mail.told t where t.reader = f.member and t.about = p.id)) p
                     where p.n > 0),
                fresh as (
                    select f.member, 'group' as why, f.title as within, n.kind, n.title, n.path, n.gist, n.byline, 1 as n, n.at
                      from followed f
                      cross join lateral (
                           select n.* from catalogue.shown n
                            where n.community = f.card and n.kind in ('question', 'practice') and n.at > f.since and n.at <= :now
                              and not exists (select from mail.told t where t.reader = f.member and t.about = n.id)
                            order by n.at desc limit %1$d) n
                      join people.visible_to v on v.viewer = f.member and v.audience = n.audience
                     where f.kind = 'community' and n.byline not in (select persona from people.known_as k where k.person = f.member)),
                topical as (
                    select f.member, 'topic' as why, f.title as within, n.kind, n.title, n.path, n.gist, n.byline, 1 as n, n.at
                      from followed f
                      cross join lateral (
                           select n.* from topics.about t join catalogue.shown n on n.id = t.card
                            where t.concept = f.card and n.at > f.since and n.at <= :now and coalesce(n.community, 0) <> all(:discreet)
                              and not exists (select from mail.told l where l.reader = f.member and l.about = n.id)
                            order by n.at desc limit %1$d) n
                      join people.visible_to v on v.viewer = f.member and v.audience = n.audience
                     where f.kind = 'topic' and n.byline not in (select persona from people.known_as k where k.person = f.member)),
                every as (select * from below union all select * from fresh union all select * from topical),
                one as (select distinct on (member, path) * from every order by member, path, at desc)
                select o.*, b.name from (
                    select one.*, row_number() over (partition by member order by why <> 'below', at desc) as place from one) o
                  left join people.byline b on b.persona = o.byline
                 where place <= %1$d order by o.member, o.place
                """
                                .formatted(MOST))
                .param("members", ids(members))
                .param(
                        "since",
                        members.stream().map(one -> one.since().toString()).toArray(String[]::new))
                .param("now", Rows.sql(now))
                .param("discreet", discreet())
                .query(
                        row -> {
                            items.computeIfAbsent(row.getLong("member"), one -> new ArrayList<>())
                                    .add(item(row));
                        });
        corridor(members, now)
                .forEach(
                        (member, item) ->
                                items.computeIfAbsent(member, one -> new ArrayList<>()).add(item));
        return items;
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
                row.getInt("n"));
    }

    /**
     * On Mondays one question or practice from another kind of library, which the member does not
     * follow: the one that moved last this week.
     */
    private Map<Long, Item> corridor(List<Due> members, Instant now) {
        Map<Long, Item> items = new LinkedHashMap<>();
        List<Due> asked =
                members.stream()
                        .filter(Due::corridor)
                        .filter(
                                one ->
                                        LocalDate.ofInstant(now, one.zone()).getDayOfWeek()
                                                == DayOfWeek.MONDAY)
                        .toList();
        if (asked.isEmpty()) return items;
        jdbc.sql(
                        """
                select z.member, 'corridor' as why, c.sector as within, c.kind, c.title, c.path, c.gist, c.name, 1 as n
                  from people.own_zone z
                  cross join lateral (
                       select c.kind, c.title, c.path, c.gist, b.sector, b.name from catalogue.shown c
                         join people.byline b on b.persona = c.byline
                        where c.audience = 1 and c.kind in ('question', 'practice') and c.state in ('answered', 'settled', 'current')
                          and c.moved_at > :week and b.sector is not null and b.sector <> z.sector
                          and not exists (select from awareness.watch w where w.member = z.member and w.card = c.id)
                        order by c.moved_at desc, c.id limit 1) c
                 where z.member = any(:members)
                """)
                .param("week", Rows.sql(now.minus(WEEK)))
                .param("members", ids(asked))
                .query(
                        row -> {
                            items.put(row.getLong("member"), item(row));
                        });
        return items;
    }

    private void write(MemberId member, LocalDate day, List<Item> items) {
        letters.write(
                member,
                "digest " + day,
                letter -> {
                    letter.subject("mail.digest.subject", items.size(), site.name())
                            .leaving("digest");
                    for (Item item : items) {
                        letter.say(
                                "mail.digest." + item.why(),
                                item.title(),
                                String.valueOf(item.within()),
                                item.n(),
                                item.why().equals("corridor")
                                        ? letter.text("sector." + item.within())
                                        : letter.text("kind." + item.kind()));
                        if (!item.gist().isBlank())
                            letter.quote(item.gist(), item.name() == null ? "" : item.name());
                        letter.link("mail.digest.open", item.path());
                    }
                    letter.button("mail.digest.settings", "/me/watches").small("mail.digest.small");
                });
    }

    /** What the member's next digest would hold, were it written now. */
    public List<Item> preview(MemberId member) {
        Instant now = clock.instant();
        return jdbc.sql(
                        """
                select z.member, z.zone, coalesce(s.digest, 'daily') as digest, coalesce(s.quiet_days, '{}') as quiet_days,
                       coalesce(s.corridor, true) as corridor, coalesce(s.told_until, :now) as told_until, false as away
                  from people.own_zone z left join awareness.setting s on s.member = z.member where z.member = :member
                """)
                .param("now", Rows.sql(now))
                .param("member", member.value())
                .query((row, n) -> due(row))
                .optional()
                .map(one -> items(List.of(one), now).getOrDefault(member.value(), List.of()))
                .orElse(List.of());
    }

    /** What a member chose, and when the next digest is due; null where none comes. */
    public record Standing(DigestSettings settings, @Nullable Instant next) {}

    public Standing standing(MemberId member) {
        return jdbc.sql(
                        "select digest, hour, quiet_days, corridor, next_at from awareness.setting where member = :member")
                .param("member", member.value())
                .query(
                        (row, n) ->
                                new Standing(
                                        new DigestSettings(
                                                row.getString("digest"),
                                                row.getInt("hour"),
                                                numbers(row.getArray("quiet_days")),
                                                row.getBoolean("corridor")),
                                        row.getString("digest").equals("off")
                                                ? null
                                                : Rows.instant(row, "next_at")))
                .optional()
                .orElse(new Standing(DigestSettings.USUAL, null));
    }

    public DigestSettings settings(MemberId member) {
        return standing(member).settings();
    }

    @Transactional
    public void choose(MemberId member, DigestSettings chosen) {
        jdbc.sql(
                        """
                insert into awareness.setting as s (member, digest, hour, quiet_days, corridor, told_until, next_at)
                select z.member, :digest, :hour, :quiet, :corridor, :now, %s from people.own_zone z where z.member = :member
                on conflict (member) do update
                   set digest = excluded.digest, hour = excluded.hour, quiet_days = excluded.quiet_days,
                       corridor = excluded.corridor, next_at = excluded.next_at,
                       told_until = case when s.digest = 'off' then excluded.told_until else s.told_until end
                """
                                .formatted(next("z.zone", "cast(:hour as int)")))
                .param("digest", chosen.digest())
                .param("hour", chosen.hour())
                .param("quiet", chosen.quietDays().toArray(new Integer[0]))
                .param("corridor", chosen.corridor())
                .param("now", Rows.sql(clock.instant()))
                .param("member", member.value())
                .update();
    }

    /** No more, until the member says otherwise. */
    @Transactional
    void stop(MemberId member) {
        DigestSettings now = settings(member);
        choose(member, new DigestSettings("off", now.hour(), now.quietDays(), now.corridor()));
    }

    void forget(MemberId member) {
        jdbc.sql("delete from awareness.setting where member = :member")
                .param("member", member.value())
                .update();
    }
}
