package org.commonplace.awareness;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.Viewer;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Everything that can be followed, as a feed; each is one statement over cards. */
@Component
public class Feeds {
    private static final int MOST = 30;
    private static final Duration QUARTER = Duration.ofDays(90);
    private static final String ENTRY =
            """
            select c.id, c.kind, c.title, c.path, c.gist, c.language, c.name, c.at, c.moved_at from catalogue.listed c
            """;
    private static final SecureRandom RANDOM = new SecureRandom();
    private final JdbcClient jdbc;
    private final Cards cards;
    private final Members members;
    private final List<Discreet> discreet;
    private final Alerts alerts;
    private final Clock clock;

    Feeds(
            JdbcClient jdbc,
            Cards cards,
            Members members,
            @Lazy List<Discreet> discreet,
            Alerts alerts,
            Clock clock) {
        this.jdbc = jdbc;
        this.cards = cards;
        this.members = members;
        this.discreet = discreet;
        this.alerts = alerts;
        this.clock = clock;
    }

    /** The newest of a kind: questions or practices. */
    Feed kind(String kind, String title) {
        List<Feed.Entry> entries =
                jdbc.sql(
                                ENTRY
                                        + " where c.kind = :kind and c.audience = 1 order by c.at desc, c.id desc limit :most")
                        .param("kind", kind)
                        .param("most", MOST)
                        .query((row, n) -> entry(row))
                        .list();
        return new Feed(title, "/" + kind + "s", "/feeds/" + kind + "s", true, entries);
    }

    /**
     * What happens around a card that everybody may see: the newest in a community, about a topic,
     * by a person, or below a thing.
     */
    Feed card(long id) {
        Cards.Place place = cards.place(id, Viewer.VISITOR);
        String which =
                switch (place.kind()) {
                    case "community" ->
                            "c.community = :id and c.kind in ('question', 'practice', 'workgroup')";
                    case "topic" ->
                            "c.id in (select card from topics.about where concept = :id) and c.kind in ('question', 'practice')";
                    default ->
                            "c.parent = :id and c.kind in ('answer', 'comment', 'dissent', 'decision')";
                };
        List<Feed.Entry> entries =
                jdbc.sql(
                                ENTRY
                                        + " where "
                                        + which
                                        + " and c.audience = 1 order by c.at desc, c.id desc limit :most")
                        .param("id", id)
                        .param("most", MOST)
                        .query((row, n) -> entry(row))
                        .list();
        return new Feed(
                place.title(), place.path(), "/feeds/cards/" + PublicId.text(id), true, entries);
    }

    /** What is new in something that is no card: a library's shelf, or a search. */
    Feed alert(String kind, String typed) {
        AlertSource.Subject subject = alerts.subject(kind, typed);
        List<Long> found = alerts.latest(kind, subject, clock.instant().minus(QUARTER));
        List<Feed.Entry> entries =
                jdbc.sql(
                                ENTRY
                                        + " where c.id = any(:found) and c.audience = 1 order by c.at desc, c.id desc limit :most")
                        .param("found", found.toArray(new Long[0]))
                        .param("most", MOST)
                        .query((row, n) -> entry(row))
                        .list();
        String self =
                kind.equals("search")
                        ? "/feeds/search?q=" + Paths.encoded(subject.words())
                        : "/feeds/libraries/" + PublicId.text(subject.target());
        return new Feed(subject.title(), subject.path(), self, true, entries);
    }

    /** What somebody asked, answered and kept under their own name in the open. */
    Feed person(MemberId person) {
        String name =
                members.profile(person)
                        .filter(profile -> !profile.state().equals("left"))
                        .orElseThrow(NotFound::new)
                        .name();
        List<Feed.Entry> entries =
                jdbc.sql(
                                ENTRY
                                        + """
                                 where c.byline in (select persona from people.known_as where person = :person)
                                   and c.kind in ('question', 'answer', 'practice') and c.audience = 1
                                 order by c.at desc, c.id desc limit :most
                                """)
                        .param("person", person.value())
                        .param("most", MOST)
                        .query((row, n) -> entry(row))
                        .list();
        return new Feed(
                String.valueOf(name),
                "/people/" + person,
                "/feeds/people/" + person,
                true,
                entries);
    }

