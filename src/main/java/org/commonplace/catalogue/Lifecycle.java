package org.commonplace.catalogue;

import java.util.Set;

/** The states of a kind of thing: its enum says which steps there are from each. */
public interface Lifecycle<S extends Lifecycle<S>> {
    /** As the database and the words of pages call it. */
    String key();

    /** The states that can follow this one. */
    Set<S> next();
}
