package org.commonplace.chrome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandTests {
    @ParameterizedTest
    @ValueSource(classes = {OutOfMemoryError.class, StackOverflowError.class, AssertionError.class})
    void aHandThatFallsIsPutToWorkAgainAndCounted(Class<? extends Error> kind) throws Exception {
        String name = "falling over " + kind.getSimpleName();
        AtomicInteger rounds = new AtomicInteger();
        CountDownLatch again = new CountDownLatch(1);
        Hand hand =
                Hand.start(
                        name,
                        new Bell(),
                        () -> {
                            if (rounds.incrementAndGet() <= 1) throw thrown(kind);
                            again.countDown();
                            return false;
                        });
        assertThat(again.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Hands.missing()).doesNotContain(name);
        assertThat(Hands.falls())
                .anySatisfy(
                        fall -> {
                            assertThat(fall.name()).isEqualTo(name);
                            assertThat(fall.times()).isEqualTo(1);
                            assertThat(fall.because()).contains(kind.getSimpleName());
                        });
        Hand.end(List.of(hand));
        int after = rounds.get();
        Thread.sleep(300);
        assertThat(rounds.get()).as("it ended").isEqualTo(after);
    }

    private static Error thrown(Class<? extends Error> kind) {
        if (kind == OutOfMemoryError.class) return new OutOfMemoryError("made for this test");
        return kind == StackOverflowError.class ? new StackOverflowError() : new AssertionError();
    }
}
