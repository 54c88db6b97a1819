package org.commonplace.practices;

import java.util.List;
import java.util.Map;
import org.commonplace.people.Belongings;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What somebody looks after, and what they said of practices: when they leave, nobody keeps it, and
 * with their texts go the lines on slips, reports, proposals and reviews. Verdicts stay, without a
 * name.
 */
@Component
class Kept implements Belongings {
    private final JdbcClient jdbc;
    private final Keepers keepers;
    private final Members members;

    Kept(JdbcClient jdbc, Keepers keepers, Members members) {
        this.jdbc = jdbc;
        this.keepers = keepers;
        this.members = members;
    }

    @Override
    public Map<String, String> export(MemberId member) {
        List<String> lines =
                jdbc.sql(
                                """
                        with me as (select unnest(cast(:personas as bigint[])) as persona)
                        select s.at, c.title, s.what, s.words from (
                            select practice, at, said as what, concat_ws(E'\\n', nullif(library, ''), nullif(line, '')) as words
                              from practices.renewal where persona in (select persona from me)
                            union all
                            select practice, at, verdict, concat_ws(E'\\n', library, nullif(done, ''), nullif(adapted, ''),
                                   nullif(cost, '')) from practices.adoption where reporter in (select persona from me)
                            union all
                            select practice, at, 'proposed', concat_ws(E'\\n', summary, title, body)
                              from practices.proposal where proposer in (select persona from me)
                            union all
                            select practice, said_at, verdict, words
                              from practices.review where reviewer = :member and said_at is not null
                            union all
                            select r.practice, r.asked_at, 'asked to look it over', r.line from practices.review r
                              join practices.credit c on c.practice = r.practice and c.role = 'author'
                             where c.persona in (select persona from me) and r.line <> ''
                            union all
                            select i.practice, i.at, 'picture', coalesce(p.picture ->> 'words', '') from practices.picture i
                              join practices.practice p on p.id = i.practice
                             where i.added_by in (select persona from me)) s
                          join catalogue.every c on c.id = s.practice
                         order by s.at
                        """)
                        .param("member", member.value())
                        .param("personas", personas(member))
                        .query(
                                (row, n) ->
                                        "## "
                                                + row.getString("title")
                                                + "\n\n"
                                                + row.getString("at")
                                                + " · "
                                                + row.getString("what")
                                                + "\n\n"
                                                + row.getString("words"))
                        .list();
        return lines.isEmpty()
                ? Map.of()
                : Map.of("practices/said.md", String.join("\n\n", lines) + "\n");
    }

    @Override
    public void erase(MemberId member, boolean texts) {
        keepers.layDownAll(member);
        if (!texts) return;
        forget("update practices.review set words = '' where reviewer = any(:personas)", member);
        forget(
                """
                update practices.review set line = ''
                 where practice in (select c.practice from practices.credit c
                                     where c.role = 'author' and c.persona = any(:personas))
                """,
                member);
        forget(
                """
                update practices.practice set picture = null
                 where id in (select p.practice from practices.picture p where p.added_by = any(:personas))
                """,
                member);
        forget(
                """
                delete from practices.picture
                 where added_by = any(:personas)
                """,
                member);
        forget(
                """
                update practices.renewal set line = ''
                 where persona = any(:personas)
                """,
                member);
        forget(
                """
                update practices.adoption set done = '', adapted = '', cost = ''
                 where reporter = any(:personas)
                """,
                member);
        forget(
                """
                update practices.proposal set title = '', body = '', summary = '',
                       decision = coalesce(decision, 'withdrawn'), decided_at = coalesce(decided_at, at)
                 where proposer = any(:personas)
                """,
                member);
    }

    private void forget(String sql, MemberId member) {
        jdbc.sql(sql).param("personas", personas(member)).update();
    }

    /** All that the member speaks as, aliases too. */
    private Long[] personas(MemberId member) {
        return members.viewer(member).personas().toArray(Long[]::new);
    }
}
