package org.commonplace.communities;

import org.commonplace.chrome.PublicId;

/** A community; its card has the same id. */
public record CommunityId(long value) {
    public static CommunityId of(String text) {
        return new CommunityId(PublicId.parse(text));
    }

    @Override
    public String toString() {
        return PublicId.text(value);
    }
}
