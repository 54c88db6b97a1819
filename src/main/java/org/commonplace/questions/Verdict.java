package org.commonplace.questions;

import java.util.Locale;

/** What a library found when it tried an answer. */
public enum Verdict {
    WORKED,
    PARTLY,
    NOT_HERE;

    public static Verdict of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
