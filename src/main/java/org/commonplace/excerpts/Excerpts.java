package org.commonplace.excerpts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.conversations.PostId;
import org.commonplace.people.MemberId;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The passages that members keep, each in the own book. */
@Component
public class Excerpts {
    static final int LONGEST = 20_000;
    private final JdbcClient jdbc;
    private final Clock clock;

    Excerpts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Keeps a passage of a post that the viewer may see. */
    public long keep(PostId post, String passage, String note, Viewer keeper) {
        long id = PublicId.next();
        int kept =
                jdbc.sql(
                                """
                insert into excerpts.excerpt (id, keeper, source, passage, note, source_title, source_name, source_path,
                                              licence, source_url, source_version, written_at, kept_at)
                select :id, :keeper, p.id, :passage, :note, c.title, coalesce(b.name, ''), c.path,
                       p.licence, p.source_url, p.version, p.at, :now
                  from conversations.posted p
                  join catalogue.shown c on c.id = p.id
                     and c.audience = any(:audiences)
                  left join people.byline b on b.persona = p.author
                 where p.id = :post
                """)
                        .param("audiences", keeper.audienceIds())
                        .param("id", id)
                        .param("keeper", keeper.id())
                        .param("passage", Markdown.cleaned(passage))
                        .param("note", Markdown.cleaned(note))
                        .param("now", Rows.sql(clock.instant()))
                        .param("post", post.value())
                        .update();
        if (kept == 0) throw new NotFound();
        return id;
    }

    /**
     * A page of the book, newest first, with those that hold the words typed; {@code after} as in
     * every list.
     */
    public List<Excerpt> book(MemberId keeper, String words, @Nullable String after, int most) {
        return jdbc.sql(
                        """
                select e.*, coalesce(p.version > e.source_version, false) as changed, p.id is null as gone
                  from excerpts.excerpt e
                  left join conversations.shown p on p.id = e.source
                 where e.keeper = :keeper
                   and (:words = '' or e.passage || ' ' || e.note || ' ' || e.source_title ilike :like)
                   and (cast(:after as bigint) is null or (e.kept_at, e.id) <
                        (select a.kept_at, a.id from excerpts.excerpt a where a.id = :after and a.keeper = :keeper))
                 order by e.kept_at desc, e.id desc limit %d
                """
                                .formatted(most))
                .param("keeper", keeper.value())
                .param("words", words)
                .param(
                        "like",
                        "%"
                                + words.replace("\\", "\\\\")
                                        .replace("%", "\\%")
                                        .replace("_", "\\_")
                                + "%")
                .param("after", after == null || after.isEmpty() ? null : PublicId.parse(after))
                .query((row, n) -> excerpt(row))
                .list();
    }

    private static Excerpt excerpt(ResultSet row) throws SQLException {
        return new Excerpt(
                row.getLong("id"),
                row.getString("passage"),
                row.getString("note"),
                row.getString("source_title"),
                row.getString("source_name"),
                row.getString("source_path"),
                row.getString("licence"),
                row.getString("source_url"),
                Rows.instant(row, "written_at"),
                Rows.instant(row, "kept_at"),
                row.getBoolean("changed"),
                row.getBoolean("gone"));
    }

    void annotate(MemberId keeper, long excerpt, String note) {
        int noted =
                jdbc.sql(
                                "update excerpts.excerpt set note = :note where id = :id and keeper = :keeper")
                        .param("note", Markdown.cleaned(note))
                        .param("id", excerpt)
                        .param("keeper", keeper.value())
                        .update();
        if (noted == 0) throw new NotFound();
    }

    void drop(MemberId keeper, long excerpt) {
        jdbc.sql("delete from excerpts.excerpt where id = :id and keeper = :keeper")
                .param("id", excerpt)
                .param("keeper", keeper.value())
                .update();
    }

    void dropAll(MemberId keeper) {
        jdbc.sql("delete from excerpts.excerpt where keeper = :keeper")
                .param("keeper", keeper.value())
                .update();
    }
}
