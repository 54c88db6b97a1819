package org.commonplace.awareness;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;

/** A later room with dates that stand in a member's own calendar. */
public interface Dated {
    /**
     * One date: at a moment with so many minutes, or on a whole day.
     *
     * @param key unique over all rooms; it stays the same when the date moves
     * @param sequence how often it moved (RFC 5545, 3.8.7.4)
     */
    record Date(
            String key,
            String title,
            String path,
            @Nullable String place,
            @Nullable Instant at,
            int minutes,
            @Nullable LocalDate on,
            int sequence,
            boolean cancelled) {}

    /** Those of the last month and the year to come. */
    List<Date> of(Viewer viewer);
}
