package org.commonplace.people;

import java.util.Locale;
import java.util.Optional;

/** A word at the beginning of a line, as people type it: any case, with a full stop or a colon. */
final class Words {
    private Words() {}

    /** What follows the word on the line; nothing where the line does not begin with it. */
    static Optional<String> rest(String word, String line) {
        String said = plain(line);
        String sought = plain(word);
        if (!said.toLowerCase(Locale.ROOT).startsWith(sought.toLowerCase(Locale.ROOT)))
            return Optional.empty();
        String rest = said.substring(sought.length());
        if (!rest.isEmpty() && Character.isLetterOrDigit(rest.charAt(0))) return Optional.empty();
        return Optional.of(rest.replaceFirst("^[.!:,;–—-]+", "").strip());
    }

    /** With one kind of spaces and apostrophes. */
    private static String plain(String text) {
        return text.strip().replaceAll("\\s+", " ").replace('’', '\'');
    }
}
