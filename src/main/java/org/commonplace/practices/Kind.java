package org.commonplace.practices;

import java.util.Locale;

/** What is kept, and whether somebody looks after it. */
public enum Kind {
    /** A pattern: what we do, when and why. */
    PRACTICE,
    /** A person's argument; it carries its date and never goes overdue. */
    ARTICLE,
    /** "We tried something": five lines; it carries its date. */
    STORY,
    /** A failure, told usefully. */
    LESSON,
    /** A document, template, video or link, with a note. */
    RESOURCE;

    static Kind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it has a steward and a review date. */
    public boolean kept() {
        return this != ARTICLE && this != STORY;
    }
}
