package org.commonplace.deeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is true of the database whatever was done; each statement finds what breaks it. */
public final class Invariants {
    private static final Map<String, String> BROKEN = new LinkedHashMap<>();

    static {
        BROKEN.put(
                "a question counts the answers and comments that are shown",
                """
                select q.id::text, q.answers, n.answers, q.comments, n.comments from questions.question q
                  join catalogue.shown c on c.id = q.id
                  cross join lateral (
                    select count(*) filter (where p.kind = 'answer') as answers,
                           count(*) filter (where p.kind = 'comment') as comments
                      from conversations.shown p where p.thread = q.id and p.id <> q.id) n
                 where (q.answers, q.comments) <> (n.answers, n.comments)
                """);
        BROKEN.put(
                "an answer counts its reports",
                """
                select a.id::text from questions.answer a
                 where a.worked <> (select count(*) from questions.report r where r.answer = a.id and r.verdict = 'worked')
                """);
        BROKEN.put(
                "an open question is answered where somebody answered",
                """
                select q.id::text, q.state, q.answers, q.replies from questions.question q
                  join catalogue.shown c on c.id = q.id
                 where q.state = 'asked' and q.answers + q.replies > 0
                    or q.state = 'answered' and q.answers + q.replies = 0
                """);
        BROKEN.put(
                "a question counts who has the same problem",
                """
                select q.id::text from questions.question q
                 where q.same <> (select count(*) from questions.same_problem s where s.question = q.id)
                """);
        BROKEN.put(
                "one answer is accepted, and the question knows which",
                """
                select q.id::text from questions.question q
                 where q.accepted is distinct from (select max(a.id) from questions.answer a
                                                     where a.question = q.id and a.accepted)
                """);
        BROKEN.put(
                "a thing’s history is a chain that ends where the thing stands",
                """
                select t.card::text, t.from_state, t.before, t.to_state, t.state from (
                    select m.card, m.from_state, m.to_state, c.state,
                           lag(m.to_state) over (partition by m.card order by m.id) as before,
                           lead(m.id) over (partition by m.card order by m.id) as later
                      from catalogue.move m join catalogue.card c on c.id = m.card) t
                 where t.before is not null and t.from_state is distinct from t.before
                    or t.later is null and t.to_state <> t.state
                """);
        BROKEN.put(
                "a card stands as its thing",
                """
                select c.id::text, c.state, k.state from practices.practice k join catalogue.card c on c.id = k.id
                 where c.state <> k.state
                union all
                select c.id::text, c.state, q.state from questions.question q join catalogue.card c on c.id = q.id
                 where c.state <> q.state
                union all
                select c.id::text, c.state, w.state from workgroups.workgroup w join catalogue.card c on c.id = w.id
                 where c.state <> w.state
                """);
        BROKEN.put(
                "a practice counts what was said of it",
                """
                select k.id::text from practices.practice k
                 where k.renewals <> (select count(*) from practices.renewal r
                                       where r.practice = k.id and not r.by_steward and r.said = 'still-true')
                """);
        BROKEN.put(
                "versions of a post follow one another",
                """
                select v.post::text from conversations.version v join conversations.post p on p.id = v.post
                 where v.number >= p.version
                """);
        BROKEN.put(
                "a community counts its members",
                """
                select m.id::text from communities.community m
                 where m.members <> (select count(*) from communities.membership j where j.community = m.id)
                """);
        BROKEN.put(
                "one offer of a practice is open at a time",
                """
                select practice::text from practices.handover where decided_at is null
                 group by practice having count(*) > 1
                """);
        BROKEN.put(
                "nobody has two aliases in a conversation, and no two the same",
                """
                select a.scope::text from people.alias a join people.persona p on p.id = a.persona
                 group by a.scope, p.name having count(*) > 1
                """);
    }

    private Invariants() {}

    public static void hold(JdbcClient jdbc, String after) {
        BROKEN.forEach(
                (rule, statement) -> {
                    List<Map<String, Object>> broken =
                            jdbc.sql(statement + " limit 5").query().listOfRows();
                    assertThat(broken).as(rule + ", after " + after).isEmpty();
                });
    }
}
