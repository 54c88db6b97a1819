package org.commonplace.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import org.commonplace.chrome.Bell;
import org.commonplace.chrome.Hand;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL under a data folder, started with durable settings on a loopback port, with a password
 * made at first start.
 *
 * <p>Several processes can use one folder: the first starts the database, the others join it, the
 * last one out stops it. A database that outlived its process (kill -9) is joined as it is; one
 * that died recovers by itself. {@link #watched} starts one again that ends while it is in use.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String USER = "commonplace";
    private final Path folder;
    private final PostgresCluster cluster;
    private final String password;
    private final FileChannel users;
    private final FileLock using;
    private final int port;
    private final List<Hand> watch = new ArrayList<>();

    private EmbeddedDatabase(Path folder) throws IOException {
        this.folder = folder;
        this.cluster = new PostgresCluster(folder);
        Files.createDirectories(folder);
        try (FileChannel gate = channel("start.lock");
                FileLock alone = gate.lock()) {
            LOG.trace("alone {}", alone);
            this.users = channel("users.lock");
            this.using = users.lock(0, Long.MAX_VALUE, true);
            this.password = password();
            cluster.prepare(USER);
            this.port = cluster.running() ? cluster.portInUse() : cluster.start(freePort());
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Looks every second whether PostgreSQL is there, and starts it again, on the same port, where
     * it is not: as long as it takes, if there is no room on the disk.
     */
    public EmbeddedDatabase watched() {
        watch.add(Hand.start("database watch", new Bell(), new Watch()));
        return this;
    }

    private final class Watch implements Hand.Work {
        private boolean said;

        @Override
        public boolean next() {
            if (cluster.alive()) {
                if (said) LOG.warn("the database is up again");
                said = false;
                return false;
            }
            if (!said) LOG.warn("the database has ended; it is started again");
            said = true;
            again();
            return false;
        }

        @Override
        public long rest() {
            return 1;
        }
    }

    private void again() {
        try (FileChannel gate = channel("start.lock");
                FileLock alone = gate.lock()) {
            LOG.trace("alone {}", alone);
            if (!cluster.running()) cluster.start(port);
        } catch (IOException e) {
            LOG.debug("the database did not start", e);
        }
    }

    /** Leaves; the last one out stops the database. */
    @Override
    public void close() {
        Hand.end(watch);
        try (FileChannel gate = channel("start.lock");
                FileLock alone = gate.lock()) {
            LOG.trace("alone {}", alone);
            using.release();
            @Nullable FileLock last = users.tryLock();
            if (last != null) cluster.stop();
            users.close();
        } catch (IOException e) {
            LOG.warn("the database was not stopped: {}", e.toString());
        }
    }
}
