package org.commonplace.installation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL under a data folder, started with durable settings on a loopback port, with a password
 * made at first start.
 *
 * <p>Several processes can use one folder: the first starts the database, the others join it, the
 * last one out stops it. A database that outlived its process (kill -9) is joined as it is; one
 * that died recovers by itself.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String USER = "commonplace";
    private static final String VERSION = "18.4";
    private static final long PATIENCE = 120;
    private final Path folder;
    private final Path cluster;
    private final Path binaries;
    private final String password;
    private final FileChannel users;
    private final FileLock using;
    private final int port;

    private EmbeddedDatabase(Path folder) throws IOException {
        this.folder = folder;
        this.cluster = folder.resolve("postgres");
        this.binaries = folder.resolve("postgresql-" + VERSION);
        Files.createDirectories(folder);
        try (FileChannel gate = channel("start.lock");
                FileLock alone = gate.lock()) {
            LOG.trace("alone {}", alone);
            this.users = channel("users.lock");
            this.using = users.lock(0, Long.MAX_VALUE, true);
            this.password = password();
            unpack();
            initialise();
            this.port = running() ? portInUse() : start();
        }
    }

    /** Opens the database of a folder: starts it, or joins it where it runs already. */
    public static EmbeddedDatabase open(Path folder) {
        try {
            return new EmbeddedDatabase(folder.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException("the database in " + folder + " could not be opened", e);
        }
    }

    public String url() {
        return url("postgres");
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:"
                + port
                + "/"
                + database
                + "?reWriteBatchedInserts=true&preparedStatementCacheQueries=1024";
    }

    public String user() {
        return USER;
    }

    public String secret() {
        return password;
    }

    private FileChannel channel(String name) throws IOException {
        return FileChannel.open(
                folder.resolve(name),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    private String password() throws IOException {
        Path file = folder.resolve("postgres.password");
        if (Files.exists(file)) return Files.readString(file).strip();
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        String fresh = HexFormat.of().formatHex(bytes);
        Path half = Files.createTempFile(folder, "password", "");
        Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(half, fresh);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        return fresh;
    }

    private void unpack() throws IOException {
        if (Files.exists(binaries)) return;
        Path half = Files.createTempDirectory(folder, "unpacking");
        String archive = "/postgres-" + platform() + ".txz";
        try (InputStream packed = EmbeddedDatabase.class.getResourceAsStream(archive)) {
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

    private void initialise() throws IOException {
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
                        USER,
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

    private boolean running() {
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
    private int portInUse() throws IOException {
        return Integer.parseInt(
                Files.readAllLines(cluster.resolve("postmaster.pid")).get(3).strip());
    }

    private int start() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
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

    /** Leaves; the last one out stops the database. */
    @Override
    public void close() {
        try (FileChannel gate = channel("start.lock");
                FileLock alone = gate.lock()) {
            LOG.trace("alone {}", alone);
            using.release();
            @Nullable FileLock last = users.tryLock();
            if (last != null) stop();
            users.close();
        } catch (IOException e) {
            LOG.warn("the database was not stopped: {}", e.toString());
        }
    }

    private void stop() throws IOException {
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
}
