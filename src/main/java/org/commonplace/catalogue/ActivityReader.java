package org.commonplace.catalogue;

import java.util.List;
import java.util.Map;

/**
 * A later room that cares what happened. It is handed every entry in order at least once; it reads
 * the thing anew, and doing so twice has no second effect. Its cursor moves only after {@link
 * #read} returned.
 */
public interface ActivityReader {
    String name();

    void read(List<Entry> entries);

    /** One entry; {@code facts} are the few that the writer gave. */
    record Entry(long actor, String verb, long card, Map<String, Object> facts) {}
}
