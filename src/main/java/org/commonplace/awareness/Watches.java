package org.commonplace.awareness;

import java.time.Clock;
import java.util.List;
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

    public void watch(MemberId member, long card) {
        jdbc.sql(
                        """
                insert into awareness.watch (member, card, level, since, seen_at)
                select id, :card, 'daily', :now, :now from people.active where id = :member
                on conflict (member, card) do update set level = 'daily'
                """)
                .param("member", member.value())
                .param("card", card)
                .param("now", Rows.sql(clock.instant()))
                .update();
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

    /** What the viewer follows, latest movement first. */
    public List<Listed> watched(Viewer viewer, int most) {
        return jdbc.sql(
                        """
                select c.id, c.kind, c.title, c.gist, c.state, c.path, c.language, c.labels, c.imported, c.at, c.moved_at,
                       b.person, b.name, b.organisation, coalesce(b.sample, false) as sample
                  from awareness.watch w
                  join catalogue.shown c on c.id = w.card
                  join people.visible_to v on v.audience = c.audience and v.viewer = :viewer
                  left join people.byline b on b.persona = c.byline
                 where w.member = :viewer and w.level <> 'off'
                 order by c.moved_at desc, c.id desc limit :most
                """)
                .param("viewer", viewer.id())
                .param("most", most)
                .query((row, n) -> Cards.listed(row))
                .list();
    }

    /**
     * What moved in what the viewer follows: things watched, and questions of groups watched;
     * latest first.
     */
    public List<Listed> news(Viewer viewer, int most) {
        return jdbc.sql(
                        """
                select c.id, c.kind, c.title, c.gist, c.state, c.path, c.language, c.labels, c.imported, c.at, c.moved_at,
                       b.person, b.name, b.organisation, coalesce(b.sample, false) as sample
                  from (
                    (select s.* from awareness.watch w join catalogue.shown s on s.id = w.card
                      where w.member = :viewer and w.level <> 'off' and s.kind <> 'community'
                      order by s.moved_at desc limit :most)
                    union
                    (select s.* from awareness.watch w
                       join catalogue.shown s on s.community = w.card and s.kind = 'question'
                      where w.member = :viewer and w.level <> 'off'
                      order by s.at desc limit :most)) c
                  join people.visible_to v on v.audience = c.audience and v.viewer = :viewer
                  left join people.byline b on b.persona = c.byline
                 order by c.moved_at desc, c.id desc limit :most
                """)
                .param("viewer", viewer.id())
                .param("most", most)
                .query((row, n) -> Cards.listed(row))
                .list();
    }
}
