package org.commonplace.chrome;

import java.time.Duration;
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
    private static final long AFTER_FAILURE = 2;
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
        for (Hand hand : hands)
            try {
                if (!hand.thread.join(PATIENCE)) hand.thread.interrupt();
            } catch (InterruptedException e) {
                hand.thread.interrupt();
                Thread.currentThread().interrupt();
            }
    }

    private synchronized void tell() {
        running = false;
        if (resting) thread.interrupt();
    }

    private synchronized boolean running() {
        return running;
    }

    private void rounds() {
        while (running()) {
            boolean failed = false;
            try {
                if (work.next()) continue;
            } catch (RuntimeException e) {
                failed = true;
                LOG.warn("{} tries again: {}", thread.getName(), e.toString(), e);
            }
            rest(failed);
        }
        work.rest();
    }

    /** Interrupted while it rests, and only then. */
    private void rest(boolean failed) {
        long seconds = work.rest();
        synchronized (this) {
            if (!running) return;
            resting = true;
        }
        try {
            if (failed) Thread.sleep(Duration.ofSeconds(AFTER_FAILURE));
            else bell.await(seconds);
        } catch (InterruptedException e) {
            LOG.trace("{} is to end", thread.getName());
        }
        synchronized (this) {
            resting = false;
            Thread.interrupted();
        }
    }
}
