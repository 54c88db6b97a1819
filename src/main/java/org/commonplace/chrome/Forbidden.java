package org.commonplace.chrome;

/**
 * The reader may see the thing, but not do this to it. The key names the message that says which
 * rule, and the way round it.
 */
public final class Forbidden extends RuntimeException {
    private final String key;

    public Forbidden(String key) {
        super(key, null, false, false);
        this.key = key;
    }

    public String key() {
        return key;
    }
}
