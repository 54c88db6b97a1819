package org.commonplace.chrome;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * How much room there is on the disk of the data folder. The house stops taking texts before the
 * last bit is used: what the database needs to go on must still fit.
 */
@Component
public class Disk {
    /** How it stands, in the words of its message and of health. */
    public enum Room {
        AMPLE,
        NEARLY_FULL,
        FULL
    }

    private final Path folder;
    private final long nearlyFull;
    private final long full;

    /** Found once: looking for it reads the table of all mounts. */
    private volatile @Nullable FileStore store;

    Disk(
            @Value("${commonplace.data}") Path folder,
            @Value("${commonplace.disk.nearly-full-megabytes:1000}") long nearlyFull,
            @Value("${commonplace.disk.full-megabytes:200}") long full) {
        this.folder = folder.toAbsolutePath();
        this.nearlyFull = nearlyFull;
        this.full = full;
    }

    /** Megabytes that can still be written. */
    public long free() {
        try {
            FileStore open = store;
            if (open == null) {
                open = Files.getFileStore(Files.createDirectories(folder));
                store = open;
            }
            return open.getUsableSpace() / 1_000_000;
        } catch (IOException e) {
            return 0;
        }
    }

    public Room room() {
        long free = free();
        if (free < full) return Room.FULL;
        return free < nearlyFull ? Room.NEARLY_FULL : Room.AMPLE;
    }

    public boolean full() {
        return room() == Room.FULL;
    }
}
