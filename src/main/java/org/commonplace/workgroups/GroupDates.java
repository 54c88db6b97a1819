package org.commonplace.workgroups;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.commonplace.awareness.Dated;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.people.Viewer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Meetings, votes, tasks and ends of the groups that somebody works in, for their calendar. */
@Component
class GroupDates implements Dated {
    private final JdbcClient jdbc;
    private final Clock clock;

    GroupDates(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public List<Date> of(Viewer viewer) {
        Instant now = clock.instant();
        return jdbc.sql(
                        """
                with mine as (
                    select w.id, c.title, c.path from workgroups.membership s
                      join workgroups.workgroup w on w.id = s.workgroup
                      join catalogue.shown c on c.id = w.id and c.audience = any(:audiences)
                     where s.persona = any(:personas))
                select m.id, g.title, g.path, m.place, m.starts_at as at, m.minutes, null::date as day, m.sequence,
                       m.cancelled_at is not null as cancelled
                  from mine g join workgroups.meeting m on m.workgroup = g.id
                 where m.starts_at between :from and :to
                union all
                select d.id, c.title, c.path, null, d.deadline, 15, null::date, 0, false
                  from mine g join workgroups.decision d on d.workgroup = g.id and d.state = 'open'
                  join catalogue.shown c on c.id = d.id
                 where d.deadline between :from and :to
                union all
                select t.id, t.what, g.path, null, null, 0, t.due_on, 0, t.done_at is not null
                  from mine g join workgroups.task t on t.workgroup = g.id and t.who = any(:personas)
                 where t.due_on is not null
                """)
                .param("audiences", viewer.audienceIds())
                .param("personas", viewer.personas().toArray(new Long[0]))
                .param("from", Rows.sql(now.minus(Duration.ofDays(31))))
                .param("to", Rows.sql(now.plus(Duration.ofDays(366))))
                .query((row, n) -> date(row))
                .list();
    }

    private static Date date(ResultSet row) throws SQLException {
        return new Date(
                PublicId.text(row.getLong("id")),
                row.getString("title"),
                row.getString("path"),
                row.getString("place"),
                Rows.instantOrNull(row, "at"),
                row.getInt("minutes"),
                Rows.dateOrNull(row, "day"),
                row.getInt("sequence"),
                row.getBoolean("cancelled"));
    }
}
