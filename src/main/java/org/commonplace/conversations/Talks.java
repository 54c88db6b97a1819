package org.commonplace.conversations;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.commonplace.awareness.Watches;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Card;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.NotFound;
import org.commonplace.communities.Voices;
import org.commonplace.moderation.Moderation;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The talk below things: practices, workgroups, and whatever else has a thread. */
@Component
public class Talks {
    private final JdbcClient jdbc;
    private final Cards cards;
    private final Posts posts;
    private final Activity activity;
    private final Moderation moderation;
    private final Voices voices;
    private final Watches watches;
    private final Clock clock;
    private final List<Threaded> things;

    Talks(
            JdbcClient jdbc,
            Cards cards,
            Posts posts,
            Activity activity,
            Moderation moderation,
            Voices voices,
            Watches watches,
            Clock clock,
            List<Threaded> things) {
        this.jdbc = jdbc;
        this.cards = cards;
        this.posts = posts;
        this.activity = activity;
        this.moderation = moderation;
        this.voices = voices;
        this.watches = watches;
        this.clock = clock;
        this.things = things;
    }

    private record Row(Written post, String kind, @Nullable Long replyTo) {}

    /** What the viewer may see of the talk below a thing, in one statement. */
    public Talk of(long thread, Viewer viewer) {
        List<Row> rows =
                jdbc.sql(
                                """
                select %s
                  from conversations.post p
                  join catalogue.every c on c.id = p.id and %s
                  left join people.byline b on b.persona = p.author
                 where p.thread = :thread and p.kind <> 'opening'
                 order by p.at, p.id limit %d
                """
                                        .formatted(Written.COLUMNS, Written.SHOWN, Talk.MOST + 1))
                        .param("thread", thread)
                        .param("viewer", viewer.id())
                        .param("audiences", viewer.audienceIds())
                        .param("personas", viewer.personas().toArray(new Long[0]))
                        .query(
                                (row, n) ->
                                        new Row(
                                                Written.of(row, viewer, null),
                                                row.getString("kind"),
                                                org.commonplace.chrome.Rows.longOrNull(
                                                        row, "reply_to")))
                        .list();
        return talk(thread, rows);
    }

    private static Talk talk(long thread, List<Row> rows) {
        Map<Long, Talk.Said> said = new LinkedHashMap<>();
        List<Talk.Said> dissents = new ArrayList<>();
        List<Talk.Said> remarks = new ArrayList<>();
        for (Row row : rows) {
            Talk.Said to = row.replyTo() == null ? null : said.get(row.replyTo());
            if (to != null) to.replies().add(row.post());
            else {
                Talk.Said one = new Talk.Said(row.post(), new ArrayList<>());
                said.put(row.post().id(), one);
                (row.kind().equals("dissent") ? dissents : remarks).add(one);
            }
        }
        return new Talk(thread, dissents, remarks, rows.size() > Talk.MOST);
    }

    /**
     * Says something about a thing, or replies. Kind is comment or dissent; what a newcomer says
     * may have to wait. In a lab the author speaks under the alias of the thread.
     */
    @Transactional
    public PostId say(
            long thread,
            @Nullable PostId replyTo,
            String kind,
            String text,
            String pages,
            Viewer author) {
        Cards.Filed thing = cards.filed(thread, author.required());
        Threaded room = of(thread);
        room.lock(thread);
        room.maySay(kind);
        PostId to = replyTo == null ? null : under(thread, replyTo, author);
        Optional<PostId> said = posts.said(thread, to, kind, text, author);
        if (said.isPresent()) return said.get();
        PostId id = PostId.next();
        Instant now = clock.instant();
        Voice as = voices.in(thread, author);
        @Nullable String language = voices.language(text, pages, thing.community(), thread);
        @Nullable String because = moderation.mustWait(author, thing.community(), text);
        cards.file(
                new Card(
                        id.value(),
                        kind,
                        thing.title(),
                        Markdown.gist(text, 240),
                        "current",
                        as,
                        thing.audience(),
                        thing.community(),
                        thread,
                        language,
                        thing.path() + "#" + id,
                        List.of(),
                        now,
                        false));
        posts.write(Posts.Draft.here(id, thread, to, kind, as, now, language, text));
        cards.moved(thread, now);
        watches.watch(author.member(), thread);
        activity.record(
                as,
                "said",
                id.value(),
                Map.of("kind", kind, "to", to == null ? "" : to.toString()));
        if (because != null) moderation.hold(id.value(), because);
        return id;
    }

