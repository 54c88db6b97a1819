package org.commonplace.workgroups;

import java.util.Set;
import org.commonplace.catalogue.Lifecycle;

/** Whether votes are taken. */
enum Voting implements Lifecycle<Voting> {
    OPEN,
    CLOSED;

    @Override
    public String key() {
        return this == OPEN ? "open" : "closed";
    }

    @Override
    public Set<Voting> next() {
        return this == OPEN ? Set.of(CLOSED) : Set.of();
    }
}
