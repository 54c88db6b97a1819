package org.commonplace.questions;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The steps of the rescue clock, each with its time after the clock was started. */
public enum RescueStep {
    /** Two people who know are invited. */
    INVITE(0, Duration.ZERO, 2),
    /** Three more, and the followers of its topics. */
    WIDEN(1, Duration.ofDays(1), 3),
    /** The stewards of the community, by name. */
    STEWARDS(2, Duration.ofDays(3), 0),
    /** A workgroup is offered. */
    OFFER(3, Duration.ofDays(7), 0);

    /** How many others with the same problem bring the offer of a workgroup at once. */
    static final int SHARED = 3;

    private final int number;
    private final Duration after;
    private final int guests;

    RescueStep(int number, Duration after, int guests) {
        this.number = number;
        this.after = after;
        this.guests = guests;
    }

    /** How many people it invites. */
    int guests() {
        return guests;
    }

    Instant at(Instant from) {
        return from.plus(after);
    }

    /** The number of the step after it, as the question's row keeps it. */
    int next() {
        return number + 1;
    }

    /** The step of a number, or null when the last was taken. */
    static @Nullable RescueStep of(int number) {
        return number < values().length ? values()[number] : null;
    }
}
