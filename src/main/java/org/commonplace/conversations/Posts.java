package org.commonplace.conversations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Voices;
import org.commonplace.people.MemberId;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Posts of all threads, with every version kept. */
@Component
public class Posts {
    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final Cards cards;
    private final Activity activity;
    private final Pointers pointers;
    private final Attachments attachments;
    private final Voices voices;
    private final Clock clock;

    Posts(
            JdbcClient jdbc,
            NamedParameterJdbcTemplate batches,
            Cards cards,
            Activity activity,
            Pointers pointers,
            Attachments attachments,
            Voices voices,
            Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.cards = cards;
        this.activity = activity;
        this.pointers = pointers;
        this.attachments = attachments;
        this.voices = voices;
        this.clock = clock;
    }

    /** A post to be written, whose card is filed already. */
    public record Draft(
            PostId id,
            long thread,
            @Nullable PostId replyTo,
            String kind,
            Voice author,
            Instant at,
            String source,
            @Nullable String language,
            String licence,
            @Nullable String sourceUrl,
            int version,
            @Nullable PersonaId editor,
            @Nullable Instant editedAt,
            String body) {

        /** A post written here and now. */
        public static Draft here(
                PostId id,
                long thread,
                @Nullable PostId replyTo,
                String kind,
                Voice author,
                Instant at,
                @Nullable String language,
                String body) {
            return new Draft(
                    id,
                    thread,
                    replyTo,
                    kind,
                    author,
                    at,
                    "web",
                    language,
                    Post.LICENCE,
                    null,
                    1,
                    null,
                    null,
                    Markdown.cleaned(body));
        }
    }

    /** Opens a thread; the opening post's id is the thread's. */
    public void open(List<Long> threads) {
        batches.batchUpdate(
                "insert into conversations.thread (id) values (:id)",
                threads.stream()
                        .map(id -> new MapSqlParameterSource("id", id))
                        .toArray(MapSqlParameterSource[]::new));
    }

    public void write(Draft draft) {
        write(List.of(draft));
        jdbc.sql(
                        "update conversations.thread set posts = posts + 1, last_post_at = :at where id = :thread")
                .param("at", Rows.sql(draft.at()))
                .param("thread", draft.thread())
                .update();
        pointers.note(draft.id(), draft.thread(), draft.author(), draft.body());
    }

    /**
     * What its author said there with the same words within a day: sent again, as by a form that
     * one came back to, it is the same.
     */
    public Optional<PostId> said(
            long thread, @Nullable PostId replyTo, String kind, String body, Viewer author) {
        return jdbc.sql(
                        """
                select p.id from conversations.post p join catalogue.every c on c.id = p.id and c.gone_at is null
                 where p.thread = :thread and p.author = any(:personas) and p.kind = :kind and p.body = :body
                   and p.reply_to is not distinct from cast(:to as bigint) and p.at > :day
                 order by p.id limit 1
                """)
                .param("thread", thread)
                .param("personas", author.personas().toArray(new Long[0]))
                .param("kind", kind)
                .param("body", body)
                .param("to", replyTo == null ? null : replyTo.value())
                .param("day", Rows.sql(clock.instant().minus(Duration.ofDays(1))))
                .query((row, n) -> new PostId(row.getLong(1)))
                .optional();
    }

    /** Writes posts as they are given; threads are counted by {@link #recount}. */
    public void write(List<Draft> drafts) {
        batches.batchUpdate(
                """
                insert into conversations.post (id, thread, reply_to, kind, author, at, source, language, licence,
                                                source_url, version, editor, edited_at, body, html)
                values (:id, :thread, :replyTo, :kind, :author, :at, :source, :language, :licence,
                        :sourceUrl, :version, :editor, :editedAt, :body, :html)
                """,
                drafts.stream().map(Posts::parameters).toArray(MapSqlParameterSource[]::new));
    }

    private static MapSqlParameterSource parameters(Draft draft) {
        PostId replyTo = draft.replyTo();
        PersonaId editor = draft.editor();
        boolean imported = draft.source().equals("import");
        return new MapSqlParameterSource()
                .addValue("id", draft.id().value())
                .addValue("thread", draft.thread())
                .addValue("replyTo", replyTo == null ? null : replyTo.value())
                .addValue("kind", draft.kind())
                .addValue("author", draft.author().id())
                .addValue("at", Rows.sql(draft.at()))
                .addValue("source", draft.source())
                .addValue("language", draft.language())
                .addValue("licence", draft.licence())
                .addValue("sourceUrl", draft.sourceUrl())
                .addValue("version", draft.version())
                .addValue("editor", editor == null ? null : editor.value())
                .addValue("editedAt", Rows.sqlOrNull(draft.editedAt()))
                .addValue("body", draft.body())
                .addValue(
                        "html",
                        imported
                                ? Markdown.followedHtml(draft.body())
                                : Markdown.html(draft.body()));
    }

