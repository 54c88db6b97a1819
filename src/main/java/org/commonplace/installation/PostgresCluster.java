package org.commonplace.installation;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs and files in a data folder: made, started and stopped. */
final class PostgresCluster {
    private static final String VERSION = "18.4";
    private static final long PATIENCE = 120;
    private final Path folder;
    private final Path cluster;
    private final Path binaries;

    PostgresCluster(Path folder) {
        this.folder = folder;
        this.cluster = folder.resolve("postgres");
        this.binaries = folder.resolve("postgresql-" + VERSION);
    }

    /** Unpacks the programs and makes an empty database, where there is none yet. */
    void prepare(String user) throws IOException {
        unpack();
        initialise(user);
    }

    private void unpack() throws IOException {
        if (Files.exists(binaries)) return;
        Path half = Files.createTempDirectory(folder, "unpacking");
        String archive = "/postgres-" + platform() + ".txz";
        try (InputStream packed = PostgresCluster.class.getResourceAsStream(archive)) {
            if (packed == null)
                throw new IOException(
                        "this build holds no PostgreSQL for "
                                + platform()
                                + "; set DATABASE_URL to use one of yours");
            untar(packed, half);
        }
        Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(half, binaries, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String platform() {
        String os =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac")
                        ? "darwin"
                        : "linux";
        String arch = System.getProperty("os.arch").matches("aarch64|arm64") ? "arm_64" : "x86_64";
        return os + "-" + arch;
    }

    private static void untar(InputStream packed, Path to) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path file = to.resolve(entry.getName()).normalize();
                if (!file.startsWith(to))
                    throw new IOException("an entry leads outside: " + entry.getName());
                if (entry.isDirectory()) Files.createDirectories(file);
                else {
                    Files.createDirectories(file.getParent());
                    if (entry.isSymbolicLink())
                        Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                    else Files.copy(tar, file);
                    if ((entry.getMode() & 0100) != 0 && !entry.isSymbolicLink())
                        Files.setPosixFilePermissions(
                                file, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
    }

    private void initialise(String user) throws IOException {
        if (Files.exists(cluster.resolve("PG_VERSION"))) return;
        Path half = folder.resolve("postgres.new");
        run(List.of("rm", "-rf", half.toString()), "clear a half-made database");
        List<String> command = unprivileged();
        command.addAll(
                List.of(
                        binaries.resolve("bin/initdb").toString(),
                        "-D",
                        half.toString(),
                        "-U",
                        user,
                        "--auth=scram-sha-256",
                        "--pwfile=" + folder.resolve("postgres.password"),
                        "-E",
                        "UTF8",
                        "--locale=C.UTF-8"));
        run(command, "make the database");
        Files.writeString(
                half.resolve("postgresql.auto.conf"),
                """
                # Written by Commonplace when the database was made; postgresql.conf can override nothing here.
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                fsync = on
                synchronous_commit = on
                full_page_writes = on
                max_connections = 80
                shared_buffers = 256MB
                effective_cache_size = 1GB
                random_page_cost = 1.1
                max_wal_size = 2GB
                jit = off
                log_min_messages = warning
                """);
        Files.move(half, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whether it answers on its port. */
    boolean running() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), portInUse())) {
            return socket.isConnected() && status();
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            return false;
        }
    }

    private boolean status() throws IOException {
        List<String> command = unprivileged();
        command.addAll(
                List.of(
                        binaries.resolve("bin/pg_ctl").toString(),
                        "-D",
                        cluster.toString(),
                        "status"));
        return process(command).exit() == 0;
    }

    /** The fourth line of PostgreSQL's own note is its port. */
    int portInUse() throws IOException {
        return Integer.parseInt(
                Files.readAllLines(cluster.resolve("postmaster.pid")).get(3).strip());
    }

    /** Starts it on a port, and returns that. */
    int start(int free) throws IOException {
        // Left by a start for which there was no room; PostgreSQL would ask for a person.
        Path note = cluster.resolve("postmaster.pid");
        if (Files.exists(note) && Files.size(note) == 0) Files.delete(note);
        List<String> command = unprivileged();
        command.addAll(
                List.of(
                        binaries.resolve("bin/pg_ctl").toString(),
                        "-D",
                        cluster.toString(),
                        "-w",
                        "-t",
                        String.valueOf(PATIENCE),
                        "-l",
                        folder.resolve("postgres.log").toString(),
                        "-o",
                        "-p " + free,
                        "start"));
        run(command, "start the database (see " + folder.resolve("postgres.log") + ")");
        return free;
    }

    /**
     * PostgreSQL refuses to run as root: then it runs in a user namespace of its own, where nobody
     * is root.
     */
    private List<String> unprivileged() throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) return new ArrayList<>();
        if (process(List.of("unshare", "-U", "true")).exit() == 0)
            return new ArrayList<>(List.of("unshare", "-U"));
        run(List.of("chown", "-R", "nobody", folder.toString()), "hand the folder to nobody");
        return new ArrayList<>(List.of("setpriv", "--reuid=nobody", "--clear-groups"));
    }

    /** Whether PostgreSQL's first process lives; one that nobody has buried does not. */
    boolean alive() {
        try {
            long pid =
                    Long.parseLong(
                            Files.readAllLines(cluster.resolve("postmaster.pid"))
                                    .getFirst()
                                    .strip());
            Path state = Path.of("/proc", String.valueOf(pid), "stat");
            boolean buried = !Files.exists(state) || !Files.readString(state).contains(") Z ");
            return buried && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
        } catch (IOException | NoSuchElementException | NumberFormatException e) {
            return false;
        }
    }

    void stop() throws IOException {
        List<String> command = unprivileged();
        command.addAll(
                List.of(
                        binaries.resolve("bin/pg_ctl").toString(),
                        "-D",
                        cluster.toString(),
                        "-w",
                        "-m",
                        "fast",
                        "stop"));
        run(command, "stop the database");
    }

    private record Outcome(int exit, String output) {}

    private static void run(List<String> command, String what) throws IOException {
        Outcome outcome = process(command);
        if (outcome.exit() != 0)
            throw new IOException("could not " + what + ": " + outcome.output().strip());
    }

    private static Outcome process(List<String> command) throws IOException {
        Path output = Files.createTempFile("commonplace", ".log");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            if (!process.waitFor(PATIENCE + 10, TimeUnit.SECONDS)) process.destroyForcibly();
            return new Outcome(process.waitFor(), Files.readString(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
