package org.commonplace.people;

import java.util.List;

/** The deeds of a room that have more doors than a button. */
public interface Deeds {
    List<Deed<?>> all();
}
