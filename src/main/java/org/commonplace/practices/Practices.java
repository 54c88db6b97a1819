package org.commonplace.practices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonplace.awareness.Watches;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Card;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.chrome.Slug;
import org.commonplace.communities.Communities;
import org.commonplace.communities.Community;
import org.commonplace.conversations.Merge;
import org.commonplace.conversations.Posts;
import org.commonplace.conversations.Stale;
import org.commonplace.lineage.How;
import org.commonplace.lineage.Lineage;
import org.commonplace.moderation.Moderation;
import org.commonplace.people.Audiences;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.commonplace.topics.Named;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeping, changing and withdrawing practices. Their clock is in {@link Renewals}. */
@Component
public class Practices {
    public static final int TITLE = 200;
    static final int PAGE = 30;
    private final JdbcClient jdbc;
    private final Cards cards;
    private final Activity activity;
    private final Posts posts;
    private final Concepts concepts;
    private final Lineage lineage;
    private final Communities communities;
    private final Moderation moderation;
    private final Audiences audiences;
    private final Watches watches;
    private final Clock clock;

    Practices(
            JdbcClient jdbc,
            Cards cards,
            Activity activity,
            Posts posts,
            Concepts concepts,
            Lineage lineage,
            Communities communities,
            Moderation moderation,
            Audiences audiences,
            Watches watches,
            Clock clock) {
        this.jdbc = jdbc;
        this.cards = cards;
        this.activity = activity;
        this.posts = posts;
        this.concepts = concepts;
        this.lineage = lineage;
        this.communities = communities;
        this.moderation = moderation;
        this.audiences = audiences;
        this.watches = watches;
        this.clock = clock;
    }

    /**
     * A practice to be kept. {@code from} are the cards that it is made of: the first says whose it
     * is and who may see it. {@code kept}: the maker looks after it.
     */
    public record Draft(
            Kind kind,
            String title,
            String body,
            String community,
            List<Long> from,
            boolean kept,
            boolean published,
            int reviewMonths,
            String licence,
            String language,
            @Nullable String resourceUrl,
            @Nullable PracticeId translationOf,
            List<ConceptId> topics) {

        /** The least that a practice needs: a title and what to do; its maker looks after it. */
        public static Draft of(String title, String body, String language) {
            return new Draft(
                    Kind.PRACTICE,
                    title,
                    body,
                    Communities.COMMONS,
                    List.of(),
                    true,
                    true,
                    12,
                    org.commonplace.conversations.Post.LICENCE,
                    language,
                    null,
                    null,
                    List.of());
        }

        public Draft from(List<Long> cards) {
            return new Draft(
                    kind,
                    title,
                    body,
                    community,
                    cards,
                    kept,
                    published,
                    reviewMonths,
                    licence,
                    language,
                    resourceUrl,
                    translationOf,
                    topics);
        }

        public Draft about(List<ConceptId> concepts) {
            return new Draft(
                    kind,
                    title,
                    body,
                    community,
                    from,
                    kept,
                    published,
                    reviewMonths,
                    licence,
                    language,
                    resourceUrl,
                    translationOf,
                    concepts);
        }
    }

    /** Where a new practice belongs, and who may see it. */
    private record Place(long audience, @Nullable Long community) {}

    private Place place(Draft draft, Viewer maker) {
        if (!draft.from().isEmpty()) {
            Cards.Filed origin = cards.filed(draft.from().getFirst(), maker);
            return new Place(origin.audience(), origin.community());
        }
        if (draft.translationOf() != null) {
            Practice original = get(draft.translationOf(), maker);
            return new Place(original.audience(), original.community());
        }
        Community community = communities.get(draft.community(), maker);
        return new Place(community.audience(), community.id().value());
    }

    /** Keeps a practice, published or as a draft that only its maker sees. */
    @Transactional
    public PracticeId keep(Draft draft, Viewer maker) {
        for (long origin : draft.from()) cards.filed(origin, maker.required());
        Place place = place(draft, maker);
        PracticeId id = new PracticeId(PublicId.next());
        Instant now = clock.instant();
        PersonaId author = communities.voice(place.community(), id.value(), maker);
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
        concepts.describe(id.value(), draft.topics().isEmpty() ? inherited(draft) : draft.topics());
        origins(id, draft, author, now);
        watches.watch(maker.member(), id.value());
        transition(id, author, null, Standing.DRAFT, "");
        if (draft.published()) {
            @Nullable String because =
                    moderation.mustWait(
                            maker, place.community(), draft.title() + "\n" + draft.body());
            release(lock(id, maker), author);
            if (because != null) moderation.hold(id.value(), because);
        }
        return id;
    }

