package org.commonplace.chrome;

import java.time.Instant;

/** A thing that was here: its page says when and why it went. */
public final class Gone extends RuntimeException {
    private final Instant at;
    private final String because;

    public Gone(Instant at, String because) {
        super("gone", null, false, false);
        this.at = at;
        this.because = because;
    }

    public Instant at() {
        return at;
    }

    public String because() {
        return because;
    }
}