    /** What is new in what a member follows; nothing of a lab. */
    Feed own(Viewer viewer, String title, String token) {
        List<Feed.Entry> entries =
                jdbc.sql(
                                """
                        select c.id, c.kind, c.title, c.path, c.gist, c.language, c.name, c.at, c.moved_at from (
                            (select p.id, p.at from awareness.watch w
                               cross join lateral (
                                    select p.id, p.at from catalogue.shown p
                                     where p.parent = w.card and p.audience = any(:audiences)
                                       and p.kind in ('answer', 'comment', 'dissent', 'decision')
                                     order by p.at desc limit :most) p
                              where w.member = :member and w.level <> 'off')
                            union
                            (select q.id, q.at from awareness.watch w
                               cross join lateral (
                                    select q.id, q.at from catalogue.shown q
                                     where q.community = w.card and q.audience = any(:audiences)
                                       and q.kind in ('question', 'practice')
                                     order by q.at desc limit :most) q
                              where w.member = :member and w.level <> 'off')
                            union
                            select s.id, s.at from catalogue.shown s where s.id = any(:noted) and s.audience = any(:audiences)) new
                          join catalogue.listed c on c.id = new.id and coalesce(c.community, 0) <> all(:discreet)
                         order by c.at desc, c.id desc limit :most
                        """)
                        .param("member", viewer.id())
                        .param("audiences", viewer.audienceIds())
                        .param("noted", noted(viewer))
                        .param(
                                "discreet",
                                discreet.stream()
                                        .flatMap(room -> room.communities().stream())
                                        .toArray(Long[]::new))
                        .param("most", MOST)
                        .query((row, n) -> entry(row))
                        .list();
        return new Feed(title, "/me/watches", "/feeds/own/" + token, false, entries);
    }

    private Long[] noted(Viewer viewer) {
        Instant since = clock.instant().minus(QUARTER);
        return alerts
                .fresh(alerts.of(viewer.member()).stream().map(one -> one.since(since)).toList())
                .values()
                .stream()
                .flatMap(List::stream)
                .distinct()
                .toArray(Long[]::new);
    }

    private static Feed.Entry entry(ResultSet row) throws SQLException {
        return new Feed.Entry(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("title"),
                row.getString("path"),
                row.getString("gist"),
                row.getString("language"),
                row.getString("name"),
                Rows.instant(row, "at"),
                Rows.instant(row, "moved_at"));
    }

    /** Makes the token of a member's own feed and calendar anew; the one before ends. */
    String token(MemberId member) {
        byte[] bits = new byte[24];
        RANDOM.nextBytes(bits);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        jdbc.sql(
                        """
                insert into awareness.feed_token (member, token, made_at) values (:member, :token, :now)
                on conflict (member) do update set token = excluded.token, made_at = excluded.made_at
                """)
                .param("member", member.value())
                .param("token", hash(token))
                .param("now", Rows.sql(clock.instant()))
                .update();
        return token;
    }

    /** The address ends. */
    void revoke(MemberId member) {
        jdbc.sql("delete from awareness.feed_token where member = :member")
                .param("member", member.value())
                .update();
    }

    boolean has(MemberId member) {
        return jdbc.sql("select exists (select from awareness.feed_token where member = :member)")
                .param("member", member.value())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** Whose token this is. */
    Viewer reader(String token) {
        Optional<MemberId> member =
                jdbc.sql("select member from awareness.feed_token where token = :token")
                        .param("token", hash(token))
                        .query((row, n) -> new MemberId(row.getLong(1)))
                        .optional();
        return members.viewer(member.orElseThrow(NotFound::new));
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
