package org.commonplace.questions;

import java.util.Locale;
import java.util.regex.Pattern;

/** What is wanted: one way that works, views to weigh, or what other libraries do. */
public enum Kind {
    FIX,
    JUDGEMENT,
    /** "What does your library do?": libraries reply to a small form. */
    SURVEY;

    private static final Pattern VIEWS =
            Pattern.compile(
                    "\\b(should (we|i|a library|libraries)|would you|what do you think|is it (worth|right|fair|ethical|ok)|pros and cons|opinions?"
                            + "|do you (agree|prefer)|better to|why (do|are|should)|dovremmo|cosa ne pensate|vale la pena|conviene)\\b",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern SURVEYED =
            Pattern.compile(
                    "\\b(what (does|do) your librar|does your librar|do your librar|which libraries|how many (of you|libraries)"
                            + "|(cosa|che cosa|quanto|quante) .{0,30}(vostra|tua) bibliotec)",
                    Pattern.CASE_INSENSITIVE);

    static Kind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A guess from the title's words, which the asker can change. */
    static Kind guess(String title) {
        if (SURVEYED.matcher(title).find()) return SURVEY;
        return VIEWS.matcher(title).find() ? JUDGEMENT : FIX;
    }
}
