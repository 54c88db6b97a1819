package org.commonplace.questions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.commonplace.catalogue.Cards;
import org.commonplace.catalogue.Listed;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists of questions: one statement, with all that a row shows. */
@Component
public class QuestionLists {
    private final JdbcClient jdbc;

    QuestionLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static final int PAGE = 30;

    /** A question in a list. */
    public record Entry(
            Listed card, Kind kind, int answers, int worked, int same, List<Topic> topics) {}

    /** A topic's word in a list, in the reader's language where there is one. */
    public record Topic(long id, String label) {
        public String path() {
            return "/topics/" + PublicId.text(id);
        }
    }

    /** Which questions a list holds: all, or waiting (nobody answered), answered or settled. */
    public List<Entry> list(
            String which, @Nullable String after, int most, Locale language, Viewer viewer) {
        String last = after == null ? "" : after;
        boolean first = last.isEmpty();
        return jdbc.sql(
                        """
            select c.*, q.kind as question_kind, q.answers, q.worked, q.same,
                   array(select t.concept || ' ' || coalesce(t.names ->> :language, t.name)
                           from topics.about t where t.card = c.id order by t.position) as topics
              from (select c.* from catalogue.listed c
                     where c.audience = any(:audiences) and c.kind = 'question' %s %s
                     order by c.at desc, c.id desc limit %d) c
              join questions.question q on q.id = c.id
             order by c.at desc, c.id desc
            """
                                .formatted(
                                        switch (which) {
                                            case "waiting" -> "and c.state = 'asked'";
                                            case "answered" -> "and c.state = 'answered'";
                                            case "settled" -> "and c.state = 'settled'";
                                            case "exchanges" ->
                                                    "and c.state in ('answered', 'settled')";
                                            default -> "";
                                        },
                                        first ? "" : AFTER,
                                        most))
                .param("audiences", viewer.audienceIds())
                .param("after", first ? 0L : PublicId.parse(last))
                .param("language", language.getLanguage())
                .query((row, n) -> entry(row))
                .list();
    }

    private static final String AFTER =
            "and (c.at, c.id) < (select a.at, a.id from catalogue.every a where a.id = :after)";

    private static Entry entry(ResultSet row) throws SQLException {
        List<Topic> topics = new ArrayList<>();
        for (String topic : Rows.texts(row, "topics")) {
            int space = topic.indexOf(' ');
            topics.add(
                    new Topic(
                            Long.parseLong(topic.substring(0, space)), topic.substring(space + 1)));
        }
        return new Entry(
                Cards.listed(row),
                Kind.of(row.getString("question_kind")),
                row.getInt("answers"),
                row.getInt("worked"),
                row.getInt("same"),
                topics);
    }
}
