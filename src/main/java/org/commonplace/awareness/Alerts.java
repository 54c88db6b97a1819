package org.commonplace.awareness;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.people.MemberId;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** People, shelves and searches that members follow, in the digest daily or weekly. */
@Component
class Alerts {
    static final MemberId ANYBODY = new MemberId(0);
    static final int MOST = 30;
    static final List<Level> LEVELS = List.of(Level.DAILY, Level.WEEKLY, Level.OFF);
    private final JdbcClient jdbc;
    private final List<AlertSource> sources;
    private final Clock clock;

    Alerts(JdbcClient jdbc, @Lazy List<AlertSource> sources, Clock clock) {
        this.jdbc = jdbc;
        this.sources = sources;
        this.clock = clock;
    }

    /** Follows from now on; following twice is following once. */
    @Transactional
    void follow(MemberId member, String kind, String typed) {
        AlertSource.Subject subject = subject(kind, typed);
        if (subject.target() == member.value()) throw new Forbidden("error.own-alert");
        List<Alert> own = of(member);
        boolean already =
                own.stream()
                        .anyMatch(
                                one ->
                                        one.kind().equals(kind)
                                                && one.target() == subject.target()
                                                && one.words().equals(subject.words()));
        if (already) return;
        if (own.size() >= MOST) throw new Forbidden("error.alerts");
        jdbc.sql(
                        """
                insert into awareness.alert (id, member, kind, target, words, title, path, level, since)
                select :id, m.id, :kind, :target, :words, :title, :path, 'daily', :now from people.active m
                 where m.id = :member
                on conflict (member, kind, target, words) do nothing
                """)
                .param("id", PublicId.next())
                .param("member", member.value())
                .param("kind", kind)
                .param("target", subject.target())
                .param("words", subject.words())
                .param("title", subject.title())
                .param("path", subject.path())
                .param("now", Rows.sql(clock.instant()))
                .update();
    }

    AlertSource.Subject subject(String kind, String typed) {
        return source(kind).subject(typed).orElseThrow(NotFound::new);
    }

    private AlertSource source(String kind) {
        return sources.stream()
                .filter(one -> one.kind().equals(kind))
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    /** Off ends it. */
    void level(MemberId member, long id, Level level) {
        jdbc.sql(
                        level == Level.OFF
                                ? "delete from awareness.alert where member = :member and id = :id and :level = 'off'"
                                : "update awareness.alert set level = :level where member = :member and id = :id")
                .param("member", member.value())
                .param("id", id)
                .param("level", level.key())
                .update();
    }

    List<Alert> of(MemberId member) {
        return of(List.of(member));
    }

    List<Alert> of(Collection<MemberId> members) {
        return jdbc.sql(
                        """
                select a.id, a.member, a.kind, a.target, a.words, coalesce(b.name, a.title) as title, a.path, a.level, a.since
                  from awareness.alert a
                  left join people.byline b on b.persona = a.target and a.kind = 'person'
                 where a.member = any(:members)
                 order by a.member, a.kind, a.title, a.id
                """)
                .param("members", members.stream().map(MemberId::value).toArray(Long[]::new))
                .query((row, n) -> alert(row))
                .list();
    }

    private static Alert alert(ResultSet row) throws SQLException {
        return new Alert(
                row.getLong("id"),
                new MemberId(row.getLong("member")),
                row.getString("kind"),
                row.getLong("target"),
                row.getString("words"),
                row.getString("title"),
                row.getString("path"),
                Level.said(row.getString("level")).orElse(Level.DAILY),
                Rows.instant(row, "since"));
    }

    /** For each alert by its id the cards that are new since its time. */
    Map<Long, List<Long>> fresh(Collection<Alert> alerts) {
        Map<Long, List<Long>> fresh = new HashMap<>();
        alerts.stream()
                .collect(Collectors.groupingBy(Alert::kind))
                .forEach((kind, some) -> fresh.putAll(source(kind).fresh(some)));
        return fresh;
    }

    /** What is new for anybody in what may be followed, as a feed has it. */
    List<Long> latest(String kind, AlertSource.Subject subject, Instant since) {
        Alert anybodys =
                new Alert(
                        1,
                        ANYBODY,
                        kind,
                        subject.target(),
                        subject.words(),
                        subject.title(),
                        subject.path(),
                        Level.DAILY,
                        since);
        return source(kind).fresh(List.of(anybodys)).getOrDefault(1L, List.of());
    }

    /** Of a member who leaves: what they followed, and that others followed them. */
    void forget(MemberId member) {
        jdbc.sql(
                        "delete from awareness.alert where member = :member or kind = 'person' and target = :member")
                .param("member", member.value())
                .update();
    }
}
