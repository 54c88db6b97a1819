package org.commonplace.catalogue;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.commonplace.chrome.Bell;
import org.commonplace.chrome.Rows;
import org.commonplace.people.Voice;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The log that later rooms read: written in the transaction of the deed, append-only. */
@Component
public class Activity {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<String, Bell> bells = new ConcurrentHashMap<>();

    Activity(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    public void record(@Nullable Voice actor, String verb, long card, Map<String, ?> facts) {
        jdbc.sql(
                        """
                insert into catalogue.activity (actor, verb, card, audience, at, facts)
                select :actor, :verb, c.id, c.audience, :at, cast(:facts as jsonb)
                  from catalogue.card c where c.id = :card
                """)
                .param("actor", actor == null ? null : actor.id())
                .param("verb", verb)
                .param("card", card)
                .param("at", Rows.sql(clock.instant()))
                .param("facts", json.writeValueAsString(facts))
                .update();
        bells.values().forEach(Bell::ring);
    }

    Bell bell(String reader) {
        return bells.computeIfAbsent(reader, name -> new Bell());
    }
}
