package org.commonplace.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot begin says why in one sentence. */
class OneServerTests {
    @TempDir private Path data;

    @Test
    void aSecondServerOnTheSameFolderAndANewerSchemaAreRefusedInOneSentence() throws Exception {
        try (Server first = new Server(data)) {
            String said =
                    Server.run(
                            List.of("serve", "--port", "0", "--data", data.toString()),
                            Duration.ofSeconds(40));
            assertThat(sentences(said)).hasSize(1);
            assertThat(said).contains("server", data.toString());
            assertThat(House.get(first, "/search?q=one", Duration.ofSeconds(5)).status())
                    .isEqualTo(200);
            String reindexed =
                    Server.run(
                            List.of("reindex", "--data", data.toString()), Duration.ofSeconds(40));
            assertThat(sentences(reindexed)).hasSize(1);
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.open(data);
                Connection connection =
                        DriverManager.getConnection(
                                database.url(), database.user(), database.secret())) {
            connection
                    .createStatement()
                    .execute(
                            """
                            insert into flyway.flyway_schema_history
                            select installed_rank + 1, '20991231.2359', 'from the future', type, 'V20991231_2359__x.sql',
                                   checksum, installed_by, installed_on, execution_time, success
                              from flyway.flyway_schema_history order by installed_rank desc limit 1
                            """);
        }
        String newer =
                Server.run(
                        List.of("serve", "--port", "0", "--data", data.toString()),
                        Duration.ofSeconds(60));
        assertThat(sentences(newer)).hasSize(1);
        assertThat(newer).contains("20991231.2359", "newer");
    }

    /** Without what Java says of itself. */
    private static List<String> sentences(String said) {
        return said.lines()
                .filter(line -> !line.matches("\\s*|WARNING: Using incubator.*|SLF4J.*|.*ical4j.*"))
                .toList();
    }
}
