package org.commonplace.practices;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.commonplace.awareness.Requests;
import org.commonplace.awareness.Watches;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Voices;
import org.commonplace.people.Aliases;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who looks after a practice: taking it on, handing it over, a second pair of hands, and what
 * happens when its steward is silent.
 */
@Component
public class Keepers {
    private static final int PATIENCE = 2;
    private static final Duration SILENCE = Duration.ofDays(60);
    private static final int ASKED = 5;
    private final JdbcClient jdbc;
    private final Practices practices;
    private final Cards cards;
    private final Activity activity;
    private final Requests requests;
    private final Watches watches;
    private final Members members;
    private final Aliases aliases;
    private final Clock clock;
    private final Standings standings;
    private final Voices voices;

    Keepers(
            JdbcClient jdbc,
            Practices practices,
            Cards cards,
            Activity activity,
            Requests requests,
            Watches watches,
            Members members,
            Aliases aliases,
            Clock clock,
            Standings standings,
            Voices voices) {
        this.voices = voices;
        this.jdbc = jdbc;
        this.practices = practices;
        this.cards = cards;
        this.activity = activity;
        this.requests = requests;
        this.watches = watches;
        this.members = members;
        this.aliases = aliases;
        this.clock = clock;
        this.standings = standings;
    }

    /** "I will look after it": of a practice that nobody keeps. */
    @Transactional
    public void takeOn(PracticeId id, Viewer viewer) {
        Practice practice = practices.lock(id, viewer);
        if (practice.steward() != null || !practice.kind().kept() || !practice.standing().live())
            throw new Forbidden("error.has-keeper");
        install(practice, viewer);
        record(id, null, viewer, "", true);
        activity.record(voices.in(id.value(), viewer), "taken-on", id.value(), Map.of());
    }

    /** Throws {@link Forbidden} where the viewer may name nobody who shall keep it, or help to. */
    void mayName(PracticeId id, Viewer viewer) {
        if (!names(practices.get(id, viewer.required()), viewer))
            throw new Forbidden("error.keeper-only");
    }

    private static boolean names(Practice practice, Viewer viewer) {
        boolean hosts = practice.hosts() && practice.steward() == null;
        return practice.keeps(viewer) || practice.coSteward() || hosts || viewer.moderates();
    }

    /** Offers a practice to somebody else; it is theirs once they say yes. */
    @Transactional
    public void offer(PracticeId id, MemberId to, String line, Viewer viewer) {
        Practice practice = practices.lock(id, viewer);
        if (!names(practice, viewer)) throw new Forbidden("error.keeper-only");
        if (!practice.kind().kept() || !practice.standing().live())
            throw new Forbidden("error.not-live");
        if (members.viewer(to).mine(practice.steward())) throw new Forbidden("error.keeps-already");
        Viewer successor = members.viewer(to);
        if (!voices.masks(id.value(), viewer)) practices.get(id, successor);
        endOffers(id);
        record(id, practice.steward(), successor, line, null);
        requests.askAnew(
                to,
                "handover",
                id.value(),
                List.of("current", "due", "overdue"),
                Map.of("path", "/practices/" + id + "/handover"));
        requests.puts(to, "handover", id.value());
        activity.record(
                voices.in(id.value(), viewer),
                "offered",
                id.value(),
                Map.of("to", to.toString(), "line", line));
    }

    /** Takes back what was offered and not answered. */
    @Transactional
    public void takeBack(PracticeId id, Viewer viewer) {
        Practice practice = practices.lock(id, viewer);
        if (!names(practice, viewer)) throw new Forbidden("error.keeper-only");
        endOffers(id);
    }

    private void endOffers(PracticeId id) {
        jdbc.sql(
                        "update practices.handover set decided_at = :now where practice = :id and decided_at is null")
                .param("now", Rows.sql(clock.instant()))
                .param("id", id.value())
                .update();
        requests.settle("handover", id.value(), "taken back");
    }

    private void record(
            PracticeId id,
            @Nullable PersonaId from,
            Viewer to,
            String line,
            @Nullable Boolean accepted) {
        Instant now = clock.instant();
        jdbc.sql(
                        """
                insert into practices.handover (id, practice, from_steward, to_member, to_persona, line, offered_at, decided_at,
                                                accepted)
                values (:id, :practice, :from, :to, :persona, :line, :now, :decided, :accepted)
                """)
                .param("id", PublicId.next())
                .param("practice", id.value())
                .param("from", from == null ? null : from.value())
                .param("to", to.id())
                .param("persona", voices.standing(id.value(), to).id())
                .param("line", line)
                .param("now", Rows.sql(now))
                .param("decided", accepted == null ? null : Rows.sql(now))
                .param("accepted", accepted)
                .update();
    }

