package org.commonplace.people;

import java.util.Map;

/**
 * What a later room keeps of a member: it is exported, and erased or left nameless when the member
 * leaves.
 */
public interface Belongings {
    /** Files for the export: path inside the archive, text. */
    Map<String, String> export(MemberId member);

    /**
     * Erases; with {@code texts} also what the member wrote, leaving tombstones so that threads
     * stay readable.
     */
    void erase(MemberId member, boolean texts);
}
