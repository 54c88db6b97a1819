package org.commonplace.awareness;

import java.time.Instant;
import java.util.Optional;
import org.commonplace.chrome.Rows;
import org.commonplace.people.MemberId;
import org.commonplace.people.Viewer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether something is new for a member since they last looked: yes or no, never how much. */
@Component
class News {
    private final JdbcClient jdbc;

    News(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The member looks at the page that shows it all, as it was then. */
    void seen(MemberId member, Instant at) {
        jdbc.sql(
                        """
                insert into awareness.looked (member, at) select id, :at from people.active where id = :member
                on conflict (member) do update set at = greatest(looked.at, excluded.at)
                """)
                .param("member", member.value())
                .param("at", Rows.sql(at))
                .update();
    }

    /** The member looks at something that they follow, as it was then. */
    void seen(MemberId member, long card, Instant at) {
        jdbc.sql(
                        "update awareness.watch set seen_at = greatest(seen_at, :at) where member = :member and card = :card")
                .param("member", member.value())
                .param("card", card)
                .param("at", Rows.sql(at))
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

    /** A post on a page since it was read, by somebody else; the latest. */
    Optional<Post> post(Viewer viewer, long card, Instant since) {
        return jdbc.sql(
                        """
                select kind, path from catalogue.shown
                 where parent = :card and at > :since and audience = any(:audiences) and byline <> all(:personas)
                   and kind in ('answer', 'comment', 'dissent', 'decision')
                 order by at desc, id desc limit 1
                """)
                .param("card", card)
                .param("since", Rows.sql(since))
                .param("audiences", viewer.audienceIds())
                .param("personas", viewer.personas().toArray(new Long[0]))
                .query((row, n) -> new Post(row.getString("kind"), row.getString("path")))
                .optional();
    }

    /** A post by its kind, and where it is shown. */
    record Post(String kind, String path) {}

    void forget(MemberId member) {
        jdbc.sql("delete from awareness.looked where member = :member")
                .param("member", member.value())
                .update();
    }
}
