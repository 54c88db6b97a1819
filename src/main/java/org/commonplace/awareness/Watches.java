package org.commonplace.awareness;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.commonplace.catalogue.Cards;
import org.commonplace.catalogue.Listed;
import org.commonplace.chrome.Rows;
import org.commonplace.people.MemberId;
import org.commonplace.people.Viewer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a member follows. */
@Component
public class Watches {
    private final JdbcClient jdbc;
    private final Clock clock;

    Watches(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Follows, because of something that the member did; what they chose before stays. */
    public void watch(MemberId member, long card) {
        jdbc.sql(
                        """
                insert into awareness.watch (member, card, level, since, seen_at)
                select id, :card, 'daily', :now, :now from people.active where id = :member
                on conflict (member, card) do nothing
                """)
                .param("member", member.value())
                .param("card", card)
                .param("now", Rows.sql(clock.instant()))
                .update();
    }

    /** The member chooses; off stays off, whatever they do there later. */
    public void level(MemberId member, long card, Level level) {
        jdbc.sql(
                        """
                insert into awareness.watch (member, card, level, since, seen_at, chosen)
                select id, :card, :level, :now, :now, true from people.active where id = :member
                on conflict (member, card) do update set level = excluded.level, chosen = true
                """)
                .param("member", member.value())
                .param("card", card)
                .param("level", level.key())
                .param("now", Rows.sql(clock.instant()))
                .update();
    }

    /** How a member hears of a card; nothing where nothing of their own says so. */
    Optional<Level> level(MemberId member, long card) {
        return jdbc.sql("select level from awareness.watch where member = :member and card = :card")
                .param("member", member.value())
                .param("card", card)
                .query((row, n) -> row.getString("level"))
                .optional()
                .flatMap(Level::said);
    }

    public void unwatch(MemberId member, long card) {
        jdbc.sql("delete from awareness.watch where member = :member and card = :card")
                .param("member", member.value())
                .param("card", card)
                .update();
    }

    public void forget(MemberId member) {
        jdbc.sql("delete from awareness.watch where member = :member")
                .param("member", member.value())
                .update();
        jdbc.sql("delete from awareness.request where member = :member")
                .param("member", member.value())
                .update();
    }

    /** Something followed, and how. */
    public record Watched(Listed card, Level level) {}

    /** What the viewer follows, latest movement first. */
    public List<Watched> watched(Viewer viewer, int most) {
        return jdbc.sql(
                        """
                select c.*, w.level
                  from awareness.watch w
                  join catalogue.listed c on c.id = w.card
                     and c.audience = any(:audiences)
                 where w.member = :viewer and w.level <> 'off'
                 order by c.moved_at desc, c.id desc limit %d
                """
                                .formatted(most))
                .param("audiences", viewer.audienceIds())
                .param("viewer", viewer.id())
                .query(
                        (row, n) ->
                                new Watched(
                                        Cards.listed(row),
                                        Level.said(row.getString("level")).orElse(Level.DAILY)))
                .list();
    }

    /**
     * What moved in what the viewer follows: things watched, and questions of groups watched;
     * latest first.
     */
    public List<Listed> news(Viewer viewer, int most) {
        return jdbc.sql(
                        """
                select c.* from (
                    (select s.id from awareness.watch w
                       join catalogue.shown s on s.id = w.card and s.audience = any(:audiences)
                      where w.member = :viewer and w.level <> 'off' and s.kind <> 'community'
                      order by s.moved_at desc limit %1$d)
                    union
                    (select s.id from awareness.watch w
                      cross join lateral (
                           select q.id from catalogue.shown q
                            where q.community = w.card and q.kind = 'question' and q.audience = any(:audiences)
                            order by q.at desc, q.id desc limit %1$d) s
                      where w.member = :viewer and w.level <> 'off')) followed
                  join catalogue.listed c on c.id = followed.id
                 order by c.moved_at desc, c.id desc limit %1$d
                """
                                .formatted(most))
                .param("audiences", viewer.audienceIds())
                .param("viewer", viewer.id())
                .query((row, n) -> Cards.listed(row))
                .list();
    }
}
