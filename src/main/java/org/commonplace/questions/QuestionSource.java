package org.commonplace.questions;

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

/**
 * Questions and answers for the index. A question is found under its duplicates' words too, which
 * stay its neighbours.
 */
@Component
class QuestionSource implements Source {
    private static final String DOCUMENTS =
            """
            select p.id, p.kind, p.thread, c.title,
                   p.body || case when p.kind = 'opening' then coalesce((
                       select string_agg(E'\n\n' || case when s.kind = 'opening' then sc.title || E'\n' else '' end || s.body, '' order by s.at)
                         from questions.question sq join conversations.shown s on s.thread = sq.id and s.kind in ('opening', 'answer')
                         join catalogue.shown sc on sc.id = s.id and sc.audience in (1, c.audience)
                        where sq.duplicate_of = p.thread), '') else '' end as body, c.audience, c.community, q.state, p.language, p.at,
                   coalesce(a.worked, 0) as worked, a.last_worked_at,
                   array(select t.concept from topics.about t where t.card = p.thread) as topics,
                   case when p.kind = 'opening' then array(
                       select left(r.body, 20000) as body from conversations.shown r
                        where r.thread = p.thread and r.kind = 'answer' order by r.at limit 40) end as replies
              from conversations.posted p
              join catalogue.shown c on c.id = p.id
              join catalogue.shown t on t.id = p.thread
              join questions.question q on q.id = p.thread
              left join questions.answer a on a.id = p.id
             where p.kind in ('opening', 'answer') and q.state <> 'same' and not exists (select from communities.labs l where l.id = c.community) and
            """;

    private final JdbcClient jdbc;

    QuestionSource(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Document> after(long id, int most) {
        return jdbc.sql(DOCUMENTS + " p.id > :id order by p.id limit :most")
                .param("id", id)
                .param("most", most)
                .query((row, n) -> document(row))
                .list();
    }

    /**
     * A question brings its answers along, whose context its title is; an answer brings its
     * question.
     */
    @Override
    public List<Document> of(Collection<Long> cards) {
        return jdbc.sql(
                        DOCUMENTS
                                + """
                 p.id in (
                    select cast(unnest(:cards) as bigint)
                    union select s.id from conversations.posted s where s.thread = any(:cards)
                    union select s.thread from conversations.posted s where s.id = any(:cards)
                    union select q.duplicate_of from conversations.posted s join questions.question q on q.id = s.thread
                           where s.id = any(:cards) and q.duplicate_of is not null)
                """)
                .param("cards", cards.toArray(new Long[0]))
                .query((row, n) -> document(row))
                .list();
    }

    @Override
    public long count() {
        return jdbc.sql(
                        "select count(*) from conversations.shown p join questions.question q on q.id = p.thread join catalogue.shown c on c.id = p.id where p.kind in ('opening', 'answer') and q.state <> 'same' and not exists (select from communities.labs l where l.id = c.community)")
                .query(Long.class)
                .single();
    }

    private static Document document(ResultSet row) throws SQLException {
        boolean opening = row.getString("kind").equals("opening");
        return new Document(
                row.getLong("id"),
                opening ? "question" : "answer",
                row.getLong("thread"),
                row.getString("title"),
                Markdown.plain(row.getString("body")),
                Rows.texts(row, "replies").stream().map(QuestionSource::meaning).toList(),
                row.getLong("audience"),
                Rows.longOrNull(row, "community"),
                List.of((Long[]) row.getArray("topics").getArray()),
                row.getString("language"),
                row.getString("state"),
                Rows.instant(row, "at"),
                row.getInt("worked"),
                row.getString("last_worked_at"));
    }

    /** As the answer's own document reads it, so that both find the same vector. */
    private static String meaning(String body) {
        String text = Markdown.plain(body);
        return text.length() > 6_000 ? text.substring(0, 6_000) : text;
    }
}
