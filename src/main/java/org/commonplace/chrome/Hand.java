package org.commonplace.chrome;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that works while there is work, rests until its bell rings, and ends between two pieces
 * of work: what it has begun it finishes, so that an orderly end leaves nothing half done. One that
 * falls, be it over an error of the machine, is put to work again on a new thread; {@link Hands}
 * counts that.
 */
public final class Hand {
    private static final Logger LOG = LoggerFactory.getLogger(Hand.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration AFTER_INTERRUPTION = Duration.ofSeconds(5);

    /** Seconds that it rests where something failed; no bell wakes it. */
    private static final long AFTER_FAILURE = 3;

    private final String name;
    private final Supplier<Thread.Builder> kind;
    private final Bell bell;
    private final Work work;
    private volatile Thread thread;
    private boolean running = true;
    private boolean resting;

    private Hand(String name, Supplier<Thread.Builder> kind, Bell bell, Work work) {
        this.name = name;
        this.kind = kind;
        this.bell = bell;
        this.work = work;
        this.thread = kind.get().unstarted(this::rounds);
    }

    /** What a hand does. */
    public interface Work {
        /** Does the next piece; false where there is none. */
        boolean next();

        /**
         * Before it rests, and before it ends; how many seconds it may rest unless the bell rings.
         */
        default long rest() {
            return 2;
        }
    }

    /** A hand at work. */
    public static Hand start(String name, Bell bell, Work work) {
        return started(new Hand(name, () -> Thread.ofVirtual().name(name), bell, work));
    }

    /** A hand for what is long and can wait: on a thread of its own, behind everything else. */
    @SuppressWarnings("ThreadPriorityCheck") // Pages go first.
    public static Hand quiet(String name, Bell bell, Work work) {
        return started(
                new Hand(
                        name,
                        () -> Thread.ofPlatform().name(name).daemon().priority(Thread.MIN_PRIORITY),
                        bell,
                        work));
    }

    private static Hand started(Hand hand) {
        hand.thread.start();
        Hands.joins(hand);
        return hand;
    }

    /** Lets them finish what they do; after twenty seconds they are interrupted. */
    public static void end(Collection<Hand> hands) {
        hands.forEach(Hand::tell);
        Instant late = Instant.now().plus(PATIENCE);
        try {
            for (Hand hand : hands) hand.thread.join(until(late));
            for (Hand hand : hands) if (hand.thread.isAlive()) hand.thread.interrupt();
            for (Hand hand : hands) hand.thread.join(until(late.plus(AFTER_INTERRUPTION)));
        } catch (InterruptedException e) {
            hands.forEach(hand -> hand.thread.interrupt());
            Thread.currentThread().interrupt();
        }
        hands.forEach(Hands::leaves);
    }

    private static Duration until(Instant then) {
        Duration left = Duration.between(Instant.now(), then);
        return left.isPositive() ? left : Duration.ofMillis(1);
    }

    private synchronized void tell() {
        running = false;
        if (resting) thread.interrupt();
    }

    private synchronized boolean running() {
        return running;
    }

    String name() {
        return name;
    }

    /** Whether it is at work, or was told to end. */
    boolean stands() {
        return thread.isAlive() || !running();
    }

    /** Puts it to work again where it fell and could not even do that itself. */
    synchronized void revive() {
        if (stands()) return;
        thread = kind.get().unstarted(this::rounds);
        thread.start();
    }

    private void rounds() {
        try {
            workOn();
        } catch (Throwable e) {
            fell(e);
        }
    }

    private void workOn() {
        int failures = 0;
        while (running()) {
            try {
                if (work.next()) {
                    failures = 0;
                    continue;
                }
                failures = 0;
                rest(work.rest(), bell);
                Hands.lookAround();
            } catch (RuntimeException e) {
                if (failures++ == 0 && Away.reason(e).isEmpty())
                    LOG.warn("{} tries again: {}", name, e.toString(), e);
                else LOG.warn("{} tries again: {}", name, e.toString());
                rest(AFTER_FAILURE, new Bell());
            }
        }
        work.rest();
    }

    /** Whatever else ends a thread: memory that did not suffice, a stack too deep. */
    private void fell(Throwable e) {
        Hands.fell(name, e);
        rest(AFTER_FAILURE, new Bell());
        synchronized (this) {
            if (!running) return;
            thread = kind.get().unstarted(this::rounds);
            thread.start();
        }
    }

    /** Interrupted while it rests, and only then. */
    private void rest(long seconds, Bell waking) {
        synchronized (this) {
            if (!running) return;
            resting = true;
        }
        try {
            waking.await(seconds);
        } catch (InterruptedException e) {
            LOG.trace("{} is to end", name);
        }
        synchronized (this) {
            resting = false;
            Thread.interrupted();
        }
    }
}
