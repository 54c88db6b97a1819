package org.commonplace.chrome;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that works while there is work, rests until its bell rings, and ends between two pieces
 * of work: what it has begun it finishes, so that an orderly end leaves nothing half done.
 */
public final class Hand {
    private static final Logger LOG = LoggerFactory.getLogger(Hand.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration AFTER_INTERRUPTION = Duration.ofSeconds(5);

    /** Seconds that it rests where something failed; no bell wakes it. */
    private static final long AFTER_FAILURE = 3;

    private final Bell bell;
    private final Work work;
    private final Thread thread;
    private boolean running = true;
    private boolean resting;

    private Hand(Thread.Builder kind, Bell bell, Work work) {
        this.bell = bell;
        this.work = work;
        this.thread = kind.unstarted(this::rounds);
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

    /** A hand at work, on a thread of that kind and name. */
    public static Hand start(Thread.Builder kind, Bell bell, Work work) {
        Hand hand = new Hand(kind, bell, work);
        hand.thread.start();
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

    private void rounds() {
        int failures = 0;
        while (running()) {
            try {
                if (work.next()) {
                    failures = 0;
                    continue;
                }
                failures = 0;
                rest(work.rest(), bell);
            } catch (RuntimeException e) {
                if (failures++ == 0)
                    LOG.warn("{} tries again: {}", thread.getName(), e.toString(), e);
                else LOG.warn("{} tries again: {}", thread.getName(), e.toString());
                rest(AFTER_FAILURE, new Bell());
            }
        }
        work.rest();
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
            LOG.trace("{} is to end", thread.getName());
        }
        synchronized (this) {
            resting = false;
            Thread.interrupted();
        }
    }
}