    /** The topics of what it is made from, and of the whole that this is a part of. */
    private List<ConceptId> inherited(Draft draft) {
        Set<Long> things = new LinkedHashSet<>();
        for (long origin : draft.from()) {
            things.add(origin);
            whole(origin).ifPresent(things::add);
        }
        return things.stream()
                .flatMap(thing -> concepts.of(thing, draft.language()).stream())
                .map(Named::id)
                .distinct()
                .toList();
    }

    /**
     * A title as a part of the address; not in a lab, whose words stay out of logs and histories.
     */
    private String slug(@Nullable Long community, String title) {
        return communities.lab(community) ? "room" : Slug.of(title);
    }

    private long own(PracticeId id, Viewer maker) {
        long audience = audiences.create("named", id.value());
        audiences.admit(audience, maker.member());
        return audience;
    }

    private static Posts.Draft text(PracticeId id, PersonaId author, Instant now, Draft draft) {
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
            Draft draft,
            String slug,
            @Nullable PersonaId steward,
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
                .param("steward", steward == null ? null : steward.value())
                .param("since", steward == null ? null : Rows.sql(now))
                .param("audience", audience)
                .param("months", draft.reviewMonths())
                .param("url", draft.resourceUrl())
                .param("original", original == null ? null : original.value())
                .update();
    }

    /**
     * Says what it is made of, and credits whose words it is made from. Of an answer the question
     * is an origin too.
     */
    private void origins(PracticeId id, Draft draft, PersonaId maker, Instant now) {
        List<PersonaId> authors = new ArrayList<>();
        for (long origin : draft.from()) {
            lineage.derived(id.value(), origin, How.DERIVED, maker);
            whole(origin)
                    .ifPresent(thing -> lineage.derived(id.value(), thing, How.DERIVED, maker));
            author(origin).ifPresent(authors::add);
        }
        PracticeId original = draft.translationOf();
        if (original != null) {
            lineage.derived(id.value(), original.value(), How.DERIVED, maker);
            author(original.value()).ifPresent(authors::add);
        }
        for (PersonaId author : authors) credit(id, author, "author", now);
        String own =
                original != null
                        ? "translator"
                        : authors.isEmpty() || authors.contains(maker) ? "author" : "editor";
        credit(id, maker, own, now);
    }

    private Optional<Long> whole(long post) {
        return jdbc.sql("select thread from conversations.posted where id = :id and thread <> :id")
                .param("id", post)
                .query((row, n) -> row.getLong(1))
                .optional();
    }

    /** Whose words a post is: nobody's where it only asks. */
    private Optional<PersonaId> author(long post) {
        return jdbc.sql(
                        """
                select p.author from conversations.posted p join catalogue.shown c on c.id = p.id
                 where p.id = :id and c.kind not in ('question', 'workgroup')
                """)
                .param("id", post)
                .query((row, n) -> new PersonaId(row.getLong(1)))
                .optional();
    }

    /** Says anew who had which part in a practice: author, editor, reviewer or translator. */
    @Transactional
    public void credit(PracticeId id, Map<PersonaId, String> parts) {
        jdbc.sql("delete from practices.credit where practice = :id")
                .param("id", id.value())
                .update();
        Instant at = clock.instant();
        parts.forEach((persona, role) -> credit(id, persona, role, at));
    }

    void credit(PracticeId id, PersonaId persona, String role, Instant at) {
        jdbc.sql(
                        """
                insert into practices.credit (practice, persona, role, at)
                select :id, :persona, :role, :at
                 where :role <> 'editor' or not exists (
                       select from practices.credit c where c.practice = :id and c.persona = :persona)
                on conflict do nothing
                """)
                .param("id", id.value())
                .param("persona", persona.value())
                .param("role", role)
                .param("at", Rows.sql(at))
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
        boolean there =
                jdbc.sql("select 1 from practices.practice where id = :id for update")
                        .param("id", id.value())
                        .query(Integer.class)
                        .optional()
                        .isPresent();
        if (!there) throw new NotFound();
        return get(id, viewer.required());
    }

