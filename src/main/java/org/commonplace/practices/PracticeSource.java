package org.commonplace.practices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.Rows;
import org.commonplace.search.Document;
import org.commonplace.search.Source;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Practices for the index, drafts not among them. */
@Component
class PracticeSource implements Source {
    private static final String DOCUMENTS =
            """
            select k.id, k.state, k.worked, c.title, c.audience, c.community, c.language, p.body, p.at,
                   array(select t.concept from topics.about t where t.card = k.id) as topics,
                   array(select f.name from practices.former_name f where f.practice = k.id and f.alias) as aliases,
                   (select a.library from practices.adoption a
                     where a.practice = k.id and a.verdict = 'worked' order by a.tried_on desc limit 1) as worked_at
              from practices.practice k
              join catalogue.shown c on c.id = k.id
              join conversations.posted p on p.id = k.id
             where k.state not in ('draft', 'in-review')
               and not exists (select from communities.labs l where l.id = c.community) and
            """;

    private final JdbcClient jdbc;

    PracticeSource(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Document> after(long id, int most) {
        return jdbc.sql(DOCUMENTS + " k.id > :id order by k.id limit :most")
                .param("id", id)
                .param("most", most)
                .query((row, n) -> document(row))
                .list();
    }

    @Override
    public List<Document> of(Collection<Long> cards) {
        return jdbc.sql(DOCUMENTS + " k.id = any(:cards)")
                .param("cards", cards.toArray(new Long[0]))
                .query((row, n) -> document(row))
                .list();
    }

    @Override
    public long count() {
        return jdbc.sql(
                        """
                select count(*) from practices.practice k join catalogue.shown c on c.id = k.id
                 where k.state not in ('draft', 'in-review')
                   and not exists (select from communities.labs l where l.id = c.community)
                """)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private static Document document(ResultSet row) throws SQLException {
        return new Document(
                row.getLong("id"),
                "practice",
                row.getLong("id"),
                row.getString("title"),
                Markdown.plain(row.getString("body"))
                        + "\n"
                        + String.join("\n", Rows.texts(row, "aliases")),
                List.of(),
                row.getLong("audience"),
                Rows.longOrNull(row, "community"),
                List.of((Long[]) row.getArray("topics").getArray()),
                row.getString("language"),
                row.getString("state"),
                Rows.instant(row, "at"),
                row.getInt("worked"),
                row.getString("worked_at"));
    }
}
