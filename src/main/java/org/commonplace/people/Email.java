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
}