    /** A version that lies behind a post, as an import brings it. */
    public record Old(
            PostId post,
            int number,
            @Nullable String title,
            String body,
            List<String> topics,
            @Nullable PersonaId editor,
            @Nullable String editorName,
            String summary,
            Instant at) {}

    public void writeVersions(List<Old> versions) {
        batches.batchUpdate(
                """
                insert into conversations.version (post, number, title, body, topics, editor, editor_name, summary, at)
                values (:post, :number, :title, :body, :topics, :editor, :editorName, :summary, :at)
                on conflict do nothing
                """,
                versions.stream().map(Posts::parameters).toArray(MapSqlParameterSource[]::new));
    }

    private static MapSqlParameterSource parameters(Old old) {
        PersonaId editor = old.editor();
        return new MapSqlParameterSource()
                .addValue("post", old.post().value())
                .addValue("number", old.number())
                .addValue("title", old.title())
                .addValue("body", old.body())
                .addValue("topics", old.topics().toArray(new String[0]))
                .addValue("editor", editor == null ? null : editor.value())
                .addValue("editorName", old.editorName())
                .addValue("summary", old.summary())
                .addValue("at", Rows.sql(old.at()));
    }

    /** Makes a version that an import brings the present one; those before it are written. */
    public void bringForward(Old last) {
        jdbc.sql(
                        """
                update conversations.post
                   set body = :body, html = :html, version = :number, editor = :editor, edited_at = :at,
                       edit_summary = :summary
                 where id = :post
                """)
                .paramSource(parameters(last).addValue("html", Markdown.followedHtml(last.body())))
                .update();
    }

    /** Counts threads anew after posts were brought in. */
    public void recount(List<Long> threads) {
        jdbc.sql(
                        """
                update conversations.thread t set posts = n.posts, last_post_at = n.last
                  from (select thread, count(*) as posts, max(at) as last from conversations.post
                         where thread = any(:threads) group by thread) n
                 where n.thread = t.id
                """)
                .param("threads", threads.toArray(new Long[0]))
                .update();
    }

    /** The post, if the viewer may see it. */
    public Post get(PostId id, Viewer viewer) {
        return jdbc.sql(
                        """
                select p.*, c.title from conversations.post p
                  join catalogue.shown c on c.id = p.id
                     and c.audience = any(:audiences)
                 where p.id = :id
                """)
                .param("id", id.value())
                .param("audiences", viewer.audienceIds())
                .query((row, n) -> post(row))
                .optional()
                .orElseThrow(() -> cards.missing(id.value(), viewer));
    }

    private static Post post(ResultSet row) throws SQLException {
        Long replyTo = Rows.longOrNull(row, "reply_to");
        Long editor = Rows.longOrNull(row, "editor");
        return new Post(
                new PostId(row.getLong("id")),
                row.getLong("thread"),
                replyTo == null ? null : new PostId(replyTo),
                row.getString("kind"),
                new PersonaId(row.getLong("author")),
                Rows.instant(row, "at"),
                row.getInt("version"),
                editor == null ? null : new PersonaId(editor),
                Rows.instantOrNull(row, "edited_at"),
                row.getString("title"),
                row.getString("body"),
                row.getString("licence"),
                row.getString("language"),
                row.getString("source_url"));
    }

    /**
     * An edit: begun at a version, and at a text of it that was written at some time, where that is
     * known; with what it changes and why.
     */
    public record Edit(
            int begunAt, @Nullable Instant written, String title, String body, String summary) {
        public Edit(int begunAt, String title, String body, String summary) {
            this(begunAt, null, title, body, summary);
        }
    }

    /**
     * Saves an edit. The version before is kept, unless it is the editor's own of the last ten
     * minutes, and the edit was begun at that. Throws {@link Stale} where somebody saved since the
     * edit was begun.
     */
    @Transactional
    public Post edit(PostId id, Edit edit, Viewer editor) {
        return save(id, edit, editor, null);
    }

    /**
     * As {@link #edit}, but every saving is a version of its own: for texts whose versions are
     * cited. {@code by} wrote it, be it saved by another.
     */
    @Transactional
    public Post revise(PostId id, Edit edit, Voice by, Viewer editor) {
        return save(id, edit, editor, by);
    }

