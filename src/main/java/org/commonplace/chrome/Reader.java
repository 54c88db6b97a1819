package org.commonplace.chrome;

import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whoever looks at a page, as far as a layout needs to know. */
public interface Reader {
    /** The member, or 0 for a visitor. */
    long id();

    boolean signedIn();

    @Nullable String name();

    String home();

    boolean moderates();

    boolean administers();

    @Nullable Locale language();

    ZoneId zone();
}