    /** Publishes a draft: those it is for can see it, and its clock begins. */
    @Transactional
    public void publish(PracticeId id, Viewer viewer) {
        Practice practice = lock(id, viewer);
        if (practice.standing().published()) return;
        if (!practice.edits(viewer)) throw new Forbidden("error.keeper-only");
        release(practice, practice.author());
    }

    private void release(Practice practice, PersonaId by) {
        PracticeId id = practice.id();
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
        boolean unkept = practice.kind().kept() && practice.steward() == null;
        move(id, practice.standing(), by, unkept ? Standing.OVERDUE : Standing.CURRENT, "");
        activity.record(practice.author(), "published", id.value(), Map.of());
    }

    /**
     * Moves a practice to another state, in the transaction of what moves it, and with it all that
     * builds on it: labels on their cards come and go.
     */
    void move(
            PracticeId practice,
            Standing from,
            @Nullable PersonaId who,
            Standing to,
            String because) {
        Instant now = clock.instant();
        long id = practice.value();
        jdbc.sql(
                        """
                update practices.practice set state = :state,
                       retired_because = case when :state = 'retired' then :because end
                 where id = :id
                """)
                .param("state", to.key())
                .param("because", because)
                .param("id", id)
                .update();
        wind(practice);
        if (to == from) return;
        cards.state(id, to.key(), now);
        transition(practice, who, from, to, because);
        if (to == Standing.OVERDUE)
            cards.flag(lineage.descendants(List.of(id)), Cards.BUILDS_ON_OVERDUE, id);
        else cards.unflag(Cards.BUILDS_ON_OVERDUE, id);
        if (to == Standing.RETIRED || to == Standing.SUPERSEDED) flagBuilders(id);
        else cards.unflag(Cards.BUILDS_ON_WITHDRAWN, id);
    }

    /** What builds on something withdrawn; not what replaces it, nor what was made of that. */
    private void flagBuilders(long id) {
        List<Long> builders = new ArrayList<>(lineage.descendants(List.of(id)));
        jdbc.sql(
                        "select superseded_by from practices.practice where id = :id and superseded_by is not null")
                .param("id", id)
                .query((row, n) -> row.getLong(1))
                .optional()
                .ifPresent(
                        successor -> {
                            builders.remove(successor);
                            builders.removeAll(lineage.descendants(List.of(successor)));
                        });
        cards.flag(builders, Cards.BUILDS_ON_WITHDRAWN, id);
    }

    /** What the clock knows of a practice. */
    record Timed(Standing standing, @Nullable Instant reviewAt, @Nullable PersonaId steward) {}

    Timed timed(PracticeId id) {
        return jdbc.sql("select state, review_at, steward from practices.practice where id = :id")
                .param("id", id.value())
                .query(
                        (row, n) -> {
                            Long steward = Rows.longOrNull(row, "steward");
                            return new Timed(
                                    Standing.of(row.getString("state")),
                                    Rows.instantOrNull(row, "review_at"),
                                    steward == null ? null : new PersonaId(steward));
                        })
                .single();
    }

    /** Says when the clock takes its next step. */
    private void wind(PracticeId id) {
        Timed timed = timed(id);
        jdbc.sql("update practices.practice set next_at = :next where id = :id")
                .param(
                        "next",
                        Rows.sqlOrNull(
                                timed.standing().live()
                                        ? Standing.next(clock.instant(), timed.reviewAt())
                                        : null))
                .param("id", id.value())
                .update();
    }

    void transition(
            PracticeId id,
            @Nullable PersonaId who,
            @Nullable Standing from,
            Standing to,
            String because) {
        jdbc.sql(
                        """
                insert into practices.transition (practice, who, at, from_state, to_state, because)
                values (:id, :who, :now, :from, :to, :because)
                """)
                .param("id", id.value())
                .param("who", who == null ? null : who.value())
                .param("now", Rows.sql(clock.instant()))
                .param("from", from == null ? null : from.key())
                .param("to", to.key())
                .param("because", because)
                .update();
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
        Practice practice = lock(id, editor);
        if (!practice.edits(editor)) throw new Forbidden("error.keeper-only");
        Merge merge =
                practice.version() == change.begunAt()
                        ? new Merge(Markdown.cleaned(change.body()), List.of())
                        : Merge.of(
                                posts.version(id.post(), change.begunAt()).body(),
                                practice.body(),
                                Markdown.cleaned(change.body()));
        if (!merge.clean()) return Optional.of(merge);
        revise(practice, change.title(), merge.text(), change.summary(), editor, editor.persona());
        return Optional.empty();
    }

