package org.commonplace.awareness;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a feed holds.
 *
 * @param path the page that it follows
 * @param own the feed's own path and query, without the path's ending; nothing of it is public
 *     where {@code open} is false
 */
record Feed(String title, String path, String own, boolean open, List<Entry> entries) {
    /** One thing, with the gist of its text. */
    record Entry(
            long id,
            String kind,
            String title,
            String path,
            String gist,
            @Nullable String language,
            @Nullable String name,
            Instant at,
            Instant movedAt) {}

    /** Whether a hub is told when something is new: of what everybody may follow as a thing. */
    boolean published() {
        return open && !own.startsWith("/feeds/search") && !own.startsWith("/feeds/libraries/");
    }

    /** The feed's own path in a format. */
    String address(String format) {
        int query = own.indexOf('?');
        return query < 0
                ? own + "." + format
                : own.substring(0, query) + "." + format + own.substring(query);
    }

    /** When something in it last moved; the epoch for an empty one. */
    Instant updated() {
        return entries.stream().map(Entry::movedAt).max(Instant::compareTo).orElse(Instant.EPOCH);
    }
}
