package org.commonplace.people;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.commonplace.chrome.Line;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sessions lie in the database, under the hash of the token that the browser holds. */
@Component
public class Sessions {
    static final Duration LIFE = Duration.ofDays(60);
    private static final Duration TOUCHED = Duration.ofMinutes(10);
    private final JdbcClient jdbc;
    private final Clock clock;

    Sessions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A session as its owner sees it in the list. */
    public record Session(
            long id, String agent, String remote, Instant createdAt, Instant lastSeenAt) {}

    /** The one statement that loads session, member and audiences. */
    Optional<Viewer> find(String token) {
        Instant now = clock.instant();
        Optional<Found> found =
                jdbc.sql(
                                """
                select s.id as session, s.last_seen_at, %s
                  from people.session s
                  join people.member m on m.id = s.member and m.state = 'active'
                  join people.persona p on p.id = m.id
                 where s.token = :token and s.expires_at > :now
                """
                                        .formatted(Viewers.COLUMNS))
                        .param("token", hash(token))
                        .param("now", Rows.sql(now))
                        .query(
                                (row, n) ->
                                        new Found(
                                                Viewers.of(row, row.getLong("session")),
                                                Rows.instant(row, "last_seen_at")))
                        .optional();
        found.filter(one -> one.seen().isBefore(now.minus(TOUCHED)))
                .ifPresent(one -> touch(one.viewer().session(), now));
        return found.map(Found::viewer);
    }

    private record Found(Viewer viewer, Instant seen) {}

    private void touch(long session, Instant now) {
        jdbc.sql(
                        "update people.session set last_seen_at = :now, expires_at = :expires where id = :id")
                .param("now", Rows.sql(now))
                .param("expires", Rows.sql(now.plus(LIFE)))
                .param("id", session)
                .update();
    }

    /** Opens a session and returns the token for the browser. */
    public String open(MemberId member, String agent, String remote) {
        String token = Tokens.fresh();
        Instant now = clock.instant();
        jdbc.sql(
                        """
                insert into people.session (token, id, member, created_at, last_seen_at, expires_at, agent, remote)
                values (:token, :id, :member, :now, :now, :expires, :agent, :remote)
                """)
                .param("token", hash(token))
                .param("id", PublicId.next())
                .param("member", member.value())
                .param("now", Rows.sql(now))
                .param("expires", Rows.sql(now.plus(LIFE)))
                .param("agent", Line.start(Line.of(agent), 200))
                .param("remote", remote)
                .update();
        return token;
    }

    List<Session> of(MemberId member) {
        return jdbc.sql(
                        """
                select id, agent, remote, created_at, last_seen_at from people.session
                 where member = :member and expires_at > :now order by last_seen_at desc
                """)
                .param("member", member.value())
                .param("now", Rows.sql(clock.instant()))
                .query(
                        (row, n) ->
                                new Session(
                                        row.getLong("id"),
                                        row.getString("agent"),
                                        row.getString("remote"),
                                        Rows.instant(row, "created_at"),
                                        Rows.instant(row, "last_seen_at")))
                .list();
    }

    void end(MemberId member, long session) {
        jdbc.sql("delete from people.session where id = :id and member = :member")
                .param("id", session)
                .param("member", member.value())
                .update();
    }

    void endAll(MemberId member, long but) {
        jdbc.sql("delete from people.session where member = :member and id <> :but")
                .param("member", member.value())
                .param("but", but)
                .update();
    }

    int forget() {
        return jdbc.sql("delete from people.session where expires_at < :now")
                .param("now", Rows.sql(clock.instant()))
                .update();
    }

    private static byte[] hash(String token) {
        return Tokens.hash(token.getBytes(StandardCharsets.UTF_8));
    }
}
