package org.commonplace.people;

import java.util.Map;

/**
 * Something that a visitor wrote before giving an address; done when the link in the mail is
 * confirmed.
 */
public interface Deed {
    /**
     * The name under which the deed is kept: {@code question}, {@code answer}. Message {@code
     * deed.NAME} says it.
     */
    String name();

    /** Does it in the name of the author, and returns the path of the page that shows it. */
    String perform(Viewer author, Map<String, String> fields);
}
