package org.commonplace.chrome;

import java.time.Duration;

/** More than the rate limit allows; says when to come back. */
public final class TooMany extends RuntimeException {
    private final Duration wait;

    public TooMany(Duration wait) {
        super("too many", null, false, false);
        this.wait = wait;
    }

    public Duration until() {
        return wait;
    }
}
