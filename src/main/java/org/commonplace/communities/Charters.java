package org.commonplace.communities;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.commonplace.catalogue.Cards;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.Rows;
import org.commonplace.people.MemberId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a community says that it is for, in all its versions, and the consent that a lab asks to it.
 */
@Component
public class Charters {
    private final JdbcClient jdbc;
    private final Cards cards;
    private final Clock clock;

    Charters(JdbcClient jdbc, Cards cards, Clock clock) {
        this.jdbc = jdbc;
        this.cards = cards;
        this.clock = clock;
    }

    /** Agrees to the charter as it stands. */
    @Transactional
    void consent(CommunityId community, MemberId member) {
        jdbc.sql(
                        """
                update communities.membership j set charter_version = m.charter_version
                  from communities.community m
                 where m.id = j.community and j.community = :community and j.member = :member
                """)
                .param("community", community.value())
                .param("member", member.value())
                .update();
    }

    /** Writes name, purpose and charter anew; a changed charter is a new version. */
    @Transactional
    void amend(CommunityId community, String name, String purpose, String charter) {
        jdbc.sql(
                        """
                update communities.community
                   set name = :name, purpose = :purpose, charter_html = :html,
                       charter_version = charter_version + case when charter = :charter then 0 else 1 end,
                       charter = :charter
                 where id = :id
                """)
                .param("name", name)
                .param("purpose", purpose)
                .param("html", Markdown.html(charter))
                .param("charter", charter)
                .param("id", community.value())
                .update();
        keep(community);
        jdbc.sql("select slug from communities.community where id = :id")
                .param("id", community.value())
                .query(String.class)
                .optional()
                .ifPresent(
                        slug ->
                                cards.rewrite(
                                        community.value(), name, purpose, "/communities/" + slug));
    }

    /** Keeps the charter as it stands as a version. */
    void keep(CommunityId community) {
        jdbc.sql(
                        """
                insert into communities.charter (community, version, text, html, at)
                select id, charter_version, charter, charter_html, :now from communities.community where id = :id
                on conflict do nothing
                """)
                .param("now", Rows.sql(clock.instant()))
                .param("id", community.value())
                .update();
    }

    /** A version of a charter. */
    record Charter(int version, String html, Instant at) {}

    /** Every version of the charter, newest first. */
    List<Charter> charters(CommunityId community) {
        return jdbc.sql(
                        "select version, html, at from communities.charter where community = :id order by version desc")
                .param("id", community.value())
                .query(
                        (row, n) ->
                                new Charter(
                                        row.getInt("version"),
                                        row.getString("html"),
                                        Rows.instant(row, "at")))
                .list();
    }

    /** Gives a community another name; its address stays. */
    @Transactional
    public void rename(CommunityId community, String name) {
        jdbc.sql("select purpose, charter from communities.community where id = :id")
                .param("id", community.value())
                .query((row, n) -> new String[] {row.getString(1), row.getString(2)})
                .optional()
                .ifPresent(kept -> amend(community, name, kept[0], kept[1]));
    }
}
