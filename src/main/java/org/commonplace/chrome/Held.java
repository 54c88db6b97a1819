package org.commonplace.chrome;

/**
 * Something that its own author asks for, and nobody else can see now: it waits for a moderator's
 * look, or a moderator has hidden it.
 */
public final class Held extends RuntimeException {
    private final String title;
    private final String gist;
    private final boolean waits;

    public Held(String title, String gist, boolean waits) {
        super("held", null, false, false);
        this.title = title;
        this.gist = gist;
        this.waits = waits;
    }

    public String title() {
        return title;
    }

    public String gist() {
        return gist;
    }

    /** It waits for the first look; otherwise it was looked at, and hidden. */
    public boolean waits() {
        return waits;
    }
}
