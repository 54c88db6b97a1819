package org.commonplace.awareness;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How somebody wants to hear of what they follow: each thing at once, in a digest, or not. */
public enum Level {
    EACH,
    DAILY,
    WEEKLY,
    OFF;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The level of a word in a form or a mail; nothing where it is none. */
    static Optional<Level> said(String word) {
        return Arrays.stream(values())
                .filter(level -> level.key().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
