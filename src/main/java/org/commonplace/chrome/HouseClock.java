package org.commonplace.chrome;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The clock that everything here reads. What runs inside {@link #at} sees another time: samples and
 * tests do.
 */
public final class HouseClock extends Clock {
    private static final ScopedValue<Instant> THEN = ScopedValue.newInstance();

    public static void at(Instant then, Runnable deed) {
        ScopedValue.where(THEN, then).run(deed);
    }

    @Override
    public Instant instant() {
        return THEN.isBound() ? THEN.get() : Clock.systemUTC().instant();
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
