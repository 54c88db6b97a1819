package org.commonplace.workgroups;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.commonplace.catalogue.Lifecycle;
import org.jspecify.annotations.Nullable;

/** Where a workgroup stands. */
public enum Phase implements Lifecycle<Phase> {
    /** One person and a sentence; it needs a second. */
    PROPOSED,
    /** Two people are in it, and its question is with it. */
    CONVENED,
    /** Something was written, decided or taken on. */
    WORKING,
    /** Its facilitator gathers what it came to. */
    CONCLUDING,
    /** Past its end, or silent for fourteen days. */
    STALLED,
    CLOSED;

    /** How long a group may be silent. */
    static final Duration SILENCE = Duration.ofDays(14);

    /** How long it stays stalled before it closes itself. */
    static final Duration PATIENCE = Duration.ofDays(30);

    /** The longest time that a group may give itself. */
    static final Duration LONGEST = Duration.ofDays(42);

    static Phase of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    @Override
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Forward, or into a stall and back to where it was; what is closed stays closed. */
    @Override
    public Set<Phase> next() {
        return switch (this) {
            case PROPOSED -> EnumSet.range(CONVENED, CLOSED);
            case CONVENED -> EnumSet.range(WORKING, CLOSED);
            case WORKING -> EnumSet.range(CONCLUDING, CLOSED);
            case CONCLUDING -> EnumSet.of(STALLED, CLOSED);
            case STALLED -> EnumSet.complementOf(EnumSet.of(STALLED));
            case CLOSED -> Set.of();
        };
    }

    public boolean open() {
        return this != CLOSED;
    }

    /**
     * When the clock takes its next step: it stalls at its end or after its silence, then closes.
     */
    static @Nullable Instant next(
            Phase phase, Instant endsAt, Instant movedAt, @Nullable Instant stalledAt) {
        return switch (phase) {
            case CLOSED -> null;
            case STALLED -> stalledAt == null ? endsAt : stalledAt.plus(PATIENCE);
            default -> {
                Instant silent = movedAt.plus(SILENCE);
                yield endsAt.isBefore(silent) ? endsAt : silent;
            }
        };
    }
}
