package org.commonplace.search;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Computes vectors in the background, one thread, a few texts at a time. */
@Component
class Embedder implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Embedder.class);
    private static final int BATCH = 20;
    private final Indexer indexer;
    private final boolean on;
    private volatile boolean running;
    private volatile Thread thread = new Thread();

    Embedder(Indexer indexer, @Value("${commonplace.background:true}") boolean on) {
        this.indexer = indexer;
        this.on = on;
    }

    @Override
    public void start() {
        if (!on) return;
        running = true;
        thread =
                Thread.ofPlatform()
                        .name("embedder")
                        .daemon()
                        .priority(Thread.MIN_PRIORITY)
                        .start(this::work);
    }

    private void work() {
        while (running) {
            try {
                if (indexer.embed(BATCH) == 0) indexer.await(5);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!running) return;
                LOG.warn("vectors wait: {}", e.toString(), e);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
