package org.commonplace.practices;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.commonplace.awareness.Requests;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Voices;
import org.commonplace.people.Aliases;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeping practices true: the steward renews, practitioners elsewhere confirm, and what nobody
 * renews grows due and overdue.
 */
@Component
public class Renewals {
    static final String STILL_TRUE = "still-true";
    static final String CHANGED = "changed";
    private final JdbcClient jdbc;
    private final Practices practices;
    private final Cards cards;
    private final Activity activity;
    private final Requests requests;
    private final Aliases aliases;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Standings standings;
    private final Voices voices;

    Renewals(
            JdbcClient jdbc,
            Practices practices,
            Cards cards,
            Activity activity,
            Requests requests,
            Aliases aliases,
            TransactionTemplate transaction,
            Clock clock,
            Standings standings,
            Voices voices) {
        this.voices = voices;
        this.jdbc = jdbc;
        this.practices = practices;
        this.cards = cards;
        this.activity = activity;
        this.requests = requests;
        this.aliases = aliases;
        this.transaction = transaction;
        this.clock = clock;
        this.standings = standings;
    }

    /**
     * What somebody says of a practice at a library: "still true here" or "changed here". From its
     * steward, or somebody who keeps it with them, it renews the practice; from elsewhere it is a
     * stamp on its slip, and "changed" brings the review date nearer.
     */
    @Transactional
    public void say(PracticeId id, String said, String library, String line, Viewer viewer) {
        Practice practice = practices.lock(id, viewer);
        if (!practice.standing().live()) throw new Forbidden("error.not-live");
        boolean keeper = practice.keeps(viewer) || practice.coSteward();
        Voice as = voices.in(id.value(), viewer);
        Instant now = clock.instant();
        boolean first = !keeper && said.equals(CHANGED) && !changedBefore(id, as);
        if (!keeper) forgetToday(id, as, library, said, now);
        jdbc.sql(
                        """
                insert into practices.renewal (id, practice, persona, library, said, line, by_steward, said_on, at, version)
                values (:id, :practice, :persona, :library, :said, :line, :keeper, :on, :now, :version)
                """)
                .param("id", PublicId.next())
                .param("practice", id.value())
                .param("persona", as.id())
                .param("library", library)
                .param("said", said)
                .param("line", line)
                .param("keeper", keeper)
                .param("on", LocalDate.ofInstant(now, ZoneOffset.UTC))
                .param("now", Rows.sql(now))
                .param("version", practice.version())
                .update();
        if (keeper) renew(practice, viewer);
        else {
            recount(id);
            if (first) nearer(id);
            cards.moved(id.value(), now);
        }
        activity.record(
                as,
                keeper ? "renewed" : said.equals(CHANGED) ? "changed-here" : "confirmed",
                id.value(),
                Map.of("library", library, "line", line));
    }

    /** Whether they said since its keeper last looked that it is not so any more. */
    private boolean changedBefore(PracticeId id, Voice by) {
        return jdbc.sql(
                        """
                select exists (select from practices.renewal r
                                where r.practice = :id and r.persona = :persona and r.said = 'changed' and not r.by_steward
                                  and r.at > coalesce((select max(s.at) from practices.renewal s
                                                        where s.practice = :id and s.by_steward), '-infinity'))
                """)
                .param("id", id.value())
                .param("persona", by.id())
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** One such word of one person for one library in a day: said again, it replaces the first. */
    private void forgetToday(PracticeId id, Voice by, String library, String said, Instant now) {
        jdbc.sql(
                        """
                delete from practices.renewal
                 where practice = :id and persona = :persona and library = :library and said = :said
                   and not by_steward and said_on = :on
                """)
                .param("id", id.value())
                .param("persona", by.id())
                .param("library", library)
                .param("said", said)
                .param("on", LocalDate.ofInstant(now, ZoneOffset.UTC))
                .update();
    }

    private void recount(PracticeId id) {
        jdbc.sql(
                        """
                update practices.practice
                   set renewals = (select count(*) from practices.renewal r
                                    where r.practice = :id and not r.by_steward and r.said = 'still-true')
                 where id = :id
                """)
                .param("id", id.value())
                .update();
    }

    /** Its keeper looked at it: the review date is so many months away again. */
    private void renew(Practice practice, Viewer keeper) {
        Instant now = clock.instant();
        jdbc.sql("update practices.practice set review_at = :review where id = :id")
                .param("review", Rows.sqlOrNull(practice.reviewFrom(now)))
                .param("id", practice.id().value())
                .update();
        requests.settle("review", practice.id().value(), "renewed");
        standings.move(
                practice.id(),
                practice.standing(),
                voices.in(practice.id().value(), keeper),
                Standing.CURRENT,
                "");
    }

    /** The review date comes nearer, and with it perhaps the next state; the row is locked. */
    void nearer(PracticeId id) {
        Instant review = standings.timed(id).reviewAt();
        if (review == null) return;
        jdbc.sql("update practices.practice set review_at = :review where id = :id")
                .param("review", Rows.sql(Standing.nearer(clock.instant(), review)))
                .param("id", id.value())
                .update();
        ripen(id);
    }

    /**
     * The clock: every practice whose time has come takes its step, each in its own transaction. Of
     * many nodes one takes it; taking it twice is not possible, because the row says when the next
     * is due. Returns how many moved.
     */
    public int ripen() {
        int moved = 0;
        while (Boolean.TRUE.equals(transaction.execute(status -> ripenOne()))) moved++;
        return moved;
    }

    private boolean ripenOne() {
        List<PracticeId> next =
                jdbc.sql(
                                """
                        select id from practices.practice where next_at <= :now
                         order by next_at, id limit 1 for update skip locked
                        """)
                        .param("now", Rows.sql(clock.instant()))
                        .query((row, n) -> new PracticeId(row.getLong(1)))
                        .list();
        next.forEach(this::ripen);
        return !next.isEmpty();
    }

    /** Moves a practice to where its review date says, its row being locked. */
    private void ripen(PracticeId id) {
        Standings.Timed timed = standings.timed(id);
        Standing to = Standing.at(clock.instant(), timed.reviewAt());
        standings.move(id, timed.standing(), null, to, "");
        if (to == timed.standing()) return;
        activity.record(null, to.key(), id.value(), Map.of());
        PersonaId steward = timed.steward();
        if (steward != null && to == Standing.DUE)
            aliases.deliverTo(steward)
                    .ifPresent(
                            member ->
                                    requests.askAnew(
                                            member,
                                            "review",
                                            id.value(),
                                            List.of("due", "overdue"),
                                            Map.of("path", "/practices/" + id + "/renewals/new")));
    }

    /** Takes a renewal or a confirmation back, on the day when it was said. */
    @Transactional
    public void withdraw(PracticeId id, Viewer viewer) {
        practices.lock(id, viewer);
        int gone =
                jdbc.sql(
                                """
                        delete from practices.renewal
                         where practice = :id and persona = any(:personas) and not by_steward and at > :since
                        """)
                        .param("id", id.value())
                        .param("personas", viewer.personas().toArray(new Long[0]))
                        .param(
                                "since",
                                Rows.sql(clock.instant().minus(java.time.Duration.ofDays(1))))
                        .update();
        if (gone > 0)
            jdbc.sql(
                            """
                    update practices.practice k set renewals = (
                        select count(*) from practices.renewal r
                         where r.practice = k.id and not r.by_steward and r.said = 'still-true')
                     where k.id = :id
                    """)
                    .param("id", id.value())
                    .update();
    }
}
