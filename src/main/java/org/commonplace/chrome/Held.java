package org.commonplace.chrome;

/**
 * Something that its own author asks for, and nobody else can see now: it waits for a moderator's
 * look, or a moderator has hidden it.
 */
public final class Held extends RuntimeException {
    private final String title;
    private final String gist;
    private final boolean waits;
    private final String key;
    private final String because;

    /** {@code because} is what the moderator said, where one has. */
    public Held(String title, String gist, boolean waits, String key, String because) {
        super("held", null, false, false);
        this.title = title;
        this.gist = gist;
        this.waits = waits;
        this.key = key;
        this.because = because;
    }

    public String title() {
        return title;
    }

    public String because() {
        return because;
    }

    /** Where its author can ask somebody else to look again. */
    public String appeal() {
        return "/cards/" + key + "/appeal";
    }

    public String gist() {
        return gist;
    }

    /** It waits for the first look; otherwise it was looked at, and hidden. */
    public boolean waits() {
        return waits;
    }
}
