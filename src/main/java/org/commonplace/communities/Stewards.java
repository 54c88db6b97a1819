package org.commonplace.communities;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.NotFound;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
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
 * Who looks after a community, and until when: a term of a year that is renewed or handed over.
 * With one steward left it says so, asks its most helpful members, and tells the administrators.
 */
@Component
public class Stewards {
    static final Duration TERM = Duration.ofDays(365);

    /** So long before the end of a term a steward is asked. */
    static final Duration NOTICE = Duration.ofDays(30);

    private static final Duration LATELY = Duration.ofDays(180);
    private static final int SHADOWS = 3;
    private final JdbcClient jdbc;
    private final Communities communities;
    private final Members members;
    private final Correspondence letters;
    private final Clock clock;
    private final Memberships memberships;

    Stewards(
            JdbcClient jdbc,
            Communities communities,
            Members members,
            Correspondence letters,
            Clock clock,
            Memberships memberships) {
        this.jdbc = jdbc;
        this.communities = communities;
        this.members = members;
        this.letters = letters;
        this.clock = clock;
        this.memberships = memberships;
    }

    /** A steward, and the term. */
    record Term(MemberId member, @Nullable String name, Instant since, Instant until) {}

    List<Term> of(CommunityId community) {
        return jdbc.sql(
                        """
                select s.member, b.name, s.since, s.until from communities.steward s
                  left join people.byline b on b.persona = s.member
                 where s.community = :id order by s.since
                """)
                .param("id", community.value())
                .query(
                        (row, n) ->
                                new Term(
                                        new MemberId(row.getLong("member")),
                                        row.getString("name"),
                                        Rows.instant(row, "since"),
                                        Rows.instant(row, "until")))
                .list();
    }

    /** Whether it is offered to the viewer to be a steward. */
    boolean offered(CommunityId community, Viewer viewer) {
        return viewer.signedIn() && open(community, viewer.member()).isPresent();
    }

    private Optional<Long> open(CommunityId community, MemberId member) {
        return jdbc.sql(
                        "select id from communities.offer where community = :id and member = :member and decided_at is null")
                .param("id", community.value())
                .param("member", member.value())
                .query((row, n) -> row.getLong(1))
                .optional();
    }

    /** Asks a member to be a steward; nothing happens before they say yes. */
    @Transactional
    void offer(Community community, MemberId member, @Nullable Viewer by) {
        int fresh =
                jdbc.sql(
                                """
                insert into communities.offer (id, community, member, by, offered_at)
                select :id, :community, :member, cast(:by as bigint), :now
                 where not exists (select from communities.steward where community = :community and member = :member)
                on conflict do nothing
                """)
                        .param("id", PublicId.next())
                        .param("community", community.id().value())
                        .param("member", member.value())
                        .param("by", by == null ? null : by.id())
                        .param("now", Rows.sql(clock.instant()))
                        .update();
        if (fresh == 0) return;
        Map<String, String> facts =
                Map.of("community", community.slug(), "title", community.name());
        letters.write(
                member,
                "steward-offer " + community.id() + " " + clock.instant(),
                letter ->
                        letter.subject("mail.steward-offer.subject", community.name())
                                .say(
                                        by == null
                                                ? "mail.steward-offer.house"
                                                : "mail.steward-offer.say",
                                        community.name())
                                .say("mail.steward-offer.what")
                                .deed("mail.steward-offer.yes", "be-steward", facts)
                                .deed("mail.steward-offer.no", "no-steward", facts));
    }

    /** Says yes or no to what was offered. */
    @Transactional
    void answer(Community community, boolean yes, Viewer viewer) {
        long offer = open(community.id(), viewer.member()).orElseThrow(NotFound::new);
        jdbc.sql("update communities.offer set decided_at = :now, accepted = :yes where id = :id")
                .param("now", Rows.sql(clock.instant()))
                .param("yes", yes)
                .param("id", offer)
                .update();
        if (!yes) return;
        memberships.join(community.id(), viewer.member());
        communities.steward(community.id(), viewer.member());
        jdbc.sql(
                        """
                update communities.community m set thin_since = null
                 where m.id = :id and (select count(*) from communities.steward s where s.community = m.id) > 1
                """)
                .param("id", community.id().value())
                .update();
    }

    /** Goes on for another term. */
    @Transactional
    void renew(CommunityId community, Viewer steward) {
        int renewed =
                jdbc.sql(
                                """
                update communities.steward set until = :until, asked_at = null
                 where community = :id and member = :member
                """)
                        .param("until", Rows.sql(clock.instant().plus(TERM)))
                        .param("id", community.value())
                        .param("member", steward.id())
                        .update();
        if (renewed == 0) throw new Forbidden("error.stewards-only");
    }

