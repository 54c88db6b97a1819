package org.commonplace.practices;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.commonplace.catalogue.Lifecycle;
import org.jspecify.annotations.Nullable;

/** Where a practice stands. */
public enum Standing implements Lifecycle<Standing> {
    DRAFT,
    IN_REVIEW,
    CURRENT,
    /** Within sixty days of its review date. */
    DUE,
    /** Past its review date, or without anybody who looks after it. */
    OVERDUE,
    SUPERSEDED,
    RETIRED;

    /** How long before its review date a practice is due. */
    public static final Duration NOTICE = Duration.ofDays(60);

    private static final Duration NEARER = Duration.ofDays(90);

    static Standing of(String text) {
        return valueOf(text.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    @Override
    public String key() {
        return name().replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /** What is published is never a draft again. */
    @Override
    public Set<Standing> next() {
        Set<Standing> next = EnumSet.range(CURRENT, RETIRED);
        if (!published()) next.addAll(EnumSet.of(DRAFT, IN_REVIEW));
        next.remove(this);
        return next;
    }

    /** Whether people can rely on it, be it late. */
    public boolean published() {
        return this != DRAFT && this != IN_REVIEW;
    }

    /** Whether its clock runs. */
    public boolean live() {
        return this == CURRENT || this == DUE || this == OVERDUE;
    }

    /**
     * Where a live practice stands: due from the instant sixty days before its review date, overdue
     * from that date on; always current where there is none.
     */
    static Standing at(Instant now, @Nullable Instant reviewAt) {
        if (reviewAt == null) return CURRENT;
        if (!now.isBefore(reviewAt)) return OVERDUE;
        return now.isBefore(reviewAt.minus(NOTICE)) ? CURRENT : DUE;
    }

    /** When the clock takes its next step, or never. */
    static @Nullable Instant next(Instant now, @Nullable Instant reviewAt) {
        return switch (at(now, reviewAt)) {
            case CURRENT -> reviewAt == null ? null : reviewAt.minus(NOTICE);
            case DUE -> reviewAt;
            default -> null;
        };
    }

    /**
     * The review date after somebody elsewhere said that things have changed: nearer by a third of
     * what is left, ninety days at the most.
     */
    static Instant nearer(Instant now, Instant reviewAt) {
        if (!now.isBefore(reviewAt)) return reviewAt;
        Duration third = Duration.between(now, reviewAt).dividedBy(3);
        return reviewAt.minus(third.compareTo(NEARER) > 0 ? NEARER : third);
    }
}
