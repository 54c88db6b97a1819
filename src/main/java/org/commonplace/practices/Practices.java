package org.commonplace.practices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonplace.awareness.Watches;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Card;
import org.commonplace.catalogue.Cards;
import org.commonplace.catalogue.Moves;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.chrome.Slug;
import org.commonplace.communities.Communities;
import org.commonplace.communities.Community;
import org.commonplace.communities.Voices;
import org.commonplace.conversations.Posts;
import org.commonplace.moderation.Moderation;
import org.commonplace.people.Audiences;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.commonplace.topics.Concepts;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeping and publishing practices. Their clock is in {@link Renewals}. */
@Component
public class Practices {
    public static final int TITLE = 200;
    static final int PAGE = 30;

    /** What stands behind a practice's address already; a title of one of these words gives way. */
    private static final Set<String> PAGES =
            Set.of(
                    "citation",
                    "edit",
                    "handover",
                    "keeping",
                    "links",
                    "picture",
                    "proposals",
                    "settings",
                    "versions");

    private final JdbcClient jdbc;
    private final Cards cards;
    private final Activity activity;
    private final Posts posts;
    private final Concepts concepts;
    private final Credits credits;
    private final Standings standings;
    private final Moves moves;
    private final Communities communities;
    private final Moderation moderation;
    private final Audiences audiences;
    private final Watches watches;
    private final Clock clock;
    private final PracticeThread thread;
    private final Voices voices;

    Practices(
            JdbcClient jdbc,
            Cards cards,
            Activity activity,
            Posts posts,
            Concepts concepts,
            Credits credits,
            Standings standings,
            Moves moves,
            Communities communities,
            Moderation moderation,
            Audiences audiences,
            Watches watches,
            Clock clock,
            PracticeThread thread,
            Voices voices) {
        this.voices = voices;
        this.jdbc = jdbc;
        this.cards = cards;
        this.activity = activity;
        this.posts = posts;
        this.concepts = concepts;
        this.credits = credits;
        this.standings = standings;
        this.moves = moves;
        this.communities = communities;
        this.moderation = moderation;
        this.audiences = audiences;
        this.watches = watches;
        this.clock = clock;
        this.thread = thread;
    }

    /** Where a new practice belongs, and who may see it. */
    private record Place(long audience, @Nullable Long community) {}

    private Place place(NewPractice draft, Viewer maker) {
        List<Long> origins = new ArrayList<>(draft.from());
        if (draft.translationOf() != null) origins.add(draft.translationOf().value());
        if (!origins.isEmpty()) {
            Cards.Filed narrowest = cards.narrowest(origins, maker.required());
            return new Place(narrowest.audience(), narrowest.community());
        }
        Community community = communities.get(draft.community(), maker);
        return new Place(community.audience(), community.id().value());
    }

    /** Keeps a practice, published or as a draft that only its maker sees. */
    @Transactional
    public PracticeId keep(NewPractice draft, Viewer maker) {
        Place place = place(draft, maker);
        PracticeId id = new PracticeId(PublicId.next());
        Instant now = clock.instant();
        if (voices.underRule(draft.from())) communities.underRule(id.value());
        Voice author = voices.in(place.community(), id.value(), maker);
        long audience = draft.published() ? place.audience() : own(id, maker);
        String slug = slug(place.community(), draft.title());
        boolean kept = draft.kind().kept() && draft.kept();
        cards.file(
                new Card(
                        id.value(),
                        "practice",
                        draft.title(),
                        Markdown.gist(draft.body(), 240),
                        Standing.DRAFT.key(),
                        kept || !draft.kind().kept() ? author : null,
                        audience,
                        place.community(),
                        null,
                        draft.language(),
                        "/practices/" + id + "/" + slug,
                        List.of(),
                        now,
                        false));
        posts.open(List.of(id.value()));
        posts.write(text(id, author, now, draft));
        insert(id, draft, slug, kept ? author : null, place.audience(), now);
        concepts.describe(
                id.value(), draft.topics().isEmpty() ? credits.inherited(draft) : draft.topics());
        credits.origins(id, draft, author, now);
        watches.watch(maker.member(), id.value());
        moves.begin(id.value(), author, Standing.DRAFT);
        if (draft.published()) {
            release(lock(id, maker), author, maker);
        }
        return id;
    }

    /**
     * A title as a part of the address; not in a lab, whose words stay out of logs and histories.
     */
    String slug(@Nullable Long community, String title) {
        if (communities.lab(community)) return "room";
        return slug(title);
    }

    static String slug(String title) {
        String slug = Slug.of(title);
        return PAGES.contains(slug) ? slug + "-" : slug;
    }

    private long own(PracticeId id, Viewer maker) {
        long audience = audiences.create("named", id.value());
        audiences.admit(audience, maker.member());
        return audience;
    }

    private static Posts.Draft text(PracticeId id, Voice author, Instant now, NewPractice draft) {
        return new Posts.Draft(
                id.post(),
                id.value(),
                null,
                "opening",
                author,
                now,
                "web",
                draft.language(),
                draft.licence(),
                null,
                1,
                null,
                null,
                Markdown.cleaned(draft.body()));
    }