    /** What was offered to somebody and waits for a word. */
    public record Offer(long id, @Nullable String from, String line) {}

    public Optional<Offer> offered(PracticeId id, Viewer viewer) {
        return jdbc.sql(
                        """
                select h.id, b.name, h.line from practices.handover h
                  left join people.byline b on b.persona = h.from_steward
                 where h.practice = :id and h.to_member = :member and h.decided_at is null
                """)
                .param("id", id.value())
                .param("member", viewer.id())
                .query(
                        (row, n) ->
                                new Offer(
                                        row.getLong("id"),
                                        row.getString("name"),
                                        row.getString("line")))
                .optional();
    }

    /** Says yes or no to what was offered; it is logged, and both are told. */
    @Transactional
    public void answer(PracticeId id, boolean yes, Viewer viewer) {
        Practice practice = practices.lock(id, viewer);
        Offer offer = offered(id, viewer).orElseThrow(NotFound::new);
        jdbc.sql("update practices.handover set decided_at = :now, accepted = :yes where id = :id")
                .param("now", Rows.sql(clock.instant()))
                .param("yes", yes)
                .param("id", offer.id())
                .update();
        requests.done(viewer.member(), "handover", id.value(), yes ? "accepted" : "declined");
        PersonaId from = practice.steward();
        if (yes) install(practice, viewer);
        activity.record(
                voices.in(id.value(), viewer),
                yes ? "handed-over" : "not-taken",
                id.value(),
                from == null ? Map.of() : Map.of("from", from.value()));
    }

    /**
     * Somebody keeps it from now. One whom nobody kept, or who is silent no more, begins afresh:
     * the review date of an unkept one is its new steward's to meet.
     */
    private void install(Practice practice, Viewer keeper) {
        PracticeId id = practice.id();
        Voice steward = voices.in(id.value(), keeper);
        Instant now = clock.instant();
        boolean unkept = practice.steward() == null;
        @Nullable Instant review = unkept ? practice.reviewFrom(now) : practice.reviewAt();
        jdbc.sql(
                        """
                update practices.practice
                   set steward = :steward, steward_since = :now, unanswered = 0, silent_since = null,
                       hands_asked_at = null, looking_since = null, review_at = :review
                 where id = :id
                """)
                .param("steward", steward.id())
                .param("now", Rows.sql(now))
                .param("review", Rows.sqlOrNull(review))
                .param("id", id.value())
                .update();
        dismiss(id, keeper.member());
        cards.byline(id.value(), steward);
        watches.watch(keeper.member(), id.value());
        for (String kind : List.of("review", "keep", "second-hands"))
            requests.settle(kind, id.value(), "handed over");
        standings.move(id, practice.standing(), steward, Standing.at(now, review), "");
    }

    /** The steward lays a practice down without a successor: it counts as overdue. */
    @Transactional
    public void layDown(PracticeId id, Viewer viewer) {
        Practice practice = practices.lock(id, viewer);
        if (!practice.keeps(viewer)) throw new Forbidden("error.keeper-only");
        orphan(practice.id(), practice.standing());
        activity.record(voices.in(id.value(), viewer), "laid-down", id.value(), Map.of());
    }

    private void orphan(PracticeId id, Standing from) {
        jdbc.sql(
                        """
                update practices.practice set steward = null, steward_since = null, review_at = null where id = :id
                """)
                .param("id", id.value())
                .update();
        cards.byline(id.value(), null);
        requests.settle("review", id.value(), "laid down");
        if (from.live()) standings.move(id, from, null, Standing.OVERDUE, "");
    }

    /** Everything that somebody kept is laid down, as when they leave the house. */
    @Transactional
    public void layDownAll(MemberId member) {
        jdbc.sql("delete from practices.co_steward where member = :member")
                .param("member", member.value())
                .update();
        jdbc.sql(
                        "select id from practices.practice where steward = any(:personas) order by id for update")
                .param("personas", members.viewer(member).personas().toArray(Long[]::new))
                .query((row, n) -> new PracticeId(row.getLong(1)))
                .list()
                .forEach(
                        id -> {
                            orphan(id, standings.timed(id).standing());
                            activity.record(null, "laid-down", id.value(), Map.of());
                        });
    }

