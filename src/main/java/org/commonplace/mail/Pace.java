package org.commonplace.mail;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How fast letters go to one domain: so many a second, and none for a while after its server asked
 * for patience (RFC 5321, 4.2.1: 421, 450, 451).
 */
final class Pace {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private final int perSecond;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final Map<String, Instant> resting = new ConcurrentHashMap<>();

    Pace(int perSecond, InstantSource clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /** The domains that get nothing now. */
    Set<String> resting() {
        Instant now = clock.instant();
        resting.values().removeIf(until -> !until.isAfter(now));
        return resting.keySet();
    }

    /** One letter went to the domain: it rests where that was the last of the second. */
    void went(String domain) {
        Bucket bucket =
                buckets.computeIfAbsent(
                        domain,
                        one ->
                                Bucket.builder()
                                        .addLimit(
                                                limit ->
                                                        limit.capacity(perSecond)
                                                                .refillGreedy(
                                                                        perSecond,
                                                                        Duration.ofSeconds(1)))
                                        .build());
        long wait = bucket.estimateAbilityToConsume(2).getNanosToWaitForRefill();
        bucket.tryConsume(1);
        if (wait > 0) resting.merge(domain, clock.instant().plusNanos(wait), Pace::later);
        if (buckets.size() > 10_000) buckets.clear();
    }

    void patience(String domain) {
        resting.merge(domain, clock.instant().plus(PATIENCE), Pace::later);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
