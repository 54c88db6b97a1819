package org.commonplace.awareness;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.commonplace.chrome.Rows;
import org.commonplace.chrome.Site;
import org.commonplace.people.Correspondence;
import org.commonplace.people.MemberId;
import org.jspecify.annotations.Nullable;
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
    private final JdbcClient jdbc;
    private final Correspondence letters;
    private final CurrentAwareness news;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Site site;

    Digests(
            JdbcClient jdbc,
            Correspondence letters,
            CurrentAwareness news,
            TransactionTemplate transaction,
            Clock clock,
            Site site) {
        this.site = site;
        this.jdbc = jdbc;
        this.letters = letters;
        this.news = news;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Somebody whose hour has come; the times are those of the last digest, and of Monday's. */
    private record Due(
            MemberId member,
            ZoneId zone,
            String digest,
            List<Integer> quiet,
            boolean corridor,
            Instant told,
            Instant toldOfWeek,
            boolean away) {

        LocalDate day(Instant now) {
            return LocalDate.ofInstant(now, zone);
        }

        /** Whether now is a day for it, in the member's own week. */
        boolean today(Instant now) {
            return !away
                    && !quiet.contains(day(now).getDayOfWeek().getValue())
                    && (!digest.equals("weekly") || ofWeek(now));
        }

        /**
         * Whether what comes once a week comes now: on Monday, or on the next day that is not
         * quiet.
         */
        boolean ofWeek(Instant now) {
            return day(now).isAfter(
                            day(toldOfWeek).with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY)));
        }

        CurrentAwareness.Reader reader(Instant now) {
            boolean week = ofWeek(now);
            return new CurrentAwareness.Reader(
                    member, told, week ? toldOfWeek : null, week && corridor);
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
                insert into awareness.setting (member, told_until, week_told_until, next_at)
                select z.member, :now, :now, %s
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
        List<Due> today = due.stream().filter(one -> one.today(now)).toList();
        Map<Long, List<CurrentAwareness.Item>> items =
                news.of(today.stream().map(one -> one.reader(now)).toList(), now);
        List<Correspondence.Note> notes = new ArrayList<>();
        for (Due one : today) {
            List<CurrentAwareness.Item> own = items.getOrDefault(one.member().value(), List.of());
            if (own.stream().allMatch(item -> item.why().equals("corridor"))) continue;
            notes.add(
                    new Correspondence.Note(
                            one.member(), "digest " + one.day(now), letter -> write(letter, own)));
        }
        letters.write(notes);
        wind(due, today, now);
        return notes.size();
    }

    private List<Due> due(Instant now) {
        return jdbc.sql(
                        """
                select s.member, z.zone, s.digest, s.quiet_days, s.corridor, s.told_until, s.week_told_until,
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
                Rows.instant(row, "week_told_until"),
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
                       told_until = case when s.member = any(:told) then :now else s.told_until end,
                       week_told_until = case when s.member = any(:week) then :now else s.week_told_until end
                  from people.own_zone z
                 where z.member = s.member and s.member = any(:due)
                """
                                .formatted(next("z.zone", "s.hour")))
                .param("now", Rows.sql(now))
                .param("told", ids(told))
                .param("week", ids(told.stream().filter(one -> one.ofWeek(now)).toList()))
                .param("due", ids(due))
                .update();
    }

    private static Long[] ids(List<Due> members) {
        return members.stream().map(one -> one.member().value()).toArray(Long[]::new);
    }

    private void write(Correspondence.Writer letter, List<CurrentAwareness.Item> items) {
        letter.subject("mail.digest.subject", items.size(), site.name()).leaving("digest");
        for (CurrentAwareness.Item item : items) {
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
            letter.link("mail.digest.open", item.path())
                    .mailTo("mail.digest.answer", item.thread());
        }
        letter.button("mail.digest.settings", "/me/watches").small("mail.digest.small");
    }

    /** What the member's next digest would hold of what is there now. */
    public List<CurrentAwareness.Item> preview(MemberId member) {
        Instant now = clock.instant();
        return jdbc.sql(
                        """
                select z.member, z.zone, coalesce(s.digest, 'daily') as digest, coalesce(s.quiet_days, '{}') as quiet_days,
                       coalesce(s.corridor, true) as corridor, coalesce(s.told_until, :now) as told_until,
                       coalesce(s.week_told_until, :now) as week_told_until, coalesce(s.next_at, :now) as next_at, false as away
                  from people.own_zone z left join awareness.setting s on s.member = z.member where z.member = :member
                """)
                .param("now", Rows.sql(now))
                .param("member", member.value())
                .query(
                        (row, n) ->
                                news.of(List.of(due(row).reader(Rows.instant(row, "next_at"))), now)
                                        .getOrDefault(member.value(), List.of()))
                .optional()
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
                insert into awareness.setting as s (member, digest, hour, quiet_days, corridor, told_until, week_told_until, next_at)
                select z.member, :digest, :hour, :quiet, :corridor, :now, :now, %s from people.own_zone z where z.member = :member
                on conflict (member) do update
                   set digest = excluded.digest, hour = excluded.hour, quiet_days = excluded.quiet_days,
                       corridor = excluded.corridor, next_at = excluded.next_at,
                       told_until = case when s.digest = 'off' then excluded.told_until else s.told_until end,
                       week_told_until =
                           case when s.digest = 'off' then excluded.week_told_until else s.week_told_until end
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
