package org.commonplace.questions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.CommunityId;
import org.commonplace.communities.Figures;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How a community's questions fare, over the last year and without what was brought in: how many
 * are answered and how fast, whether new askers come back, and on how many shoulders it rests.
 */
@Component
class QuestionFigures implements Figures {
    private static final Duration YEAR = Duration.ofDays(365);
    private static final int TOP = 10;
    private static final String ASKED =
            """
            with asked as (
                select q.*, c.title, c.path, c.audience, extract(epoch from q.first_answer_at - q.asked_at) / 3600 as hours
                  from questions.question q join catalogue.shown c on c.id = q.id
                 where c.community = :community and not c.imported and q.asked_at > :since and q.state <> 'held'
                   and (q.first_answer_at is not null or q.asked_at < :ripe)),
            newcomers as (
                select b.person, min(q.asked_at) as first, count(*) as n from questions.question q
                  join catalogue.shown c on c.id = q.id and c.community = :community and not c.imported
                  join people.byline b on b.persona = q.asker and not b.alias
                 group by b.person having min(q.asked_at) between :since and :month),
            helped as (
                select b.person, count(*) as n from questions.answer a
                  join catalogue.shown c on c.id = a.id and c.community = :community and not c.imported and c.at > :since
                  join people.byline b on b.persona = c.byline and not b.alias
                 group by b.person)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    QuestionFigures(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private JdbcClient.StatementSpec statement(String rest, CommunityId community) {
        return jdbc.sql(ASKED + rest)
                .param("community", community.value())
                .param("since", Rows.sql(clock.instant().minus(YEAR)))
                .param("ripe", Rows.sql(clock.instant().minus(Duration.ofDays(1))))
                .param("month", Rows.sql(clock.instant().minus(Duration.ofDays(30))));
    }

    @Override
    public List<Figure> of(CommunityId community) {
        return statement(
                        """
                select (select count(*) from asked) as asked,
                       (select count(*) from asked where first_answer_at is not null) as answered,
                       (select percentile_cont(0.5) within group (order by hours) from asked) as median,
                       (select percentile_cont(0.9) within group (order by hours) from asked) as slow,
                       (select count(*) from newcomers) as newcomers,
                       (select count(*) from newcomers where n > 1) as again,
                       (select sum(n) from helped) as help,
                       (select sum(n) from (select n from helped order by n desc limit %d) t) as top
                """
                                .formatted(TOP),
                        community)
                .query((row, n) -> figures(row))
                .single();
    }

    private static List<Figure> figures(ResultSet row) throws SQLException {
        long asked = row.getLong("asked");
        long answered = row.getLong("answered");
        return List.of(
                share("answered", answered, asked),
                new Figure("first-answer", hours(row, "median"), Unit.HOURS, answered),
                new Figure("slow-answers", hours(row, "slow"), Unit.HOURS, answered),
                share("second-question", row.getLong("again"), row.getLong("newcomers")),
                share("top-ten", row.getLong("top"), row.getLong("help")));
    }

    private static @Nullable Double hours(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }

    private static Figure share(String key, long part, long whole) {
        return new Figure(key, whole == 0 ? null : (double) part / whole, Unit.SHARE, whole);
    }

    @Override
    public @Nullable List<Line> behind(String key, CommunityId community, Viewer viewer) {
        return switch (key) {
            case "answered" ->
                    questions("first_answer_at is null", "asked_at desc", community, viewer);
            case "first-answer", "slow-answers" ->
                    questions("first_answer_at is not null", "hours desc", community, viewer);
            case "second-question" -> people("newcomers where n = 1", "first", community);
            case "top-ten" -> people("helped", "n", community);
            default -> null;
        };
    }

    private List<Line> questions(String which, String order, CommunityId community, Viewer viewer) {
        return statement(
                        "select title, path, hours from asked where audience = any(:audiences) and "
                                + which
                                + " order by "
                                + order
                                + " limit 100",
                        community)
                .param("audiences", viewer.audienceIds())
                .query(
                        (row, n) -> {
                            Double hours = hours(row, "hours");
                            return new Line(
                                    row.getString("path"),
                                    row.getString("title"),
                                    hours == null ? "" : Math.round(hours) + " h");
                        })
                .list();
    }

    private List<Line> people(String which, String by, CommunityId community) {
        return statement(
                        "select w.person, b.name, w.n from (select * from "
                                + which
                                + ") w join people.byline b on b.persona = w.person order by w."
                                + by
                                + " desc limit 100",
                        community)
                .query(
                        (row, n) ->
                                new Line(
                                        "/people/" + PublicId.text(row.getLong("person")),
                                        String.valueOf(row.getString("name")),
                                        String.valueOf(row.getInt("n"))))
                .list();
    }
}