    /** Replies stand one step below what they reply to. */
    private PostId under(long thread, PostId replyTo, Viewer viewer) {
        Post post = posts.get(replyTo, viewer);
        if (post.thread() != thread) throw new NotFound();
        return Objects.requireNonNullElse(post.replyTo(), post.id());
    }

    /** The post, for a form that changes it. */
    public Post editable(PostId id, Viewer viewer) {
        Post post = posts.get(id, viewer.required());
        of(post).mayEdit(post, viewer);
        return post;
    }

    /**
     * Saves an edit, as the thing that the post belongs to allows it. Throws {@link Stale} where
     * somebody saved since it was begun.
     */
    @Transactional
    public Post edit(PostId id, Posts.Edit edit, Viewer editor) {
        Post post = locked(id, editor);
        Threaded thing = of(post);
        thing.mayEdit(post, editor);
        Post after =
                posts.edit(
                        id,
                        post.opens()
                                ? edit
                                : new Posts.Edit(
                                        edit.begunAt(),
                                        edit.written(),
                                        post.title(),
                                        edit.body(),
                                        edit.summary()),
                        editor);
        cards.gist(id.value(), Markdown.gist(after.body(), 240));
        if (after.opens()) thing.reworded(after, edit.title());
        return after;
    }

    /** Removes words, as the thing that they belong to allows it: a tombstone stays. */
    @Transactional
    public Post remove(PostId id, Viewer viewer) {
        Post post = locked(id, viewer);
        Threaded thing = of(post);
        bury(post, thing, thing.mayRemove(post, viewer), voices.in(id.value(), viewer));
        return post;
    }

    private void bury(Post post, Threaded thing, String because, @Nullable Voice by) {
        thing.removing(post, by);
        posts.bury(post.id(), because);
        thing.removed(post, by);
    }

    /** Takes a text along with its author, who leaves the house. */
    void takeAlong(Post post) {
        Threaded thing = of(post);
        thing.lock(post.thread());
        bury(post, thing, "author-left", null);
    }

    /** A private thank-you. */
    @Transactional
    public Post thank(PostId id, Viewer viewer) {
        Post post = posts.get(id, viewer.required());
        if (!viewer.mine(post.author()) && posts.thank(id, viewer.member()))
            activity.record(voices.in(id.value(), viewer), "thanked", id.value(), Map.of());
        return post;
    }

    /** Locks the thing first, and reads the post inside the lock: it may have changed meanwhile. */
    private Post locked(PostId id, Viewer viewer) {
        Post post = posts.get(id, viewer.required());
        of(post).lock(post.thread());
        return posts.get(id, viewer);
    }

    private Threaded of(Post post) {
        return of(post.thread());
    }

    private Threaded of(long thread) {
        String kind = cards.kind(thread);
        return things.stream()
                .filter(thing -> thing.kind().equals(kind))
                .findFirst()
                .orElseGet(() -> plain(kind));
    }

    /** A thing whose room says nothing of its own. */
    private Threaded plain(String kind) {
        return new Threaded() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public void lock(long thing) {
                boolean there =
                        jdbc.sql("select 1 from conversations.thread where id = :id for update")
                                .param("id", thing)
                                .query(Integer.class)
                                .optional()
                                .isPresent();
                if (!there) throw new NotFound();
            }
        };
    }
}
