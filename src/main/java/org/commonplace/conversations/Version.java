package org.commonplace.conversations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One version of a post, as it was written. The title is that of an opening post. */
public record Version(
        int number,
        @Nullable String title,
        String body,
        List<String> topics,
        @Nullable String editor,
        @Nullable String editorPath,
        String summary,
        Instant at) {}
