package org.commonplace.awareness;

import java.util.Collection;
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
        return AlertRows.of(
                jdbc.sql(
                        """
                select a.id as alert, c.id as card from %s
                  join people.known_as k on k.person = a.target
                  cross join lateral (
                       select s.id, s.at from catalogue.shown s
                        where s.byline = k.persona and s.at > a.since and s.kind in ('question', 'answer', 'practice') and s.state <> 'same'
                        order by s.at desc, s.id desc limit 100) c
                 order by c.at desc
                """
                                .formatted(AlertRows.ALERTS)),
                alerts);
    }
}
