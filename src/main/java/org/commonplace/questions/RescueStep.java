package org.commonplace.questions;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The steps of the rescue clock, each with its time after the clock was started. */
public enum RescueStep {
    /** Five people who know are invited. */
    INVITE(Duration.ZERO),
    /** Five more, and the followers of its topics. */
    WIDEN(Duration.ofHours(24)),
    /** The stewards of the community, by name. */
    STEWARDS(Duration.ofHours(72)),
    /** A workgroup is offered. */
    OFFER(Duration.ofDays(7));

    /** How many people one step invites. */
    static final int GUESTS = 5;

    /** How many others with the same problem bring the offer of a workgroup at once. */
    static final int SHARED = 3;

    private final Duration after;

    RescueStep(Duration after) {
        this.after = after;
    }

    Instant at(Instant from) {
        return from.plus(after);
    }

    /** The step of a number, or null when the last was taken. */
    static @Nullable RescueStep of(int number) {
        return number < values().length ? values()[number] : null;
    }
}
