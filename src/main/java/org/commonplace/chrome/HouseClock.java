package org.commonplace.chrome;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The clock that everything here reads; it ticks in microseconds, as the database's times do, so
 * that a time compares there as it does here. What runs inside {@link #at} sees another time:
 * samples and tests do.
 */
public final class HouseClock extends Clock {
    private static final ScopedValue<Instant> THEN = ScopedValue.newInstance();

    public static void at(Instant then, Runnable deed) {
        ScopedValue.where(THEN, then).run(deed);
    }

    @Override
    public Instant instant() {
        Instant now = THEN.isBound() ? THEN.get() : Clock.systemUTC().instant();
        return now.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.system(zone);
    }
}
