package org.commonplace.practices;

import org.commonplace.chrome.PublicId;
import org.commonplace.conversations.PostId;

/** A practice; its card, its thread and the post that holds its text have the same id. */
public record PracticeId(long value) {
    public static PracticeId of(String text) {
        return new PracticeId(PublicId.parse(text));
    }

    public PostId post() {
        return new PostId(value);
    }

    @Override
    public String toString() {
        return PublicId.text(value);
    }
}
