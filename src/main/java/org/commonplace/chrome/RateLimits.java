package org.commonplace.chrome;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** So many of a kind in a time, by whoever it is: a person or an address. */
@Component
public class RateLimits {
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder()
                    .maximumSize(100_000)
                    .expireAfterAccess(Duration.ofHours(2))
                    .build();
    private final boolean on;

    RateLimits(@Value("${commonplace.rate-limits:true}") boolean on) {
        this.on = on;
    }

    /** Takes one, or throws {@link TooMany}. */
    public void take(String kind, String who, int capacity, Duration per) {
        if (!on) return;
        Bucket bucket =
                buckets.get(
                        kind + " " + who,
                        key ->
                                Bucket.builder()
                                        .addLimit(
                                                limit ->
                                                        limit.capacity(capacity)
                                                                .refillGreedy(capacity, per))
                                        .build());
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed())
            throw new TooMany(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
}
