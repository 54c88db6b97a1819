package org.commonplace.search;

import java.util.Collection;
import java.util.List;

/** A room whose things are found. Only things that are shown have documents. */
public interface Source {
    /** Documents in the order of their ids, after an id: for re-indexing and the nightly check. */
    List<Document> after(long id, int most);

    /**
     * The documents of these cards and of all that shows their words; cards of other rooms are
     * passed over.
     */
    List<Document> of(Collection<Long> cards);

    /** How many documents there are. */
    long count();
}
