package org.commonplace.practices;

import java.util.List;
import java.util.Map;
import org.commonplace.people.Belongings;
import org.commonplace.people.MemberId;
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

    Kept(JdbcClient jdbc, Keepers keepers) {
        this.jdbc = jdbc;
        this.keepers = keepers;
    }

    @Override
    public Map<String, String> export(MemberId member) {
        List<String> lines =
                jdbc.sql(
                                """
                        with me as (select persona from people.known_as where person = :member)
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
                              from practices.review where reviewer = :member and said_at is not null) s
                          join catalogue.every c on c.id = s.practice
                         order by s.at
                        """)
                        .param("member", member.value())
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
        forget("update practices.review set words = '' where reviewer = :member", member);
        forget(
                """
                update practices.practice set picture = null
                 where id in (select p.practice from practices.picture p join people.known_as n on n.persona = p.added_by
                               where n.person = :member)
                """,
                member);
        forget(
                """
                delete from practices.picture
                 where added_by in (select persona from people.known_as where person = :member)
                """,
                member);
        forget(
                """
                update practices.renewal set line = ''
                 where persona in (select persona from people.known_as where person = :member)
                """,
                member);
        forget(
                """
                update practices.adoption set done = '', adapted = '', cost = ''
                 where reporter in (select persona from people.known_as where person = :member)
                """,
                member);
        forget(
                """
                update practices.proposal set title = '', body = '', summary = '',
                       decision = coalesce(decision, 'withdrawn'), decided_at = coalesce(decided_at, at)
                 where proposer in (select persona from people.known_as where person = :member)
                """,
                member);
    }

    private void forget(String sql, MemberId member) {
        jdbc.sql(sql).param("member", member.value()).update();
    }
}
