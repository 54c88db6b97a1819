package org.commonplace.people;

import java.io.IOException;
import java.util.Map;

/**
 * What a later room keeps of a member: it is exported, and erased or left nameless when the member
 * leaves.
 */
public interface Belongings {
    /** Files for the export: path inside the archive, text. */
    Map<String, String> export(MemberId member);

    /** Files for the export that are no text, handed over one by one. */
    default void files(MemberId member, Files to) throws IOException {}

    /** Takes a file: its path inside the archive, and what is in it. */
    interface Files {
        void add(String path, byte[] content) throws IOException;
    }

    /**
     * Erases; with {@code texts} also what the member wrote, leaving tombstones so that threads
     * stay readable.
     */
    void erase(MemberId member, boolean texts);
}
