package org.commonplace.chrome;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** So many of a kind in a time, by whoever it is: a person or an address. */
@Component
public class RateLimits {
    /** A bucket, and how long it takes to be full again: so long it is remembered. */
    private record Counted(Bucket bucket, Duration per) {}

    private final Cache<String, Counted> buckets =
            Caffeine.newBuilder()
                    .maximumSize(100_000)
                    .expireAfter(Expiry.<String, Counted>accessing((key, counted) -> counted.per()))
                    .build();
    private final boolean on;

    RateLimits(@Value("${commonplace.rate-limits:true}") boolean on) {
        this.on = on;
    }

    /** Takes one, or throws {@link TooMany}. */
    public void take(String kind, String who, int capacity, Duration per) {
        Duration wait = exceeded(kind, who, capacity, per);
        if (wait != null) throw new TooMany(wait);
    }

    /** Takes one; where there is none, how long until there is. */
    @Nullable Duration exceeded(String kind, String who, int capacity, Duration per) {
        if (!on) return null;
        Counted counted =
                buckets.get(kind + " " + who, key -> new Counted(bucket(capacity, per), per));
        ConsumptionProbe probe = counted.bucket().tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? null : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    private static Bucket bucket(int capacity, Duration per) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, per))
                .build();
    }
}
