package org.commonplace.questions;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a library found when it tried an answer. */
public enum Verdict {
    WORKED,
    PARTLY,
    NOT_HERE;

    static final List<String> KEYS = Stream.of(values()).map(Verdict::key).toList();

    public static Verdict of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
