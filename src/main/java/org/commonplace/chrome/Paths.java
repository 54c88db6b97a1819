package org.commonplace.chrome;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Addresses inside this installation. */
public final class Paths {
    private Paths() {}

    /** The path itself where it leads inside the installation, else the front page. */
    public static String local(@Nullable String path) {
        boolean inside =
                path != null
                        && path.startsWith("/")
                        && !path.startsWith("//")
                        && path.chars().noneMatch(c -> c == '\\' || c < ' ');
        return inside && path != null ? path : "/";
    }

    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** The path with the word of a notice, which the next page shows. */
    public static String done(String path, String notice) {
        int place = path.indexOf('#');
        return place < 0
                ? path + (path.contains("?") ? "&" : "?") + "done=" + notice
                : done(path.substring(0, place), notice) + path.substring(place);
    }
}
