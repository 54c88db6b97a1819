package org.commonplace.awareness;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A room that finds what is new in a kind of {@link Alert}. */
public interface AlertSource {
    /** A word of lower-case letters, in addresses and message keys. */
    String kind();

    /** What somebody who typed this wants to follow; nothing where there is no such thing. */
    Optional<Subject> subject(String typed);

    /** What is followed, as it is named and where its page is. */
    record Subject(long target, String words, String title, String path) {}

    /**
     * For each alert by its id the cards that are new since its time, whoever may see them; a few
     * hundred at the most.
     */
    Map<Long, List<Long>> fresh(Collection<Alert> alerts);
}
