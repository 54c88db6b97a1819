package org.commonplace.chrome;

import java.io.IOException;
import java.time.Duration;

/** How fast somebody sends or reads: after a minute at least a kilobyte a second, or it ends. */
final class Pace {
    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final long BYTES_A_SECOND = 1_000;
    private final long began = System.nanoTime();
    private long bytes;

    void moved(long more) throws IOException {
        bytes += more;
        long late = (System.nanoTime() - began - GRACE.toNanos()) / 1_000_000_000L;
        if (late > 0 && bytes / late < BYTES_A_SECOND)
            throw new IOException("this line is too slow: " + bytes + " bytes");
    }
}
