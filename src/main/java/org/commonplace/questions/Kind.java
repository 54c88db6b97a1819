package org.commonplace.questions;

import java.util.Locale;
import java.util.regex.Pattern;

/** What is wanted: one way that works, or views to weigh. */
public enum Kind {
    FIX,
    JUDGEMENT;

    private static final Pattern VIEWS =
            Pattern.compile(
                    "\\b(should (we|i|a library|libraries)|would you|what do you think|is it (worth|right|fair|ethical|ok)|pros and cons|opinions?"
                            + "|do you (agree|prefer)|better to|why (do|are|should)|dovremmo|cosa ne pensate|vale la pena|conviene)\\b",
                    Pattern.CASE_INSENSITIVE);

    static Kind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A guess from the title's words, which the asker can change. */
    static Kind guess(String title) {
        return VIEWS.matcher(title).find() ? JUDGEMENT : FIX;
    }
}
