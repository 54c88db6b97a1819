package org.commonplace.awareness;

import org.commonplace.people.MemberId;

/** A later room that cares when somebody says "not now" to what it asked of them. */
public interface Declined {
    /** The kind of request. */
    String kind();

    void declined(MemberId member, long card);
}
