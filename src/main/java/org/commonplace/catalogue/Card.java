package org.commonplace.catalogue;

import java.time.Instant;
import java.util.List;
import org.commonplace.people.Voice;
import org.jspecify.annotations.Nullable;

/**
 * What a thing shows of itself in lists. Its id is the thing's own; audience and hiding live only
 * here.
 */
public record Card(
        long id,
        String kind,
        String title,
        String gist,
        String state,
        @Nullable Voice byline,
        long audience,
        @Nullable Long community,
        @Nullable Long parent,
        @Nullable String language,
        String path,
        List<String> labels,
        Instant at,
        boolean imported) {}