    /** Writes a version, and with it the card; {@code credited} did the work. */
    void revise(
            Practice practice,
            String title,
            String body,
            String summary,
            Viewer editor,
            PersonaId credited) {
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
        String slug = slug(practice.community(), title);
        jdbc.sql("update practices.practice set slug = :slug where id = :id")
                .param("slug", slug)
                .param("id", id.value())
                .update();
        cards.rewrite(id.value(), title, Markdown.gist(body, 240), "/practices/" + id + "/" + slug);
        cards.moved(id.value(), clock.instant());
        credit(id, credited, "editor", clock.instant());
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
        Practice practice = lock(id, viewer);
        if (!practice.edits(viewer)) throw new Forbidden("error.keeper-only");
        jdbc.sql(
                        """
                update practices.practice set review_months = :months, promise_days = :promise, resource_url = :url
                 where id = :id
                """)
                .param("months", settings.reviewMonths())
                .param("promise", settings.promiseDays())
                .param("url", settings.resourceUrl())
                .param("id", id.value())
                .update();
        concepts.describe(id.value(), settings.topics());
        activity.record(viewer.persona(), "described", id.value(), Map.of());
    }

    /** Withdraws a practice with a reason; its page stays and says so. */
    @Transactional
    public void retire(PracticeId id, String because, Viewer viewer) {
        Practice practice = lock(id, viewer);
        if (!practice.withdraws(viewer)) throw new Forbidden("error.keeper-only");
        if (practice.standing() == Standing.RETIRED) return;
        move(id, practice.standing(), viewer.persona(), Standing.RETIRED, because);
        activity.record(viewer.persona(), "retired", id.value(), Map.of());
    }

    /** Says that another practice takes its place. */
    @Transactional
    public void supersede(PracticeId id, PracticeId by, Viewer viewer) {
        Practice practice = lock(id, viewer);
        if (!practice.withdraws(viewer)) throw new Forbidden("error.keeper-only");
        Practice successor = get(by, viewer);
        if (successor.id().equals(id) || !successor.standing().live() || follows(id, by))
            throw new Forbidden("error.successor");
        jdbc.sql("update practices.practice set superseded_by = :by where id = :id")
                .param("by", by.value())
                .param("id", id.value())
                .update();
        lineage.derived(by.value(), id.value(), How.REVISED, viewer.persona());
        move(id, practice.standing(), viewer.persona(), Standing.SUPERSEDED, "");
        activity.record(viewer.persona(), "superseded", id.value(), Map.of("by", by.toString()));
    }

    /** Whether the one was itself replaced by the other, however far on. */
    private boolean follows(PracticeId successor, PracticeId practice) {
        return jdbc.sql(
                        """
                with recursive next (id) as (
                    select superseded_by from practices.practice where id = :practice
                    union select k.superseded_by from next n join practices.practice k on k.id = n.id)
                select exists (select from next where id = :successor)
                """)
                .param("practice", practice.value())
                .param("successor", successor.value())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** Takes back a withdrawal: it stands again where its clock says. */
    @Transactional
    public void restore(PracticeId id, Viewer viewer) {
        Practice practice = lock(id, viewer);
        if (!practice.withdraws(viewer)) throw new Forbidden("error.keeper-only");
        if (practice.standing() != Standing.RETIRED && practice.standing() != Standing.SUPERSEDED)
            return;
        jdbc.sql("update practices.practice set superseded_by = null where id = :id")
                .param("id", id.value())
                .update();
        boolean unkept = practice.kind().kept() && practice.steward() == null;
        Standing to = unkept ? Standing.OVERDUE : Standing.at(clock.instant(), practice.reviewAt());
        move(id, practice.standing(), viewer.persona(), to, "");
        activity.record(viewer.persona(), "restored", id.value(), Map.of());
    }

    /** Throws a draft away. */
    @Transactional
    public void discard(PracticeId id, Viewer viewer) {
        Practice practice = lock(id, viewer);
        if (practice.standing().published()) throw new Forbidden("error.published");
        if (!practice.keeps(viewer) && !viewer.mine(practice.author()))
            throw new Forbidden("error.keeper-only");
        concepts.describe(id.value(), List.of());
        posts.bury(id.post(), "author");
    }
}
