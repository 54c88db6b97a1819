package org.commonplace.installation;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.commonplace.CommonplaceTest;
import org.commonplace.deeds.Invariants;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The database of a version before, as its own backup brings it, comes through the migrations with
 * everything in its place. The backups of older versions lie in {@code before}; {@code
 * -Dbefore=FILE} tries another one, as that of a real house.
 */
class UpgradeTests extends CommonplaceTest {
    /** What migrations since then write anew on purpose. */
    private static final List<String> REWRITTEN =
            List.of("questions.question", "practices.handover", "practices.co_steward");

    /** What stands elsewhere since then: two histories became one. */
    private static final List<String> MOVED =
            List.of("questions.transition", "practices.transition");

    @Autowired private JsonMapper json;

    private static List<Path> backups() throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> kept = Files.list(Path.of("src/test/resources/before"))) {
            kept.sorted().forEach(all::add);
        }
        String given = System.getProperty("before");
        if (given != null) all.add(Path.of(given));
        return all;
    }

    @Test
    void theHouseOfTheVersionBeforeComesThroughWithEverythingInItsPlace() throws Exception {
        assertThat(backups()).isNotEmpty();
        for (Path backup : backups()) {
            String name = "commonplace_before";
            try (HikariDataSource old = empty(name, backup)) {
                JdbcClient jdbc = JdbcClient.create(old);
                new Backup(old, jdbc, json, Clock.systemUTC()).restore(backup);
                Map<String, String> before = contents(jdbc);
                long steps = 0;
                for (String table : MOVED) steps += Long.parseLong(before.remove(table));
                before.keySet().removeIf(column -> MOVED.stream().anyMatch(column::startsWith));
                assertThat(before).hasSizeGreaterThan(60);
                flyway(old, null).migrate();
                Map<String, String> after = contents(jdbc);
                assertThat(Long.parseLong(after.get("catalogue.move")))
                        .isGreaterThanOrEqualTo(steps);
                before.forEach(
                        (column, content) ->
                                assertThat(after.get(column))
                                        .as(backup + ": " + column)
                                        .isEqualTo(content));
                Invariants.hold(jdbc, "the upgrade of " + backup);
            }
        }
    }

    /** Each column of each table that is not written anew: how many rows, and a sum over them. */
    private static Map<String, String> contents(JdbcClient jdbc) {
        Map<String, String> contents = new TreeMap<>();
        for (Tables.Table table : Tables.all(jdbc)) {
            contents.put(
                    table.name(),
                    jdbc.sql("select count(*)::text from " + table.name())
                            .query(String.class)
                            .single());
            if (REWRITTEN.contains(table.name())) continue;
            for (String column : table.columns())
                contents.put(
                        table.name() + "." + column,
                        jdbc.sql(
                                        "select coalesce(sum(hashtextextended(coalesce(%1$s::text, ''), 7)), 0)::text from %2$s"
                                                .formatted("\"" + column + "\"", table.name()))
                                .query(String.class)
                                .single());
        }
        return contents;
    }

    private HikariDataSource empty(String name, Path backup) throws SQLException, IOException {
        try (var connection =
                DriverManager.getConnection(
                        postgres().url(), postgres().user(), postgres().secret())) {
            connection
                    .createStatement()
                    .execute("drop database if exists " + name + " with (force)");
            connection.createStatement().execute("create database " + name);
        }
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(database(name));
        source.setUsername(postgres().user());
        source.setPassword(postgres().secret());
        source.setMaximumPoolSize(2);
        flyway(source, version(backup)).migrate();
        return source;
    }

    private String version(Path backup) throws IOException {
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            return json.readTree(zip.getInputStream(zip.getEntry("manifest.json")))
                    .get("schemaVersion")
                    .asString();
        }
    }

    private static Flyway flyway(HikariDataSource source, String target) {
        return Flyway.configure()
                .dataSource(source)
                .defaultSchema("flyway")
                .createSchemas(true)
                .target(
                        target == null
                                ? MigrationVersion.LATEST
                                : MigrationVersion.fromVersion(target))
                .load();
    }
}