    /** Somebody joins the steward as a second pair of hands, whom the steward names. */
    @Transactional
    public void join(PracticeId id, MemberId member, Viewer viewer) {
        Practice practice = practices.lock(id, viewer);
        if (!practice.keeps(viewer)) throw new Forbidden("error.keeper-only");
        Viewer other = members.viewer(member);
        if (!voices.masks(id.value(), viewer)) practices.get(id, other);
        jdbc.sql(
                        """
                insert into practices.co_steward (practice, member, persona, since)
                select :id, :member, :persona, :now
                 where not exists (select from practices.practice k where k.id = :id and k.steward = :persona)
                on conflict do nothing
                """)
                .param("id", id.value())
                .param("member", member.value())
                .param("persona", voices.standing(id.value(), other).id())
                .param("now", Rows.sql(clock.instant()))
                .update();
        jdbc.sql("update practices.practice set looking_since = null where id = :id")
                .param("id", id.value())
                .update();
        watches.watch(member, id.value());
        activity.record(
                voices.in(id.value(), viewer),
                "joined-by",
                id.value(),
                Map.of("member", member.toString()));
    }

    @Transactional
    public void part(PracticeId id, PersonaId hand, Viewer viewer) {
        Practice practice = practices.lock(id, viewer);
        if (!practice.keeps(viewer) && !viewer.mine(hand)) throw new Forbidden("error.keeper-only");
        jdbc.sql("delete from practices.co_steward where practice = :id and persona = :hand")
                .param("id", id.value())
                .param("hand", hand.value())
                .update();
    }

    private void dismiss(PracticeId id, MemberId member) {
        jdbc.sql("delete from practices.co_steward where practice = :id and member = :member")
                .param("id", id.value())
                .param("member", member.value())
                .update();
    }

    /** A second pair of hands. */
    public record Hand(PersonaId persona, @Nullable String name, Instant since) {}

    List<Hand> hands(PracticeId id) {
        return jdbc.sql(
                        """
                select s.persona, b.name, s.since from practices.co_steward s
                  left join people.byline b on b.persona = s.persona
                 where s.practice = :id order by s.since
                """)
                .param("id", id.value())
                .query(
                        (row, n) ->
                                new Hand(
                                        new PersonaId(row.getLong("persona")),
                                        row.getString("name"),
                                        Rows.instant(row, "since")))
                .list();
    }

    /** One handing over: from whom, to whom, and what came of it. */
    public record Handover(
            @Nullable String from,
            @Nullable String to,
            Instant at,
            boolean waits,
            @Nullable Boolean accepted) {
        /** What became of it: waits, accepted, declined or taken back. */
        public String outcome() {
            if (accepted == null) return waits ? "waits" : "taken-back";
            return accepted ? "accepted" : "declined";
        }
    }

    List<Handover> handovers(PracticeId id) {
        return jdbc.sql(
                        """
                select f.name as from_name, t.name as to_name, h.offered_at, h.decided_at is null as waits, h.accepted from practices.handover h
                  left join people.byline f on f.persona = h.from_steward
                  left join people.byline t on t.persona = h.to_persona
                 where h.practice = :id order by h.offered_at desc limit 50
                """)
                .param("id", id.value())
                .query(
                        (row, n) ->
                                new Handover(
                                        row.getString("from_name"),
                                        row.getString("to_name"),
                                        Rows.instant(row, "offered_at"),
                                        row.getBoolean("waits"),
                                        row.getObject("accepted", Boolean.class)))
                .list();
    }

    /**
     * The steward would like help: the page says so, and those who confirmed it are asked first.
     */
    @Transactional
    public void look(PracticeId id, Viewer viewer) {
        Practice practice = practices.lock(id, viewer);
        if (!practice.keeps(viewer)) throw new Forbidden("error.keeper-only");
        looking(id);
    }

    /** A question on its page: the steward promises an answer within so many days. */
    void asked(PracticeId id, long post, PersonaId asker, Instant at) {
        jdbc.sql(
                        """
                insert into practices.asked (post, practice, due_at)
                select :post, k.id, cast(:at as timestamptz) + make_interval(days => k.promise_days)
                  from practices.practice k
                 where k.id = :id and k.steward is not null and k.steward <> :asker
                on conflict do nothing
                """)
                .param("post", post)
                .param("id", id.value())
                .param("asker", asker.value())
                .param("at", Rows.sql(at))
                .update();
    }

