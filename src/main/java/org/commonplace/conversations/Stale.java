package org.commonplace.conversations;

/** Somebody else saved the post since this edit was begun; nothing was written. */
public final class Stale extends RuntimeException {
    private final transient Post current;

    Stale(Post current) {
        super("stale", null, false, false);
        this.current = current;
    }

    public Post current() {
        return current;
    }
}
