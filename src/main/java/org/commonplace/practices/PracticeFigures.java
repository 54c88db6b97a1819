package org.commonplace.practices;

import java.util.List;
import org.commonplace.communities.CommunityId;
import org.commonplace.communities.Figures;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many of a community's practices nobody has looked at in time. */
@Component
class PracticeFigures implements Figures {
    private static final String KEPT =
            """
              from practices.practice k join catalogue.shown c on c.id = k.id
             where c.community = :community and k.state in ('current', 'due', 'overdue')
               and k.kind not in ('article', 'story')
            """;

    private final JdbcClient jdbc;

    PracticeFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Figure> of(CommunityId community) {
        return jdbc.sql(
                        "select count(*) as n, count(*) filter (where k.state = 'overdue') as overdue"
                                + "\n"
                                + KEPT)
                .param("community", community.value())
                .query(
                        (row, n) ->
                                List.of(
                                        new Figure(
                                                "overdue",
                                                row.getDouble("overdue"),
                                                Unit.NUMBER,
                                                row.getLong("n"))))
                .single();
    }

    @Override
    public @Nullable List<Line> behind(String key, CommunityId community, Viewer viewer) {
        if (!key.equals("overdue")) return null;
        return jdbc.sql(
                        "select c.title, c.path"
                                + "\n"
                                + KEPT
                                + " and k.state = 'overdue' and c.audience = any(:audiences) order by c.moved_at limit 100")
                .param("community", community.value())
                .param("audiences", viewer.audienceIds())
                .query((row, n) -> new Line(row.getString("path"), row.getString("title"), ""))
                .list();
    }
}