    /** Somebody who keeps it has replied: the promise is kept, and the silence over. */
    void answered(PracticeId id, long post, PersonaId by) {
        int kept =
                jdbc.sql(
                                """
                        update practices.asked a set answered_at = :now
                          from practices.practice k
                         where a.post = :post and a.practice = :id and k.id = a.practice and a.answered_at is null
                           and (k.steward = :by or exists (select from practices.co_steward s
                                                            where s.practice = k.id and s.persona = :by))
                        """)
                        .param("now", Rows.sql(clock.instant()))
                        .param("post", post)
                        .param("id", id.value())
                        .param("by", by.value())
                        .update();
        if (kept > 0)
            jdbc.sql(
                            "update practices.practice set unanswered = 0, silent_since = null, looking_since = null where id = :id")
                    .param("id", id.value())
                    .update();
    }

    /**
     * The clock of promises: what was not answered in time counts, twice in a row asks the steward
     * about a second pair of hands, and sixty days of silence say on the page that it looks for
     * one.
     */
    @Transactional
    public int ripen() {
        Instant now = clock.instant();
        List<PracticeId> missed =
                jdbc.sql(
                                """
                        with late as (
                            select post from practices.asked
                             where answered_at is null and missed_at is null and due_at <= :now
                             order by due_at limit 100 for update skip locked),
                        noted as (
                            update practices.asked a set missed_at = :now from late where late.post = a.post
                            returning a.practice, a.due_at),
                        counted as (
                            select practice, count(*) as n, min(due_at) as first from noted group by practice)
                        update practices.practice k
                           set unanswered = unanswered + c.n, silent_since = coalesce(silent_since, c.first)
                          from counted c where c.practice = k.id
                        returning k.id
                        """)
                        .param("now", Rows.sql(now))
                        .query((row, n) -> new PracticeId(row.getLong(1)))
                        .list();
        missed.forEach(this::offerHands);
        return missed.size() + lookForThose(now);
    }

    private void offerHands(PracticeId id) {
        jdbc.sql(
                        """
                update practices.practice set hands_asked_at = :now
                 where id = :id and unanswered >= :patience and hands_asked_at is null and steward is not null
                returning steward
                """)
                .param("now", Rows.sql(clock.instant()))
                .param("id", id.value())
                .param("patience", PATIENCE)
                .query((row, n) -> new PersonaId(row.getLong(1)))
                .optional()
                .flatMap(aliases::deliverTo)
                .ifPresent(
                        steward ->
                                requests.askAnew(
                                        steward,
                                        "second-hands",
                                        id.value(),
                                        List.of("current", "due", "overdue"),
                                        Map.of("path", "/practices/" + id + "/keeping")));
    }

    private int lookForThose(Instant now) {
        List<PracticeId> silent =
                jdbc.sql(
                                """
                        select id from practices.practice
                         where looking_since is null and silent_since <= :before and state in ('current', 'due', 'overdue')
                           and hands_asked_at is not null
                         order by silent_since limit 100 for update skip locked
                        """)
                        .param("before", Rows.sql(now.minus(SILENCE)))
                        .query((row, n) -> new PracticeId(row.getLong(1)))
                        .list();
        silent.forEach(this::looking);
        return silent.size();
    }

    private void looking(PracticeId id) {
        jdbc.sql("update practices.practice set looking_since = :now where id = :id")
                .param("now", Rows.sql(clock.instant()))
                .param("id", id.value())
                .update();
        for (long confirmer : confirmers(id))
            aliases.deliverTo(new PersonaId(confirmer))
                    .ifPresent(
                            member ->
                                    requests.ask(
                                            member,
                                            "keep",
                                            id.value(),
                                            List.of("current", "due", "overdue"),
                                            Map.of()));
        activity.record(null, "looking", id.value(), Map.of());
    }

    private List<Long> confirmers(PracticeId id) {
        return Objects.requireNonNull(
                jdbc.sql(
                                """
                        select r.persona from practices.renewal r join practices.practice k on k.id = r.practice
                         where r.practice = :id and not r.by_steward and r.persona is distinct from k.steward
                         group by r.persona order by max(r.at) desc limit %d
                        """
                                        .formatted(ASKED))
                        .param("id", id.value())
                        .query((row, n) -> row.getLong(1))
                        .list());
    }
}
