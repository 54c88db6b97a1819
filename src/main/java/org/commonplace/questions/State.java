package org.commonplace.questions;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.commonplace.catalogue.Lifecycle;

/** Where a question stands. */
public enum State implements Lifecycle<State> {
    /** Waits for a moderator's look. */
    HELD,
    /** Waits for an answer. */
    ASKED,
    ANSWERED,
    SETTLED,
    /** A workgroup has it. */
    CONVENED,
    CLOSED,
    /** Was asked before, and stands for the other question. */
    SAME;

    static State of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    @Override
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * A moderator lets it in, what stood for another is parted from it; else all may follow all.
     */
    @Override
    public Set<State> next() {
        Set<State> next =
                this == HELD || this == SAME
                        ? EnumSet.of(ASKED, ANSWERED)
                        : EnumSet.range(ASKED, SAME);
        next.remove(this);
        return next;
    }

    /** Where a question goes that has so many answers and is neither settled nor closed. */
    static State open(int answers) {
        return answers > 0 ? ANSWERED : ASKED;
    }

    /** Whether it can be answered here. */
    public boolean answerable() {
        return this != CLOSED && this != SAME;
    }

    public boolean open() {
        return this == ASKED || this == ANSWERED || this == CONVENED;
    }
}
