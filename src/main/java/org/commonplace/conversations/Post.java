package org.commonplace.conversations;

import java.time.Duration;
import java.time.Instant;
import org.commonplace.people.PersonaId;
import org.jspecify.annotations.Nullable;

/** A post as it stands: its text, who wrote it, and the version it is in. */
public record Post(
        PostId id,
        long thread,
        @Nullable PostId replyTo,
        String kind,
        PersonaId author,
        Instant at,
        int version,
        @Nullable PersonaId editor,
        @Nullable Instant editedAt,
        String title,
        String body,
        String licence,
        @Nullable String language,
        @Nullable String sourceUrl) {

    /** The licence of what people write here, unless a text brought its own. */
    public static final String LICENCE = "CC BY 4.0";

    /** How long a post may be, in characters. */
    public static final int LONGEST = 1_100_000;

    /** Whether it is the text of the thing itself, and not something said below it. */
    public boolean opens() {
        return id.value() == thread;
    }

    private static final Duration FOLD = Duration.ofMinutes(10);

    /** When the text as it stands was written. */
    public Instant written() {
        return editedAt == null ? at : editedAt;
    }

    /**
     * An edit soon after one's own last writing folds into it, and leaves no version behind; if it
     * was begun at that text, and not at one before, as in another tab.
     */
    boolean folds(PersonaId by, @Nullable Instant begunAt, Instant now) {
        PersonaId last = editor == null ? author : editor;
        return last.equals(by) && written().equals(begunAt) && written().plus(FOLD).isAfter(now);
    }
}
