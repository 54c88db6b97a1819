package org.commonplace.chrome;

import java.util.regex.Pattern;

/** Texts of one line: names, titles, reasons. */
public final class Line {
    /**
     * Control characters and what parts lines, as the database refuses them in names and titles.
     */
    private static final Pattern PARTS = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]+");

    private Line() {}

    /** The text in one line: where another began, there is a space. */
    public static String of(String text) {
        return PARTS.matcher(text).replaceAll(" ").strip();
    }

    /**
     * The beginning of a text that is kept as a hint only, such as a reason or a quotation: of so
     * many characters at most, and never half a character.
     */
    public static String start(String text, int most) {
        if (text.length() <= most) return text;
        return text.substring(
                0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
