package org.commonplace.practices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.commonplace.awareness.Requests;
import org.commonplace.catalogue.Activity;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Communities;
import org.commonplace.communities.Voices;
import org.commonplace.people.Audiences;
import org.commonplace.people.Blocks;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Drafts that colleagues look over before they are published. */
@Component
public class Reviews {
    static final String REQUEST = "look-over";
    private static final int MOST = 7;
    private final JdbcClient jdbc;
    private final Practices practices;
    private final Standings standings;
    private final Credits credits;
    private final Members members;
    private final Audiences audiences;
    private final Communities communities;
    private final Requests requests;
    private final Activity activity;
    private final Clock clock;
    private final Blocks blocks;
    private final Voices voices;

    Reviews(
            JdbcClient jdbc,
            Practices practices,
            Standings standings,
            Credits credits,
            Members members,
            Audiences audiences,
            Communities communities,
            Requests requests,
            Activity activity,
            Clock clock,
            Blocks blocks,
            Voices voices) {
        this.voices = voices;
        this.jdbc = jdbc;
        this.practices = practices;
        this.standings = standings;
        this.credits = credits;
        this.members = members;
        this.audiences = audiences;
        this.communities = communities;
        this.requests = requests;
        this.activity = activity;
        this.clock = clock;
        this.blocks = blocks;
    }

    /**
     * Asks a colleague to look a draft over, who then sees it. Asking again asks about the text as
     * it is now. Not in a lab, where a name would say whose draft it is.
     */
    @Transactional
    public void ask(PracticeId id, MemberId reviewer, String line, Viewer maker) {
        Practice practice = own(id, maker);
        if (communities.lab(practice.community())) throw new Forbidden("error.lab-review");
        if (maker.id() == reviewer.value()) throw new Forbidden("error.own-review");
        if (!members.viewer(reviewer).audiences().contains(practice.wanted()))
            throw new Forbidden("error.reviewer-outside");
        if (blocks.between(reviewer, maker.member())) return;
        if (of(id).stream().filter(one -> !one.by(reviewer)).count() >= MOST)
            throw new Forbidden("error.reviewers");
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        jdbc.sql(
                        """
                insert into practices.review (practice, reviewer, line, asked_at) values (:id, :reviewer, :line, :now)
                on conflict (practice, reviewer) do update
                   set line = excluded.line, asked_at = excluded.asked_at, verdict = null, said_at = null, version = null
                """)
                .param("id", id.value())
                .param("reviewer", reviewer.value())
                .param("line", line)
                .param("now", Rows.sql(now))
                .update();
        credits.discredit(id, new PersonaId(reviewer.value()), "reviewer");
        audiences.admit(practice.audience(), reviewer);
        if (practice.standing() == Standing.DRAFT)
            standings.move(
                    id, Standing.DRAFT, voices.in(id.value(), maker), Standing.IN_REVIEW, "");
        requests.askAnew(
                reviewer, REQUEST, id.value(), List.of(Standing.IN_REVIEW.key()), Map.of());
        activity.record(
                voices.in(id.value(), maker),
                "asked-to-look",
                id.value(),
                Map.of("to", reviewer.toString(), "at", now.toString()));
    }

    private Practice own(PracticeId id, Viewer maker) {
        Practice practice = practices.lock(id, maker);
        if (!practice.keeps(maker)) throw new Forbidden("error.keeper-only");
        if (practice.standing().published()) throw new Forbidden("error.published");
        return practice;
    }

    /**
     * What a reviewer says of the version that they read; without words those said before stay. Who
     * calls the version ready that is published is named with it.
     */
    @Transactional
    public void say(
            PracticeId id, int version, boolean ready, @Nullable String words, Viewer reviewer) {
        Practice practice = practices.lock(id, reviewer);
        if (practice.standing().published()) throw new Forbidden("error.published");
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        int said =
                jdbc.sql(
                                """
                update practices.review set verdict = :verdict, words = coalesce(:words, words), said_at = :now, version = :version
                 where practice = :id and reviewer = :reviewer
                """)
                        .param("verdict", ready ? "ready" : "not-yet")
                        .param("words", words)
                        .param("now", Rows.sql(now))
                        .param("version", Math.clamp(version, 1, practice.version()))
                        .param("id", id.value())
                        .param("reviewer", reviewer.id())
                        .update();
        if (said == 0) throw new NotFound();
        Voice persona = voices.in(id.value(), reviewer);
        if (ready) credits.credit(id, persona.persona(), "reviewer", clock.instant());
        else credits.discredit(id, persona.persona(), "reviewer");
        requests.done(reviewer.member(), REQUEST, id.value(), ready ? "ready" : "not yet");
        activity.record(persona, "looked-over", id.value(), Map.of("at", now.toString()));
    }

    /**
     * Takes a request back, or declines it, before it is answered: who was asked no longer sees the
     * draft. Without reviewers it is a draft like others.
     */
    @Transactional
    public void end(PracticeId id, MemberId reviewer, Viewer viewer) {
        Practice practice = practices.lock(id, viewer);
        if (!practice.keeps(viewer) && viewer.id() != reviewer.value())
            throw new Forbidden("error.keeper-only");
        if (practice.standing().published()) throw new Forbidden("error.published");
        Review asked =
                of(id).stream()
                        .filter(one -> one.by(reviewer))
                        .findFirst()
                        .orElseThrow(NotFound::new);
        if (asked.verdict() != null) throw new Forbidden("error.review-said");
        jdbc.sql("delete from practices.review where practice = :id and reviewer = :member")
                .param("id", id.value())
                .param("member", reviewer.value())
                .update();
        audiences.dismiss(practice.audience(), reviewer);
        requests.done(reviewer, REQUEST, id.value(), "ended");
        if (of(id).isEmpty())
            standings.move(
                    id, practice.standing(), voices.in(id.value(), viewer), Standing.DRAFT, "");
    }

    /** Who looks a draft over, and what the viewer was asked. */
    public record Round(List<Review> all, @Nullable Review mine) {
        static final Round NONE = new Round(List.of(), null);
    }

    Round round(PracticeId id, Viewer viewer) {
        List<Review> all = of(id);
        return new Round(
                all, all.stream().filter(one -> one.by(viewer.member())).findFirst().orElse(null));
    }

    /** Who was asked, in the order of asking. */
    List<Review> of(PracticeId id) {
        return jdbc.sql(
                        """
                select r.*, b.name from practices.review r left join people.byline b on b.persona = r.reviewer
                 where r.practice = :id order by r.asked_at, r.reviewer
                """)
                .param("id", id.value())
                .query((row, n) -> review(row))
                .list();
    }

    private static Review review(ResultSet row) throws SQLException {
        return new Review(
                new MemberId(row.getLong("reviewer")),
                row.getString("name"),
                row.getString("line"),
                Rows.instant(row, "asked_at"),
                Rows.instantOrNull(row, "said_at"),
                row.getString("verdict"),
                row.getString("words"),
                row.getObject("version", Integer.class));
    }
}
