package org.commonplace.awareness;

import java.time.Clock;
import org.commonplace.chrome.Rows;
import org.commonplace.people.MemberId;
import org.commonplace.people.Viewer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether something is new for a member since they last looked: yes or no, never how much. */
@Component
class News {
    private final JdbcClient jdbc;
    private final Clock clock;

    News(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The member looks at the page that shows it all. */
    void seen(MemberId member) {
        jdbc.sql(
                        """
                insert into awareness.looked (member, at) select id, :now from people.active where id = :member
                on conflict (member) do update set at = excluded.at
                """)
                .param("member", member.value())
                .param("now", Rows.sql(clock.instant()))
                .update();
    }

    /** The member looks at something that they follow. */
    void seen(MemberId member, long card) {
        jdbc.sql(
                        "update awareness.watch set seen_at = :now where member = :member and card = :card")
                .param("member", member.value())
                .param("card", card)
                .param("now", Rows.sql(clock.instant()))
                .update();
    }

    /** Whether anything that they follow moved, or anything was asked of them, since. */
    boolean any(Viewer viewer) {
        return jdbc.sql(
                        """
                with since (at) as (select coalesce((select at from awareness.looked where member = :member), 'epoch'))
                select exists (select from awareness.watch w
                                 join catalogue.shown c on c.id = w.card and c.audience = any(:audiences)
                                where w.member = :member and w.level <> 'off' and c.kind not in ('community', 'topic')
                                  and c.moved_at > greatest(w.seen_at, (select at from since)))
                    or exists (select from awareness.request r
                                where r.member = :member and r.done_at is null and r.shown_at > (select at from since))
                """)
                .param("member", viewer.id())
                .param("audiences", viewer.audienceIds())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    void forget(MemberId member) {
        jdbc.sql("delete from awareness.looked where member = :member")
                .param("member", member.value())
                .update();
    }
}
