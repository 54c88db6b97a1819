package org.commonplace.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The data folder has one server, which writes its index. The lock lasts as long as the process,
 * however that ends.
 */
public final class DataFolder {
    private static @Nullable FileLock held;

    private DataFolder() {}

    /** Takes the folder for this process; false where another one has it. */
    public static synchronized boolean take(Path folder) {
        try {
            FileChannel channel =
                    FileChannel.open(
                            Files.createDirectories(folder).resolve("server.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
