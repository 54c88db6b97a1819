package org.commonplace.conversations;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.commonplace.awareness.Watches;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Card;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.NotFound;
import org.commonplace.communities.Communities;
import org.commonplace.moderation.Moderation;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
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
    private final Communities communities;
    private final Watches watches;
    private final Clock clock;

    Talks(
            JdbcClient jdbc,
            Cards cards,
            Posts posts,
            Activity activity,
            Moderation moderation,
            Communities communities,
            Watches watches,
            Clock clock) {
        this.jdbc = jdbc;
        this.cards = cards;
        this.posts = posts;
        this.activity = activity;
        this.moderation = moderation;
        this.communities = communities;
        this.watches = watches;
        this.clock = clock;
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
            String language,
            Viewer author) {
        Cards.Filed thing = cards.filed(thread, author.required());
        PostId to = replyTo == null ? null : under(thread, replyTo, author);
        PostId id = PostId.next();
        Instant now = clock.instant();
        PersonaId as = communities.voice(thing.community(), thread, author);
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

    /**
     * Removes one's own words, or a moderator somebody's: a tombstone with the reason stays in
     * their place.
     */
    @Transactional
    void remove(PostId id, Viewer viewer) {
        Post post = posts.get(id, viewer.required());
        if (!viewer.mine(post.author()) && !viewer.moderates())
            throw new Forbidden("error.not-yours");
        posts.bury(id, viewer.mine(post.author()) ? "author" : "moderator");
    }

    /** Saves an edit of one's own words, and with it the card's gist. */
    @Transactional
    void edit(PostId id, Posts.Edit edit, Viewer editor) {
        Post post = posts.get(id, editor.required());
        if (!editor.mine(post.author())) throw new Forbidden("error.not-yours");
        Post after = posts.edit(id, edit, editor);
        cards.gist(id.value(), Markdown.gist(after.body(), 240));
    }

    /** A private thank-you. */
    @Transactional
    Post thank(PostId id, Viewer viewer) {
        Post post = posts.get(id, viewer.required());
        if (!viewer.mine(post.author()) && posts.thank(id, viewer.member()))
            activity.record(
                    communities.voice(
                            cards.filed(post.thread(), viewer).community(), post.thread(), viewer),
                    "thanked",
                    id.value(),
                    Map.of());
        return post;
    }
}
