package org.commonplace.communities;

import java.util.HashSet;
import java.util.Set;
import org.commonplace.awareness.Discreet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What happens in a lab stands in no digest and no feed. */
@Component
class DiscreetLabs implements Discreet {
    private final JdbcClient jdbc;

    DiscreetLabs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<Long> communities() {
        return new HashSet<>(
                jdbc.sql("select id from communities.labs")
                        .query((row, n) -> row.getLong(1))
                        .list());
    }
}
