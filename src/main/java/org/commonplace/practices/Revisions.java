package org.commonplace.practices;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Markdown;
import org.commonplace.communities.Voices;
import org.commonplace.conversations.Merge;
import org.commonplace.conversations.Posts;
import org.commonplace.conversations.Stale;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changing the text of a practice, and what is said about it. */
@Component
public class Revisions {
    private final JdbcClient jdbc;
    private final Practices practices;
    private final Credits credits;
    private final Cards cards;
    private final Posts posts;
    private final Concepts concepts;
    private final Activity activity;
    private final Clock clock;
    private final Voices voices;

    Revisions(
            JdbcClient jdbc,
            Practices practices,
            Credits credits,
            Cards cards,
            Posts posts,
            Concepts concepts,
            Activity activity,
            Clock clock,
            Voices voices) {
        this.voices = voices;
        this.jdbc = jdbc;
        this.practices = practices;
        this.credits = credits;
        this.cards = cards;
        this.posts = posts;
        this.concepts = concepts;
        this.activity = activity;
        this.clock = clock;
    }

    /** A change of the text: begun at a version, with a sentence that says what it changes. */
    public record Change(int begunAt, String title, String body, String summary) {}

    /**
     * Saves a change as a new version. Where somebody saved meanwhile, the two are joined by
     * paragraph; where both changed the same one nothing is saved, and the join comes back for the
     * editor to settle.
     */
    @Transactional
    public Optional<Merge> change(PracticeId id, Change change, Viewer editor) {
        Practice practice = practices.lock(id, editor);
        if (!practice.edits(editor)) throw new Forbidden("error.keeper-only");
        Merge merge =
                practice.version() == change.begunAt()
                        ? new Merge(Markdown.cleaned(change.body()), List.of())
                        : Merge.of(
                                posts.version(id.post(), change.begunAt()).body(),
                                practice.body(),
                                Markdown.cleaned(change.body()));
        if (!merge.clean()) return Optional.of(merge);
        revise(
                practice,
                change.title(),
                merge.text(),
                change.summary(),
                editor,
                voices.in(id.value(), editor));
        return Optional.empty();
    }

    /** Writes a version, and with it the card; {@code credited} did the work. */
    void revise(
            Practice practice,
            String title,
            String body,
            String summary,
            Viewer editor,
            Voice credited) {
        PracticeId id = practice.id();
        try {
            posts.revise(
                    id.post(),
                    new Posts.Edit(practice.version(), title, body, summary),
                    credited,
                    editor);
        } catch (Stale stale) {
            throw new IllegalStateException("The row is locked", stale);
        }
        String slug = practices.slug(practice.community(), title);
        jdbc.sql("update practices.practice set slug = :slug, links_at = null where id = :id")
                .param("slug", slug)
                .param("id", id.value())
                .update();
        cards.rewrite(id.value(), title, Markdown.gist(body, 240), "/practices/" + id + "/" + slug);
        cards.moved(id.value(), clock.instant());
        credits.credit(id, credited.persona(), "editor", clock.instant());
        if (practice.standing().published())
            activity.record(credited, "revised", id.value(), Map.of("summary", summary));
    }

    /** What can be said about a practice beside its text. */
    public record Settings(
            int reviewMonths,
            int promiseDays,
            @Nullable String resourceUrl,
            List<ConceptId> topics) {}

    @Transactional
    public void settle(PracticeId id, Settings settings, Viewer viewer) {
        Practice practice = practices.lock(id, viewer);
        if (!practice.edits(viewer)) throw new Forbidden("error.keeper-only");
        jdbc.sql(
                        """
                update practices.practice
                   set review_months = :months, promise_days = :promise, resource_url = :url, links_at = null
                 where id = :id
                """)
                .param("months", settings.reviewMonths())
                .param("promise", settings.promiseDays())
                .param("url", settings.resourceUrl())
                .param("id", id.value())
                .update();
        concepts.describe(id.value(), settings.topics());
        activity.record(voices.in(id.value(), viewer), "described", id.value(), Map.of());
    }
}
