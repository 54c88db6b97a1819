package org.commonplace.practices;

import java.time.ZoneOffset;
import java.util.List;
import org.commonplace.awareness.Dated;
import org.commonplace.chrome.Rows;
import org.commonplace.people.Viewer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When what somebody keeps is to be looked at again, for their calendar. */
@Component
class ReviewDates implements Dated {
    private final JdbcClient jdbc;

    ReviewDates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Date> of(Viewer viewer) {
        return jdbc.sql(
                        """
                select k.id, c.title, c.path, k.review_at from practices.practice k
                  join catalogue.shown c on c.id = k.id and c.audience = any(:audiences)
                 where k.steward = any(:personas) and k.review_at is not null and k.state in ('current', 'due', 'overdue')
                """)
                .param("audiences", viewer.audienceIds())
                .param("personas", viewer.personas().toArray(new Long[0]))
                .query(
                        (row, n) ->
                                new Date(
                                        "review-" + new PracticeId(row.getLong("id")),
                                        row.getString("title"),
                                        row.getString("path"),
                                        null,
                                        null,
                                        0,
                                        Rows.instant(row, "review_at")
                                                .atZone(ZoneOffset.UTC)
                                                .toLocalDate(),
                                        0,
                                        false))
                .list();
    }
}
