package org.commonplace.installation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonplace.chrome.Rows;
import org.commonplace.mail.Letters;
import org.commonplace.people.Members;
import org.commonplace.search.Index;
import org.commonplace.search.Indexer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the house is: sizes, queues and jobs. */
@Component
class Health {
    private final JdbcClient jdbc;
    private final Letters letters;
    private final Members members;
    private final Index index;
    private final Indexer indexer;

    Health(JdbcClient jdbc, Letters letters, Members members, Index index, Indexer indexer) {
        this.jdbc = jdbc;
        this.letters = letters;
        this.members = members;
        this.index = index;
        this.indexer = indexer;
    }

    /** Figures by the key of their message: {@code house.figure.KEY}. */
    Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        Map<String, Long> people = members.counts();
        figures.put("members", people.getOrDefault("active", 0L));
        figures.put("unclaimed", people.getOrDefault("unclaimed", 0L));
        for (String kind : List.of("question", "answer", "comment", "community"))
            figures.put(
                    kind,
                    jdbc.sql("select count(*) from catalogue.shown where kind = :kind")
                            .param("kind", kind)
                            .query(Long.class)
                            .single());
        figures.put("indexed", index.count());
        figures.put("vectors-waiting", indexer.waiting());
        Map<String, Long> mail = letters.counts();
        figures.put("mail-queued", mail.getOrDefault("queued", 0L));
        figures.put("mail-sent", mail.getOrDefault("sent", 0L));
        figures.put("mail-failed", mail.getOrDefault("failed", 0L));
        figures.put(
                "database-megabytes",
                jdbc.sql("select pg_database_size(current_database()) / 1000000")
                        .query(Long.class)
                        .single());
        return figures;
    }

    /** A scheduled job: when it runs next, and how it went last. */
    record Job(
            String name,
            java.time.Instant next,
            java.time.@Nullable Instant succeeded,
            java.time.@Nullable Instant failed) {}

    List<Job> jobs() {
        return jdbc.sql(
                        """
                select task_name, execution_time, last_success, last_failure from installation.scheduled_tasks
                 order by task_name
                """)
                .query(
                        (row, n) ->
                                new Job(
                                        row.getString("task_name"),
                                        Rows.instant(row, "execution_time"),
                                        Rows.instantOrNull(row, "last_success"),
                                        Rows.instantOrNull(row, "last_failure")))
                .list();
    }
}
