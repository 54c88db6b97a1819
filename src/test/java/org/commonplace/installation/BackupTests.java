package org.commonplace.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.commonplace.Cast.Person;
import org.commonplace.CommonplaceTest;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class BackupTests extends CommonplaceTest {
    /** What is another cluster's, or moves while the test looks. */
    private static final List<String> LEFT_OUT =
            List.of(
                    "catalogue.activity",
                    "catalogue.cursor",
                    "installation.scheduled_tasks",
                    "mail.letter",
                    "search.unembedded",
                    "search.vector",
                    "search.beside");

    @Autowired private Backup backup;

    @Autowired private JdbcClient jdbc;

    @Autowired private JsonMapper json;

    @TempDir private Path folder;

    @Test
    void aBackupRestoredIntoAnEmptyInstallationIsEqualByContent() throws Exception {
        Person asker = cast.member("Ana Backup");
        Person answerer = cast.member("Bo Backup");
        var question =
                cast.question(
                        asker,
                        "Is a backup that nobody restored a backup?\nWith \\N, tabs\t and ünïcode.");
        answerer.get("/questions/" + question).form("answer ").with("text", "No.").send().ok();
        settle();
        Path file = folder.resolve("all.zip");
        Backup.Written written = backup.write(file);
        try (HikariDataSource empty = empty("commonplace_restored")) {
            JdbcClient there = JdbcClient.create(empty);
            Backup other = new Backup(empty, there, json, Clock.systemUTC());
            assertThat(other.restore(file)).isEqualTo(written);
            assertThat(contents(there)).isEqualTo(contents(jdbc));
            assertThatThrownBy(() -> other.restore(file)).hasMessageContaining("not empty");
        }
    }

    @Test
    void aDamagedBackupIsRefusedAndNothingIsWritten() throws IOException {
        Path file = folder.resolve("damaged.zip");
        backup.write(file);
        byte[] bytes = Files.readAllBytes(file);
        for (int i = bytes.length / 3; i < bytes.length / 3 + 40; i++) bytes[i] ^= 0x55;
        Files.write(file, bytes);
        try (HikariDataSource empty = empty("commonplace_damaged")) {
            JdbcClient there = JdbcClient.create(empty);
            assertThatThrownBy(
                            () -> new Backup(empty, there, json, Clock.systemUTC()).restore(file))
                    .isInstanceOf(Backup.Refused.class);
            assertThat(there.sql("select count(*) from people.persona").query(Long.class).single())
                    .isZero();
        }
        assertThatThrownBy(() -> backup.restore(folder.resolve("none.zip")))
                .hasMessageContaining("no such file");
    }

    private HikariDataSource empty(String name) {
        jdbc.sql("drop database if exists " + name + " with (force)").update();
        jdbc.sql("create database " + name).update();
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(database(name));
        source.setUsername(postgres().user());
        source.setPassword(postgres().secret());
        source.setMaximumPoolSize(3);
        Flyway.configure()
                .dataSource(source)
                .defaultSchema("flyway")
                .createSchemas(true)
                .load()
                .migrate();
        return source;
    }

    /** Of each table the hash of all its rows, in an order of their own. */
    private static Map<String, String> contents(JdbcClient jdbc) throws Exception {
        Map<String, String> contents = new TreeMap<>();
        for (Tables.Table table : Tables.all(jdbc)) {
            if (LEFT_OUT.contains(table.name())) continue;
            String all =
                    jdbc.sql(
                                    "select coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '') from "
                                            + table.name()
                                            + " t")
                            .query(String.class)
                            .single();
            contents.put(
                    table.name(),
                    HexFormat.of()
                            .formatHex(
                                    MessageDigest.getInstance("SHA-256")
                                            .digest(
                                                    all.getBytes(
                                                            java.nio.charset.StandardCharsets
                                                                    .UTF_8))));
        }
        return contents;
    }
}