    private void insert(
            PracticeId id,
            NewPractice draft,
            String slug,
            @Nullable Voice steward,
            long audience,
            Instant now) {
        PracticeId original = draft.translationOf();
        jdbc.sql(
                        """
                insert into practices.practice (id, kind, state, slug, steward, steward_since, audience, review_months,
                                                resource_url, translation_of, translated_version)
                values (:id, :kind, 'draft', :slug, :steward, :since, :audience, :months, :url, cast(:original as bigint),
                        (select version from conversations.posted where id = cast(:original as bigint)))
                """)
                .param("id", id.value())
                .param("kind", draft.kind().key())
                .param("slug", slug)
                .param("steward", steward == null ? null : steward.id())
                .param("since", steward == null ? null : Rows.sql(now))
                .param("audience", audience)
                .param("months", draft.reviewMonths())
                .param("url", draft.resourceUrl())
                .param("original", original == null ? null : original.value())
                .update();
    }

    /** The practice, if the viewer may see it. */
    public Practice get(PracticeId id, Viewer viewer) {
        return find(id, viewer).orElseThrow(() -> cards.missing(id.value(), viewer));
    }

    private Optional<Practice> find(PracticeId id, Viewer viewer) {
        return jdbc.sql(
                        """
                select k.*, c.title, c.path, c.audience as seen_by, c.community, c.language, c.imported, p.body,
                       p.version, p.licence, p.author,
                       exists (select from practices.co_steward s where s.practice = k.id and s.member = :viewer) as co,
                       exists (select from communities.stewardship w
                                where w.community = c.community and w.member = :viewer) as hosts
                  from practices.practice k
                  join catalogue.shown c on c.id = k.id and c.audience = any(:audiences)
                  join conversations.posted p on p.id = k.id
                 where k.id = :id
                """)
                .param("id", id.value())
                .param("viewer", viewer.id())
                .param("audiences", viewer.audienceIds())
                .query((row, n) -> practice(row, viewer))
                .optional();
    }

    private static Practice practice(ResultSet row, Viewer viewer) throws SQLException {
        Long steward = Rows.longOrNull(row, "steward");
        String language = row.getString("language");
        return new Practice(
                new PracticeId(row.getLong("id")),
                Kind.of(row.getString("kind")),
                Standing.of(row.getString("state")),
                row.getString("title"),
                row.getString("path"),
                row.getString("body"),
                row.getString("licence"),
                language == null ? "en" : language,
                row.getInt("version"),
                steward == null ? null : new PersonaId(steward),
                new PersonaId(row.getLong("author")),
                row.getLong("seen_by"),
                row.getLong("audience"),
                Rows.longOrNull(row, "community"),
                row.getInt("review_months"),
                Rows.instantOrNull(row, "review_at"),
                row.getBoolean("imported"),
                row.getBoolean("co"),
                row.getBoolean("hosts") || viewer.moderates());
    }

    /** Locks the practice's row, so that deeds on one practice follow one another. */
    Practice lock(PracticeId id, Viewer viewer) {
        thread.lock(id.value());
        return get(id, viewer.required());
    }

    /**
     * Publishes a draft: those it is for can see it, and its clock begins. What a newcomer
     * publishes may have to wait.
     */
    @Transactional
    public void publish(PracticeId id, Viewer viewer) {
        Practice practice = lock(id, viewer);
        if (practice.standing().published()) return;
        if (!practice.edits(viewer)) throw new Forbidden("error.keeper-only");
        release(practice, voices.in(id.value(), viewer), viewer);
    }

    private void release(Practice practice, Voice by, Viewer viewer) {
        PracticeId id = practice.id();
        @Nullable String because =
                moderation.mustWait(
                        viewer, practice.community(), practice.title() + "\n" + practice.body());
        Instant now = clock.instant();
        cards.audience(id.value(), practice.wanted());
        jdbc.sql(
                        """
                update practices.practice set published_at = :now, review_at = :review where id = :id
                """)
                .param("now", Rows.sql(now))
                .param(
                        "review",
                        Rows.sqlOrNull(
                                practice.steward() == null ? null : practice.reviewFrom(now)))
                .param("id", id.value())
                .update();
        credits.readThis(id, practice.version());
        boolean unkept = practice.kind().kept() && practice.steward() == null;
        standings.move(
                id, practice.standing(), by, unkept ? Standing.OVERDUE : Standing.CURRENT, "");
        activity.record(Voice.onRecord(practice.author()), "published", id.value(), Map.of());
        if (because != null) moderation.hold(id.value(), because);
    }

    /** Throws a draft away. */
    @Transactional
    public void discard(PracticeId id, Viewer viewer) {
        Practice practice = lock(id, viewer);
        if (practice.standing().published()) throw new Forbidden("error.published");
        if (!practice.keeps(viewer) && !viewer.mine(practice.author()))
            throw new Forbidden("error.keeper-only");
        concepts.describe(id.value(), List.of());
        jdbc.sql("delete from practices.picture where practice = :id")
                .param("id", id.value())
                .update();
        posts.bury(id.post(), "author");
    }
}
