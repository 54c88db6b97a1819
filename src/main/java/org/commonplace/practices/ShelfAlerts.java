package org.commonplace.practices;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonplace.awareness.Alert;
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
        Map<Long, List<Long>> fresh = new HashMap<>();
        jdbc.sql(
                        """
                select a.id as alert, s.practice from unnest(cast(:ids as bigint[]), cast(:libraries as bigint[]),
                                                             cast(cast(:since as text[]) as timestamptz[])) as a (id, library, since)
                  join practices.shelved s on s.organisation = a.library and s.since > a.since
                 order by s.since desc limit 5000
                """)
                .param("ids", alerts.stream().map(Alert::id).toArray(Long[]::new))
                .param("libraries", alerts.stream().map(Alert::target).toArray(Long[]::new))
                .param(
                        "since",
                        alerts.stream()
                                .map(Alert::since)
                                .map(Instant::toString)
                                .toArray(String[]::new))
                .query(
                        row -> {
                            fresh.computeIfAbsent(row.getLong("alert"), one -> new ArrayList<>())
                                    .add(row.getLong("practice"));
                        });
        return fresh;
    }
}
