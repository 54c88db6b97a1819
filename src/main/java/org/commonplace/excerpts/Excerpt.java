package org.commonplace.excerpts;

import java.time.Instant;
import org.commonplace.chrome.PublicId;
import org.jspecify.annotations.Nullable;

/**
 * A kept passage with its source. {@code changed} when the source has a later version than the one
 * it was kept from.
 */
public record Excerpt(
        long id,
        String passage,
        String note,
        String title,
        String name,
        String path,
        String licence,
        @Nullable String sourceUrl,
        Instant writtenAt,
        Instant keptAt,
        boolean changed,
        boolean gone) {

    public String key() {
        return PublicId.text(id);
    }
}
