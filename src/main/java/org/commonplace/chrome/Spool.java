package org.commonplace.chrome;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where things lie that are too large for the memory, while they come or go: never longer than the
 * request or mail that they belong to.
 */
@Component
public class Spool {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final int PIECE = 16 * 1024;
    private final Path folder;

    Spool(
            @Value("${commonplace.data}") Path data,
            @Value("${commonplace.background:true}") boolean serving) {
        this.folder = data.toAbsolutePath().resolve("spool");
        if (serving) clear();
    }

    /** What a kill left behind. */
    private void clear() {
        if (!Files.isDirectory(folder)) return;
        try (Stream<Path> left = Files.list(folder)) {
            for (Path one : left.toList()) Files.deleteIfExists(one);
        } catch (IOException e) {
            LOG.warn("the spool was not cleared: {}", e.toString());
        }
    }

    /** Something that lies there until it is closed. */
    public static final class Piece implements AutoCloseable {
        private final Path file;

        private Piece(Path file) {
            this.file = file;
        }

        public InputStream read() throws IOException {
            return new BufferedInputStream(Files.newInputStream(file), PIECE);
        }

        public OutputStream write() throws IOException {
            return Files.newOutputStream(file);
        }

        public long size() throws IOException {
            return Files.size(file);
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("{} stays in the spool: {}", file, e.toString());
            }
        }
    }

    public Piece piece() throws IOException {
        return new Piece(Files.createTempFile(Files.createDirectories(folder), "", ""));
    }

    /** Takes in a stream, one byte more than {@code most} at most. */
    public Piece take(InputStream in, long most) throws IOException {
        Piece piece = piece();
        try (OutputStream out = piece.write()) {
            byte[] buffer = new byte[PIECE];
            long left = most + 1;
            while (left > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) break;
                out.write(buffer, 0, n);
                left -= n;
            }
            return piece;
        } catch (IOException | RuntimeException e) {
            piece.close();
            throw e;
        }
    }
}
