package org.commonplace.conversations;

import org.commonplace.chrome.PublicId;

/** A post; its card has the same id. */
public record PostId(long value) {
    public static PostId of(String text) {
        return new PostId(PublicId.parse(text));
    }

    public static PostId next() {
        return new PostId(PublicId.next());
    }

    @Override
    public String toString() {
        return PublicId.text(value);
    }
}
