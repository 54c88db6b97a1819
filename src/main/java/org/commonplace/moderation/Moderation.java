package org.commonplace.moderation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Communities;
import org.commonplace.people.Correspondence;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.Role;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * One queue of what is held, and decisions with a reason; the log is public, with names left out.
 */
@Component
public class Moderation {
    private static final Pattern LINK =
            Pattern.compile("https?://|www\\.", Pattern.CASE_INSENSITIVE);
    private static final int LINKS = 2;
    private static final Duration PATIENCE = Duration.ofHours(4);
    private final JdbcClient jdbc;
    private final Cards cards;
    private final Activity activity;
    private final Members members;
    private final Correspondence letters;
    private final AuthorLetters authors;
    private final Patrons patrons;
    private final Communities communities;
    private final Clock clock;

    Moderation(
            JdbcClient jdbc,
            Cards cards,
            Activity activity,
            Members members,
            Correspondence letters,
            AuthorLetters authors,
            Patrons patrons,
            Communities communities,
            Clock clock) {
        this.jdbc = jdbc;
        this.cards = cards;
        this.activity = activity;
        this.members = members;
        this.letters = letters;
        this.authors = authors;
        this.patrons = patrons;
        this.communities = communities;
        this.clock = clock;
    }

    /**
     * Why a text of this author must wait for somebody to look at it, or null. Trusted members
     * never wait, nor anybody in a lab, where no outsider may look; of others a first post does
     * that has more than two links, or seems to tell of a patron.
     */
    public @Nullable String mustWait(Viewer author, @Nullable Long community, String text) {
        if (author.trusted() || author.moderates() || communities.lab(community)) return null;
        if (LINK.matcher(text).results().count() > LINKS) return "hold.links";
        return patrons.in(text).isEmpty() ? null : "hold.privacy";
    }

    /** Throws {@link Forbidden} unless the viewer moderates, or is a steward of some lab. */
    void mayLook(Viewer viewer) {
        if (viewer.moderates()) return;
        boolean steward =
                jdbc.sql(
                                """
                        select exists (select from communities.labs l join communities.stewardship s on s.community = l.id
                                        where s.member = :viewer)
                        """)
                        .param("viewer", viewer.id())
                        .query((row, n) -> row.getBoolean(1))
                        .single();
        if (!steward) throw new Forbidden("error.moderators-only");
    }

    /**
     * Throws {@link Forbidden} unless the viewer may decide about a thing: in a lab its stewards,
     * elsewhere the moderators.
     */
    void mayDecide(long card, Viewer viewer) {
        boolean may =
                jdbc.sql(
                                """
                        select case when l.id is null then :moderates
                               else exists (select from communities.stewardship s
                                             where s.community = l.id and s.member = :viewer) end
                          from catalogue.every c left join communities.labs l on l.id = c.community
                         where c.id = :card
                        """)
                        .param("moderates", viewer.moderates())
                        .param("viewer", viewer.id())
                        .param("card", card)
                        .query((row, n) -> row.getBoolean(1))
                        .optional()
                        .orElse(false);
        if (!may) throw new Forbidden("error.moderators-only");
    }

    /** Holds a thing: its card is hidden until somebody decides. */
    public void hold(long card, String because) {
        cards.hide(card, because);
        jdbc.sql(
                        "insert into moderation.hold (card, because, since) values (:card, :because, :now) on conflict do nothing")
                .param("card", card)
                .param("because", because)
                .param("now", Rows.sql(clock.instant()))
                .update();
        authors.tell(card, "waits-for-a-look", "");
    }

    record Decided(String verb, String kind, String because, Instant at) {}

    List<Decided> log() {
        return jdbc.sql(
                        """
                select d.verb, c.kind, d.because, d.at from moderation.decision d
                  join catalogue.every c on c.id = d.card
                  left join communities.labs l on l.id = c.community
                 where l.id is null order by d.at desc, d.id desc limit 100
                """)
                .query((row, n) -> decided(row))
                .list();
    }

    private static Decided decided(ResultSet row) throws SQLException {
        return new Decided(
                row.getString("verb"),
                row.getString("kind"),
                row.getString("because"),
                Rows.instant(row, "at"));
    }

    /**
     * Shows what was held, or declines it with a reason. The first release makes the author
     * trusted.
     */
    @Transactional
    void decide(long card, boolean show, String because, MemberId moderator) {
        int open =
                jdbc.sql(
                                """
                update moderation.hold set decided_at = :now, decision = :decision where card = :card and decided_at is null
                """)
                        .param("now", Rows.sql(clock.instant()))
                        .param("decision", show ? "shown" : "declined")
                        .param("card", card)
                        .update();
        if (open == 0) return;
        log(card, show ? "release" : "decline", because, moderator);
        if (!show) {
            cards.hide(card, because);
            authors.tell(card, "not-shown", because);
        }
        if (show) {
            cards.show(card);
            author(card).ifPresent(members::trust);
            activity.record(null, "released", card, Map.of());
        }
    }

    private java.util.Optional<MemberId> author(long card) {
        return jdbc.sql(
                        "select c.byline from catalogue.every c join people.active m on m.id = c.byline where c.id = :card")
                .param("card", card)
                .query((row, n) -> new MemberId(row.getLong(1)))
                .optional();
    }

    /** Hides a thing from every page, list, search and feed; its author is told why. */
    @Transactional
    public void hide(long card, String because, MemberId moderator) {
        cards.hide(card, because);
        log(card, "hide", because, moderator);
        activity.record(null, "hidden", card, Map.of());
        authors.tell(card, "hidden", because);
    }

    /** An appeal was looked at by somebody else, and the decision stands. */
    void uphold(long card, String because, MemberId moderator) {
        log(card, "uphold", because, moderator);
        authors.tell(card, "upheld", because);
    }

    @Transactional
    public void show(long card, String because, MemberId moderator) {
        int held =
                jdbc.sql(
                                "update moderation.hold set decided_at = :now, decision = 'shown' where card = :card and decided_at is null")
                        .param("now", Rows.sql(clock.instant()))
                        .param("card", card)
                        .update();
        cards.show(card);
        authors.tell(card, "shown-again", because);
        log(card, "show", because, moderator);
        activity.record(null, held == 1 ? "released" : "shown", card, Map.of());
    }

    void log(long card, String verb, String because, MemberId moderator) {
        jdbc.sql(
                        """
                insert into moderation.decision (id, card, moderator, verb, because, at)
                values (:id, :card, :moderator, :verb, :because, :now)
                """)
                .param("id", PublicId.next())
                .param("card", card)
                .param("moderator", moderator.value())
                .param("verb", verb)
                .param("because", because)
                .param("now", Rows.sql(clock.instant()))
                .update();
    }

    /** Writes to the administrators about what has been held for four hours; once for each. */
    @Transactional
    public int remind() {
        List<Long> waiting =
                jdbc.sql(
                                """
                update moderation.hold set told_at = :now
                 where decided_at is null and told_at is null and since < :before returning card
                """)
                        .param("now", Rows.sql(clock.instant()))
                        .param("before", Rows.sql(clock.instant().minus(PATIENCE)))
                        .query((row, n) -> row.getLong(1))
                        .list();
        for (long card : waiting)
            for (MemberId host : members.inRole(Role.HOST))
                letters.write(
                        host,
                        "held " + card,
                        letter ->
                                letter.subject("mail.held.subject")
                                        .say("mail.held.say")
                                        .button("mail.held.button", "/house/moderation"));
        return waiting.size();
    }
}
