package org.commonplace.moderation;

import java.time.Clock;
import java.util.List;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.people.MemberId;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Members say that something is wrong; authors ask somebody else to look again. */
@Component
public class Flags {
    /** What can be wrong with a thing. */
    public static final List<String> KINDS = List.of("patron", "unkind", "spam", "copied", "other");

    private final JdbcClient jdbc;
    private final Cards cards;
    private final Moderation moderation;
    private final Deciders deciders;
    private final Clock clock;

    Flags(JdbcClient jdbc, Cards cards, Moderation moderation, Deciders deciders, Clock clock) {
        this.jdbc = jdbc;
        this.cards = cards;
        this.moderation = moderation;
        this.deciders = deciders;
        this.clock = clock;
    }

    /** Flags a thing that the member can see; saying it again replaces what was said. */
    @Transactional
    public void flag(long card, String kind, String line, Viewer member) {
        cards.place(card, member.required());
        jdbc.sql(
                        """
                insert into moderation.flag (id, card, member, kind, line, at)
                values (:id, :card, :member, :kind, :line, :now)
                on conflict (card, member) do update
                   set kind = excluded.kind, line = excluded.line, at = excluded.at, decided_at = null
                """)
                .param("id", PublicId.next())
                .param("card", card)
                .param("member", member.id())
                .param("kind", kind)
                .param("line", line)
                .param("now", Rows.sql(clock.instant()))
                .update();
    }

    /** A moderator hides what was flagged, or keeps it; either way with a reason. */
    @Transactional
    void decide(long card, boolean hide, String because, MemberId moderator) {
        int open =
                jdbc.sql(
                                "update moderation.flag set decided_at = :now where card = :card and decided_at is null")
                        .param("now", Rows.sql(clock.instant()))
                        .param("card", card)
                        .update();
        if (open == 0) return;
        if (hide) moderation.hide(card, because, moderator);
        else moderation.log(card, "keep", because, moderator);
    }

    /** What was last decided against something of the viewer's, if that can be appealed. */
    record Decided(
            long decision,
            long card,
            String kind,
            String title,
            String because,
            boolean appealed,
            MemberId first,
            Deciders.Others others) {}

    Decided against(long card, Viewer author) {
        return jdbc.sql(
                        """
                select d.id, c.kind, c.title, d.because, d.moderator,
                       exists (select from moderation.appeal a where a.decision = d.id) as appealed
                  from moderation.decision d join catalogue.every c on c.id = d.card
                 where d.card = :card and c.byline = any(:personas) and c.hidden_at is not null
                   and d.verb in ('hide', 'decline')
                 order by d.at desc, d.id desc limit 1
                """)
                .param("card", card)
                .param("personas", author.personas().toArray(new Long[0]))
                .query(
                        (row, n) ->
                                new Decided(
                                        row.getLong("id"),
                                        card,
                                        row.getString("kind"),
                                        row.getString("title"),
                                        row.getString("because"),
                                        row.getBoolean("appealed"),
                                        new MemberId(row.getLong("moderator")),
                                        deciders.others(
                                                card, new MemberId(row.getLong("moderator")))))
                .optional()
                .orElseThrow(NotFound::new);
    }

    /**
     * The author asks somebody else to look again; once for each decision. Returns whether there is
     * somebody else.
     */
    @Transactional
    boolean appeal(long card, String words, Viewer author) {
        Decided decided = against(card, author.required());
        long id = PublicId.next();
        int asked =
                jdbc.sql(
                                """
                insert into moderation.appeal (id, card, decision, member, words, at)
                values (:id, :card, :decision, :member, :words, :now) on conflict (decision) do nothing
                """)
                        .param("id", id)
                        .param("card", card)
                        .param("decision", decided.decision())
                        .param("member", author.id())
                        .param("words", words)
                        .param("now", Rows.sql(clock.instant()))
                        .update();
        if (asked > 0) deciders.ask(id, decided.others(), decided.first());
        return decided.others().anybody();
    }

    /** Somebody else than the first moderator shows the thing again, or upholds the decision. */
    @Transactional
    void answer(long appeal, boolean show, String because, Viewer moderator) {
        record Open(long card, long first) {}
        Open open =
                jdbc.sql(
                                """
                        select a.card, d.moderator from moderation.appeal a
                          join moderation.decision d on d.id = a.decision
                         where a.id = :id and a.decided_at is null for update of a
                        """)
                        .param("id", appeal)
                        .query((row, n) -> new Open(row.getLong("card"), row.getLong("moderator")))
                        .optional()
                        .orElseThrow(NotFound::new);
        moderation.mayDecide(open.card(), moderator);
        if (open.first() == moderator.id()) throw new Forbidden("error.somebody-else");
        jdbc.sql("update moderation.appeal set decided_at = :now where id = :id")
                .param("now", Rows.sql(clock.instant()))
                .param("id", appeal)
                .update();
        if (show) moderation.show(open.card(), because, moderator.member());
        else moderation.uphold(open.card(), because, moderator.member());
    }

    /** A thing that waits for a moderator: held, flagged, or appealed. */
    record Waiting(
            String sort,
            long card,
            long id,
            String kind,
            String title,
            String gist,
            @Nullable String path,
            @Nullable String name,
            List<String> reasons,
            List<String> lines,
            java.time.Instant since,
            Deciders.@Nullable Others others) {
        String key() {
            return PublicId.text(card);
        }

        String number() {
            return PublicId.text(id);
        }
    }

    /**
     * The one queue, oldest first; what is in a lab stands only in its stewards' queue. Of an
     * appeal against the viewer's own decision it says who else can look.
     */
    List<Waiting> queue(Viewer viewer) {
        return jdbc.sql(
                        """
                select w.*, c.kind, c.title, c.gist, c.path, b.name from (
                    select 'held' as sort, h.card, h.card as id, array[h.because] as reasons, '{}'::text[] as lines,
                           h.since, cast(null as bigint) as first
                      from moderation.hold h where h.decided_at is null
                    union all
                    select 'flagged', f.card, f.card, array_agg(distinct 'flag.' || f.kind),
                           array_agg(f.line) filter (where f.line <> ''), min(f.at), null
                      from moderation.flag f where f.decided_at is null group by f.card
                    union all
                    select 'appealed', a.card, a.id, array['moderation.appealed'], array[a.words], a.at, d.moderator
                      from moderation.appeal a join moderation.decision d on d.id = a.decision
                     where a.decided_at is null) w
                  join catalogue.every c on c.id = w.card and c.gone_at is null
                  left join people.byline b on b.persona = c.byline
                  left join communities.labs l on l.id = c.community
                 where case when l.id is null then :moderates
                       else exists (select from communities.stewardship s
                                     where s.community = l.id and s.member = :viewer) end
                 order by w.since, w.card limit 200
                """)
                .param("moderates", viewer.moderates())
                .param("viewer", viewer.id())
                .query(
                        (row, n) ->
                                new Waiting(
                                        row.getString("sort"),
                                        row.getLong("card"),
                                        row.getLong("id"),
                                        row.getString("kind"),
                                        row.getString("title"),
                                        row.getString("gist"),
                                        row.getString("path"),
                                        row.getString("name"),
                                        Rows.texts(row, "reasons"),
                                        Rows.texts(row, "lines"),
                                        Rows.instant(row, "since"),
                                        row.getLong("first") == viewer.id()
                                                ? deciders.others(
                                                        row.getLong("card"), viewer.member())
                                                : null))
                .list();
    }
}
