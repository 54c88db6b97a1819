package org.commonplace.chrome;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Wakes a background reader of this process as soon as a transaction has committed. What other
 * processes write is found by the reader's own look every so often: NOTIFY would let only one
 * transaction commit at a time.
 */
public final class Bell {
    private final Semaphore rung = new Semaphore(0);

    /** Rings after the commit of the transaction that is open, or at once. */
    public void ring() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) rung.release();
        else
            TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                            rung.release();
                        }
                    });
    }

    /** Waits for a ring, at most so long. */
    public void await(long seconds) throws InterruptedException {
        if (rung.tryAcquire(seconds, TimeUnit.SECONDS)) rung.drainPermits();
    }
}
