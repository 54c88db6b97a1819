package org.commonplace.people;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A mail address as people type it: trimmed, in lower case. */
public final class Email {
    private static final Pattern SHAPE =
            Pattern.compile("[^\\s@<>\"(),:;\\[\\]\\\\\\p{Cntrl}]{1,64}@[\\p{L}\\p{N}.-]{1,190}");

    private Email() {}

    /** The address, or nothing where the text is none. */
    public static Optional<String> of(@Nullable String typed) {
        String email = typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT);
        boolean shaped =
                SHAPE.matcher(email).matches() && !email.contains("..") && !email.endsWith(".");
        return shaped ? Optional.of(email) : Optional.empty();
    }

    /** A name to begin with, from what stands before the at-sign. */
    static String name(String email) {
        String local =
                email.substring(0, email.indexOf('@'))
                        .replaceAll("\\+.*", "")
                        .replaceAll("[._-]+", " ")
                        .strip();
        StringBuilder name = new StringBuilder();
        for (String word : local.split(" "))
            if (!word.isEmpty())
                name.append(name.isEmpty() ? "" : " ")
                        .append(Character.toUpperCase(word.charAt(0)))
                        .append(word.substring(1));
        return name.isEmpty() ? email : name.toString();
    }
}
