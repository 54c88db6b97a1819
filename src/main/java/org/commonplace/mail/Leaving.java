package org.commonplace.mail;

/** A later room whose letters can be unsubscribed from with one click, without signing in. */
public interface Leaving {
    /**
     * Ends what a letter was sent for, as the letter's own words say it ({@code watch ID}); nothing
     * happens where it is another room's.
     */
    void leave(long reader, String what);

    /** Begins it again, where it can be begun from a letter. */
    default void comeBack(long reader, String what) {}
}
