package org.commonplace.catalogue;

import java.time.Instant;
import java.util.List;
import org.commonplace.chrome.PublicId;
import org.jspecify.annotations.Nullable;

/** A card as a list shows it, with the name of who answers for it. */
public record Listed(
        long id,
        @Nullable Long parent,
        String kind,
        String title,
        String gist,
        String state,
        String path,
        @Nullable String language,
        List<String> labels,
        @Nullable Long person,
        @Nullable String name,
        @Nullable String organisation,
        boolean sample,
        boolean imported,
        Instant at,
        Instant movedAt) {

    public @Nullable String personPath() {
        return person == null ? null : "/people/" + PublicId.text(person);
    }
}
