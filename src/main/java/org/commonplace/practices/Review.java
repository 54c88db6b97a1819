package org.commonplace.practices;

import java.time.Instant;
import org.commonplace.people.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * A colleague asked to look a draft over, and what they say of it: {@code verdict} is ready or
 * not-yet, null while they read; {@code version} is the one that they read.
 */
public record Review(
        MemberId reviewer,
        @Nullable String name,
        String line,
        Instant askedAt,
        @Nullable Instant saidAt,
        @Nullable String verdict,
        String words,
        @Nullable Integer version) {

    public boolean by(MemberId member) {
        return reviewer.equals(member);
    }

    /** Whether the text has changed since it was read. */
    public boolean behind(int now) {
        return version != null && version < now;
    }
}