    private Post save(PostId id, Edit edit, Viewer editor, @Nullable Voice by) {
        boolean there =
                jdbc.sql("select 1 from conversations.post where id = :id for update")
                        .param("id", id.value())
                        .query(Integer.class)
                        .optional()
                        .isPresent();
        if (!there) throw new NotFound();
        Post before = get(id, editor);
        if (before.version() != edit.begunAt()) throw new Stale(before);
        String body = Markdown.cleaned(edit.body());
        if (before.body().equals(body) && before.title().equals(edit.title())) return before;
        Instant now = clock.instant();
        Voice as = by == null ? voice(before, editor) : by;
        boolean folds = by == null && before.folds(as.persona(), edit.written(), now);
        if (!folds) keepVersion(id);
        jdbc.sql(
                        """
                update conversations.post
                   set body = :body, html = :html, version = version + :step, editor = :editor, edited_at = :now,
                       edit_summary = :summary
                 where id = :id
                """)
                .param("body", body)
                .param(
                        "html",
                        before.sourceUrl() == null
                                ? Markdown.html(body)
                                : Markdown.followedHtml(body))
                .param("step", folds ? 0 : 1)
                .param("editor", as.id())
                .param("now", Rows.sql(now))
                .param("summary", edit.summary())
                .param("id", id.value())
                .update();
        pointers.note(id, before.thread(), as, body);
        activity.record(as, "edited", id.value(), Map.of());
        return get(id, editor);
    }

    private Voice voice(Post post, Viewer editor) {
        return editor.mine(post.author())
                ? Voice.onRecord(post.author())
                : voices.in(post.thread(), editor);
    }

    private void keepVersion(PostId id) {
        jdbc.sql(
                        """
                insert into conversations.version (post, number, title, body, editor, summary, at)
                select p.id, p.version, case when p.kind = 'opening' then c.title end, p.body,
                       coalesce(p.editor, p.author), p.edit_summary, coalesce(p.edited_at, p.at)
                  from conversations.post p join catalogue.shown c on c.id = p.id
                 where p.id = :id on conflict do nothing
                """)
                .param("id", id.value())
                .update();
    }

    /** One version of a post by its number. */
    public Version version(PostId id, int number) {
        return versions(id).stream()
                .filter(version -> version.number() == number)
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    /** All versions, newest first; the first is the post as it stands. */
    public List<Version> versions(PostId id) {
        return jdbc.sql(
                        """
                select v.*, b.name, b.person from (
                    select p.version as number, case when p.kind = 'opening' then c.title end as title, p.body,
                           '{}'::text[] as topics, coalesce(p.editor, p.author) as editor, null::text as editor_name,
                           p.edit_summary as summary, coalesce(p.edited_at, p.at) as at
                      from conversations.post p join catalogue.shown c on c.id = p.id where p.id = :id
                    union all
                    select number, title, body, topics, editor, editor_name, summary, at
                      from conversations.version where post = :id) v
                  left join people.byline b on b.persona = v.editor
                 order by v.number desc
                """)
                .param("id", id.value())
                .query((row, n) -> version(row))
                .list();
    }

    private static Version version(ResultSet row) throws SQLException {
        Long person = Rows.longOrNull(row, "person");
        String name = row.getString("name");
        return new Version(
                row.getInt("number"),
                row.getString("title"),
                row.getString("body"),
                Rows.texts(row, "topics"),
                name == null ? row.getString("editor_name") : name,
                person == null ? null : "/people/" + PublicId.text(person),
                row.getString("summary"),
                Rows.instant(row, "at"));
    }

    /** Turns an answer into a comment or the other way round. */
    public void kind(PostId id, String kind) {
        jdbc.sql("update conversations.post set kind = :kind where id = :id")
                .param("kind", kind)
                .param("id", id.value())
                .update();
    }

    /** A private thank-you; returns whether it is the first of this member for the post. */
    public boolean thank(PostId id, MemberId member) {
        return jdbc.sql(
                                """
                insert into conversations.thanks (post, member, at) values (:post, :member, :now) on conflict do nothing
                """)
                        .param("post", id.value())
                        .param("member", member.value())
                        .param("now", Rows.sql(clock.instant()))
                        .update()
                == 1;
    }

    /** Removes a post's text and its versions, and leaves its tombstone. */
    @Transactional
    public void bury(PostId id, String because) {
        cards.bury(id.value(), because);
        jdbc.sql("delete from conversations.version where post = :id")
                .param("id", id.value())
                .update();
        jdbc.sql("update conversations.post set body = '', html = '' where id = :id")
                .param("id", id.value())
                .update();
        attachments.forget(id);
        activity.record(null, "removed", id.value(), Map.of());
    }

    /** Everything that somebody wrote under a name of theirs, oldest first. */
    public List<Post> by(Viewer author) {
        return jdbc.sql(
                        """
                select p.*, c.title from conversations.post p
                  join catalogue.every c on c.id = p.id and c.gone_at is null
                 where p.author = any(:personas)
                 order by p.at
                """)
                .param("personas", author.personas().toArray(Long[]::new))
                .query((row, n) -> post(row))
                .list();
    }
}
