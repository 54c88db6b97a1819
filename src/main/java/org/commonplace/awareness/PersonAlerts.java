package org.commonplace.awareness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a person asked, answered and kept under their own name. */
@Component
class PersonAlerts implements AlertSource {
    private final JdbcClient jdbc;
    private final Members members;

    PersonAlerts(JdbcClient jdbc, Members members) {
        this.jdbc = jdbc;
        this.members = members;
    }

    @Override
    public String kind() {
        return "person";
    }

    @Override
    public Optional<Subject> subject(String typed) {
        return members.profile(MemberId.of(typed))
                .filter(profile -> !profile.state().equals("left") && profile.name() != null)
                .map(
                        profile ->
                                new Subject(
                                        profile.id().value(),
                                        "",
                                        String.valueOf(profile.name()),
                                        "/people/" + profile.id()));
    }

    @Override
    public Map<Long, List<Long>> fresh(Collection<Alert> alerts) {
        Map<Long, List<Long>> fresh = new HashMap<>();
        jdbc.sql(
                        """
                select a.id as alert, c.id from unnest(cast(:ids as bigint[]), cast(:people as bigint[]),
                                                       cast(cast(:since as text[]) as timestamptz[])) as a (id, person, since)
                  join people.known_as k on k.person = a.person
                  cross join lateral (
                       select s.id, s.at from catalogue.shown s
                        where s.byline = k.persona and s.at > a.since and s.kind in ('question', 'answer', 'practice')
                        order by s.at desc, s.id desc limit 100) c
                 order by c.at desc
                """)
                .param("ids", alerts.stream().map(Alert::id).toArray(Long[]::new))
                .param("people", alerts.stream().map(Alert::target).toArray(Long[]::new))
                .param(
                        "since",
                        alerts.stream()
                                .map(Alert::since)
                                .map(Instant::toString)
                                .toArray(String[]::new))
                .query(
                        row -> {
                            fresh.computeIfAbsent(row.getLong("alert"), one -> new ArrayList<>())
                                    .add(row.getLong("id"));
                        });
        return fresh;
    }
}