    @Transactional
    void layDown(CommunityId community, Viewer steward) {
        end(community, steward.member());
    }

    private void end(CommunityId community, MemberId member) {
        jdbc.sql("delete from communities.steward where community = :id and member = :member")
                .param("id", community.value())
                .param("member", member.value())
                .update();
    }

    /** Takes every step that is due: asks before a term ends, ends it, looks for others. */
    @Transactional
    public void ripen() {
        Instant now = clock.instant();
        record Due(String slug, MemberId member, Instant until) {}
        List<Due> asked =
                jdbc.sql(
                                """
                update communities.steward s set asked_at = :now
                  from communities.community m
                 where m.id = s.community and s.asked_at is null and s.until <= :soon and s.until > :now
                returning m.slug, s.member, s.until
                """)
                        .param("now", Rows.sql(now))
                        .param("soon", Rows.sql(now.plus(NOTICE)))
                        .query(
                                (row, n) ->
                                        new Due(
                                                row.getString("slug"),
                                                new MemberId(row.getLong("member")),
                                                Rows.instant(row, "until")))
                        .list();
        for (Due due : asked) ask(community(due.slug()), due.member());
        List<Due> ended =
                jdbc.sql(
                                """
                delete from communities.steward s using communities.community m
                 where m.id = s.community and s.until <= :now returning m.slug, s.member, s.until
                """)
                        .param("now", Rows.sql(now))
                        .query(
                                (row, n) ->
                                        new Due(
                                                row.getString("slug"),
                                                new MemberId(row.getLong("member")),
                                                Rows.instant(row, "until")))
                        .list();
        for (Due due : ended) {
            Community community = community(due.slug());
            letters.write(
                    due.member(),
                    "steward-ended " + community.id() + " " + due.until(),
                    letter ->
                            letter.subject("mail.steward-ended.subject", community.name())
                                    .say("mail.steward-ended.say", community.name())
                                    .button("mail.steward.button", community.path() + "/stewards"));
        }
        succession(now);
    }

    private void ask(Community community, MemberId steward) {
        letters.write(
                steward,
                "steward-term " + community.id() + " " + clock.instant(),
                letter ->
                        letter.subject("mail.steward-term.subject", community.name())
                                .say("mail.steward-term.say", community.name())
                                .deed(
                                        "mail.steward-term.yes",
                                        "stay-steward",
                                        Map.of(
                                                "community",
                                                community.slug(),
                                                "title",
                                                community.name()))
                                .button("mail.steward.button", community.path() + "/stewards"));
    }

    /** Communities that fell to one steward or none; the Commons may live without any. */
    private void succession(Instant now) {
        List<String> thin =
                jdbc.sql(
                                """
                update communities.community m set thin_since = :now
                 where m.thin_since is null and m.created_at <= :settled
                   and (select count(*) from communities.steward s join people.active a on a.id = s.member
                         where s.community = m.id)
                       between case when m.slug = 'commons' then 1 else 0 end and 1
                returning m.slug
                """)
                        .param("now", Rows.sql(now))
                        .param("settled", Rows.sql(now.minus(NOTICE)))
                        .query((row, n) -> row.getString(1))
                        .list();
        for (String slug : thin) {
            Community community = community(slug);
            for (MemberId helper : helpers(community, now)) offer(community, helper, null);
            for (MemberId host : members.inRole(Role.HOST))
                letters.write(
                        host,
                        "steward-thin " + community.id() + " " + now,
                        letter ->
                                letter.subject("mail.steward-thin.subject", community.name())
                                        .say("mail.steward-thin.say", community.name())
                                        .button(
                                                "mail.steward.button",
                                                community.path() + "/stewards"));
        }
    }

    private Community community(String slug) {
        return communities.any(slug);
    }

    /** Who helped most here lately under their own names; in a lab nobody is known to have. */
    private List<MemberId> helpers(Community community, Instant now) {
        return jdbc.sql(
                        """
                select b.person from catalogue.shown c
                  join people.byline b on b.persona = c.byline and not b.alias
                  join people.active a on a.id = b.person
                  join communities.membership j on j.community = c.community and j.member = b.person
                 where c.community = :id and c.kind in ('answer', 'practice') and c.at > :lately and not c.imported
                   and not exists (select from communities.steward s where s.community = c.community and s.member = b.person)
                 group by b.person order by count(*) desc, b.person limit %d
                """
                                .formatted(SHADOWS))
                .param("id", community.id().value())
                .param("lately", Rows.sql(now.minus(LATELY)))
                .query((row, n) -> new MemberId(row.getLong(1)))
                .list();
    }
}
