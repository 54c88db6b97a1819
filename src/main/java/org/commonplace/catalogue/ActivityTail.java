package org.commonplace.catalogue;

import java.util.List;
import org.commonplace.chrome.Bell;
import org.commonplace.chrome.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What happens from now on, for whoever looks at this moment: every node follows for itself and
 * remembers nothing. What must not be missed is an {@link ActivityReader}'s.
 */
@Component
public class ActivityTail {
    private static final int MOST = 200;
    private final JdbcClient jdbc;
    private final Activity activity;

    ActivityTail(JdbcClient jdbc, Activity activity) {
        this.jdbc = jdbc;
        this.activity = activity;
    }

    /** A place in the log. */
    public record Position(String xid, long id) {}

    /**
     * Something that happened, and the card that it happened to.
     *
     * @param thread the card that it stands below; itself where it stands below none
     */
    public record Entry(
            Position at,
            @Nullable Long actor,
            String verb,
            long card,
            long thread,
            String kind,
            String path,
            long audience) {}

    /** Where the log ends: before every transaction that is still open. */
    public Position end() {
        return jdbc.sql("select pg_snapshot_xmin(pg_current_snapshot())::text as xid")
                .query((row, n) -> new Position(row.getString("xid"), 0))
                .single();
    }

    /** What happened after that place, as far as it is certain that nothing comes between. */
    public List<Entry> after(Position place) {
        return jdbc.sql(
                        """
                select a.xid::text as xid, a.id, a.actor, a.verb, a.card, coalesce(c.parent, c.id) as thread,
                       c.kind, c.path, c.audience
                  from catalogue.activity a
                  join catalogue.shown c on c.id = a.card
                 where (a.xid, a.id) > (cast(:xid as xid8), :id) and a.xid < pg_snapshot_xmin(pg_current_snapshot())
                 order by a.xid, a.id limit %d
                """
                                .formatted(MOST))
                .param("xid", place.xid())
                .param("id", place.id())
                .query(
                        (row, n) ->
                                new Entry(
                                        new Position(row.getString("xid"), row.getLong("id")),
                                        Rows.longOrNull(row, "actor"),
                                        row.getString("verb"),
                                        row.getLong("card"),
                                        row.getLong("thread"),
                                        row.getString("kind"),
                                        row.getString("path"),
                                        row.getLong("audience")))
                .list();
    }

    /** Rings when something is recorded in this process. */
    public Bell bell() {
        return activity.bell("tail");
    }
}
