package org.commonplace.people;

import java.util.Map;

/**
 * What a link in a letter does when the button on its page is pressed, in the name of whom the
 * letter went to. Messages {@code signed.NAME.title}, {@code .say} (with the fact "title"), {@code
 * .button} and {@code .done} say it.
 */
public interface SignedDeed {
    String name();

    /**
     * What becomes of words beside it: they go with it, as the field "line", or to nobody. They are
     * never posted.
     */
    Beside beside();

    /** Whether a line may be added; message {@code signed.NAME.line}. */
    default boolean line() {
        return beside() == Beside.WITH_IT;
    }

    /** Does it, and returns the path of the page that shows it. */
    String perform(Viewer member, Map<String, String> facts);
}
