package org.commonplace.chrome;

/** Nothing here that the reader may see. */
public final class NotFound extends RuntimeException {
    public NotFound() {
        super("not found", null, false, false);
    }
}
