package org.commonplace.installation;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.commonplace.installation.Tables.Table;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything in the database as one zip file: each table as PostgreSQL's COPY writes it, taken in
 * one snapshot, and a manifest with the schema's version, rows and SHA-256 of each. Restoring takes
 * an empty installation, and is one transaction: all or nothing. The search index is not in it; it
 * is made anew.
 */
@Component
class Backup {
    private static final String MANIFEST = "manifest.json";
    private static final int LARGEST_MANIFEST = 16_000_000;
    private static final int FORMAT = 1;
    private final DataSource database;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Backup(DataSource database, JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.database = database;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    record Written(int tables, long rows) {}

    record Part(String table, List<String> columns, long rows, String sha256) {}

    record Manifest(int format, String made, String schemaVersion, List<Part> parts) {}

    /** A backup that cannot be made or read, with the reason; nothing was changed. */
    static final class Refused extends RuntimeException {
        Refused(String why) {
            super(why);
        }
    }

    Written write(Path file) {
        Path half = file.resolveSibling(file.getFileName() + ".part");
        try (Connection connection = database.getConnection();
                ZipOutputStream zip =
                        new ZipOutputStream(
                                new BufferedOutputStream(Files.newOutputStream(half)))) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            List<Part> parts = new ArrayList<>();
            for (Table table : Tables.all(jdbc)) parts.add(write(table, copy, zip));
            connection.rollback();
            zip.putNextEntry(new ZipEntry(MANIFEST));
            zip.write(
                    json.writeValueAsBytes(
                            new Manifest(
                                    FORMAT, clock.instant().toString(), schemaVersion(), parts)));
            zip.closeEntry();
            zip.close();
            Files.move(
                    half,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return sum(parts);
        } catch (IOException | SQLException e) {
            throw new Refused("The backup could not be written: " + e.getMessage());
        }
    }

    private static Part write(Table table, CopyManager copy, ZipOutputStream zip)
            throws IOException, SQLException {
        zip.putNextEntry(new ZipEntry("tables/" + table.name() + ".copy"));
        MessageDigest digest = sha256();
        long rows =
                copy.copyOut(
                        "copy " + table.name() + " (" + table.columnList() + ") to stdout",
                        new DigestOutputStream(new Unclosed(zip), digest));
        zip.closeEntry();
        return new Part(
                table.name(), table.columns(), rows, HexFormat.of().formatHex(digest.digest()));
    }

    Written restore(Path file) {
        if (!Files.isRegularFile(file)) throw new Refused("There is no such file: " + file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Manifest manifest = manifest(zip);
            check(manifest, zip);
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                read(manifest, zip, connection);
                connection.commit();
            }
            return sum(manifest.parts());
        } catch (IOException | SQLException e) {
            throw new Refused("Nothing was restored: " + e.getMessage());
        }
    }

    private Manifest manifest(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(MANIFEST);
        if (entry == null)
            throw new Refused("This file has no manifest: it is no backup, or not a whole one.");
        try (InputStream in = zip.getInputStream(entry)) {
            return json.readValue(in.readNBytes(LARGEST_MANIFEST), Manifest.class);
        }
    }

    /** Everything is read once before anything is written. */
    private void check(Manifest manifest, ZipFile zip) throws IOException {
        if (manifest.format() != FORMAT)
            throw new Refused(
                    "This backup is of format "
                            + manifest.format()
                            + "; this program reads "
                            + FORMAT
                            + ".");
        if (!manifest.schemaVersion().equals(schemaVersion()))
            throw new Refused(
                    "This backup is of schema "
                            + manifest.schemaVersion()
                            + ", the program of "
                            + schemaVersion()
                            + ". Restore it with the program that made it, then upgrade.");
        if (jdbc.sql("select exists (select from people.byline)").query(Boolean.class).single())
            throw new Refused(
                    "This installation is not empty. Restore into a new data folder (--data DIR).");
        for (Part part : manifest.parts()) {
            MessageDigest digest = sha256();
            try (InputStream in = new DigestInputStream(entry(zip, part), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            if (!HexFormat.of().formatHex(digest.digest()).equals(part.sha256()))
                throw new Refused(
                        "The backup is damaged: the checksum of "
                                + part.table()
                                + " does not fit.");
        }
    }

    private static InputStream entry(ZipFile zip, Part part) throws IOException {
        ZipEntry entry = zip.getEntry("tables/" + part.table() + ".copy");
        if (entry == null)
            throw new Refused("The backup is damaged: " + part.table() + " is missing.");
        return new BufferedInputStream(zip.getInputStream(entry));
    }

    private void read(Manifest manifest, ZipFile zip, Connection connection)
            throws IOException, SQLException {
        List<Table> known = Tables.all(jdbc);
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "truncate " + String.join(", ", known.stream().map(Table::name).toList()));
            for (Part part : manifest.parts()) {
                Table table =
                        known.stream()
                                .filter(
                                        one ->
                                                one.name().equals(part.table())
                                                        && one.columns().equals(part.columns()))
                                .findFirst()
                                .orElseThrow(
                                        () ->
                                                new Refused(
                                                        "The backup has a table that this program does not know: "
                                                                + part.table()));
                try (InputStream in = entry(zip, part)) {
                    copy.copyIn(
                            "copy " + table.name() + " (" + table.columnList() + ") from stdin",
                            in);
                }
            }
            afterwards(statement, known.stream().map(Table::name).toList());
        }
    }

    /**
     * Numbers go on behind the last; transaction ids are of another cluster, so the log counts as
     * read.
     */
    private static void afterwards(Statement statement, List<String> known) throws SQLException {
        for (String table : List.of("catalogue.activity", "catalogue.move", "mail.letter"))
            if (known.contains(table))
                statement.execute(
                        "select setval(pg_get_serial_sequence('%1$s', 'id'), coalesce((select max(id) from %1$s), 0) + 1)"
                                .formatted(table));
        statement.execute("update catalogue.activity set xid = '3'");
        statement.execute(
                "update catalogue.cursor set xid = '3', id = (select coalesce(max(id), 0) from catalogue.activity)");
    }

    private String schemaVersion() {
        return jdbc.sql("select max(version) from flyway.flyway_schema_history where success")
                .query(String.class)
                .single();
    }

    private static Written sum(List<Part> parts) {
        return new Written(parts.size(), parts.stream().mapToLong(Part::rows).sum());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** COPY closes what it is given; the zip goes on. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() {
            // The zip goes on.
        }
    }
}
