package org.commonplace.communities;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.commonplace.awareness.Watches;
import org.commonplace.chrome.Rows;
import org.commonplace.people.Audiences;
import org.commonplace.people.Correspondence;
import org.commonplace.people.MemberId;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who belongs to a community, and how one comes in and goes. */
@Component
public class Memberships {
    private final JdbcClient jdbc;
    private final Audiences audiences;
    private final Watches watches;
    private final Correspondence letters;
    private final Clock clock;

    Memberships(
            JdbcClient jdbc,
            Audiences audiences,
            Watches watches,
            Correspondence letters,
            Clock clock) {
        this.jdbc = jdbc;
        this.audiences = audiences;
        this.watches = watches;
        this.letters = letters;
        this.clock = clock;
    }

    @Transactional
    public void join(CommunityId community, MemberId member) {
        int joined =
                jdbc.sql(
                                """
                insert into communities.membership (community, member, charter_version, joined_at)
                select id, :member, case when kind = 'lab' then 0 else charter_version end, :now
                  from communities.community where id = :community
                on conflict do nothing
                """)
                        .param("community", community.value())
                        .param("member", member.value())
                        .param("now", Rows.sql(clock.instant()))
                        .update();
        if (joined == 0) return;
        count(community, 1);
        audiences.admit(own(community), member);
        watches.watch(member, community.value());
    }

    @Transactional
    public void leave(CommunityId community, MemberId member) {
        jdbc.sql(
                        "delete from communities.steward where community = :community and member = :member")
                .param("community", community.value())
                .param("member", member.value())
                .update();
        int left =
                jdbc.sql(
                                "delete from communities.membership where community = :community and member = :member")
                        .param("community", community.value())
                        .param("member", member.value())
                        .update();
        if (left == 0) return;
        count(community, -1);
        audiences.dismiss(own(community), member);
        dismissInside(community, member);
        watches.unwatch(member, community.value());
    }

    /** Whoever leaves a closed room leaves the smaller circles in it. */
    private void dismissInside(CommunityId community, MemberId member) {
        jdbc.sql(
                        """
                select distinct c.audience from catalogue.every c join communities.labs l on l.id = c.community
                 where l.id = :community
                """)
                .param("community", community.value())
                .query((row, n) -> row.getLong(1))
                .list()
                .forEach(audience -> audiences.dismiss(audience, member));
    }

    private void count(CommunityId community, int by) {
        jdbc.sql("update communities.community set members = members + :by where id = :id")
                .param("by", by)
                .param("id", community.value())
                .update();
    }

    private long own(CommunityId community) {
        return jdbc.sql("select own_audience from communities.community where id = :id")
                .param("id", community.value())
                .query(Long.class)
                .single();
    }

    /** Lets somebody into a community; they are told who did. */
    @Transactional
    void admit(Community community, MemberId member, Viewer steward) {
        join(community.id(), member);
        letters.write(
                Voice.openly(steward.member()).persona(),
                member,
                "admitted " + community.id(),
                letter ->
                        letter.subject("mail.let-in.subject", community.name())
                                .say("mail.let-in.say", community.name(), community.purpose())
                                .button("mail.let-in.button", community.path())
                                .small("mail.let-in.small"));
    }

    /** A member as the stewards see them. */
    record Member(MemberId id, @Nullable String name, Instant since, boolean steward) {}

    List<Member> members(CommunityId community) {
        return jdbc.sql(
                        """
                select j.member, b.name, j.joined_at,
                       exists (select from communities.steward s where s.community = j.community and s.member = j.member) as steward
                  from communities.membership j left join people.byline b on b.persona = j.member
                 where j.community = :id order by b.name limit 1000
                """)
                .param("id", community.value())
                .query(
                        (row, n) ->
                                new Member(
                                        new MemberId(row.getLong("member")),
                                        row.getString("name"),
                                        Rows.instant(row, "joined_at"),
                                        row.getBoolean("steward")))
                .list();
    }

    List<CommunityId> of(MemberId member) {
        return jdbc.sql("select community from communities.membership where member = :member")
                .param("member", member.value())
                .query((row, n) -> new CommunityId(row.getLong(1)))
                .list();
    }
}
