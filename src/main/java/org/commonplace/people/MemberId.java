package org.commonplace.people;

import org.commonplace.chrome.PublicId;

/** A member. The persona with the member's own name has the same number. */
public record MemberId(long value) {
    public static MemberId of(String text) {
        return new MemberId(PublicId.parse(text));
    }

    @Override
    public String toString() {
        return PublicId.text(value);
    }
}
