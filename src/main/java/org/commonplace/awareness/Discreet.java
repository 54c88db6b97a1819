package org.commonplace.awareness;

import java.util.Set;

/** A later room whose communities are not spoken of in digests and feeds: labs. */
public interface Discreet {
    Set<Long> communities();
}
