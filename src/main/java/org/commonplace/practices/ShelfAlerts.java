package org.commonplace.practices;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonplace.awareness.Alert;
import org.commonplace.awareness.AlertRows;
import org.commonplace.awareness.AlertSource;
import org.commonplace.chrome.PublicId;
import org.commonplace.people.Organisations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was put on a library's shelf. */
@Component
class ShelfAlerts implements AlertSource {
    private final JdbcClient jdbc;
    private final Organisations organisations;

    ShelfAlerts(JdbcClient jdbc, Organisations organisations) {
        this.jdbc = jdbc;
        this.organisations = organisations;
    }

    @Override
    public String kind() {
        return "library";
    }

    @Override
    public Optional<Subject> subject(String typed) {
        return organisations
                .get(PublicId.parse(typed))
                .map(
                        library ->
                                new Subject(
                                        library.id(),
                                        "",
                                        library.name(),
                                        "/libraries/" + library.key() + "/shelf"));
    }

    @Override
    public Map<Long, List<Long>> fresh(Collection<Alert> alerts) {
        return AlertRows.of(
                jdbc.sql(
                        """
                select a.id as alert, s.practice as card from %s
                  cross join lateral (
                       select practice, since from practices.shelved
                        where organisation = a.target and since > a.since
                        order by since desc limit 100) s
                 order by s.since desc
                """
                                .formatted(AlertRows.ALERTS)),
                alerts);
    }
}
