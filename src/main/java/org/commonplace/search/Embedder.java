package org.commonplace.search;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.commonplace.chrome.Hand;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Computes vectors in the background, one thread, a few texts at a time. */
@Component
class Embedder implements SmartLifecycle {
    private static final int BATCH = 20;
    private final Indexer indexer;
    private final boolean on;
    private final List<Hand> hands = new CopyOnWriteArrayList<>();

    Embedder(Indexer indexer, @Value("${commonplace.background:true}") boolean on) {
        this.indexer = indexer;
        this.on = on;
    }

    @Override
    public void start() {
        if (!on) return;
        hands.add(Hand.quiet("embedder", indexer.bell(), () -> indexer.embed(BATCH) > 0));
    }

    @Override
    public void stop() {
        Hand.end(hands);
        hands.clear();
    }

    @Override
    public boolean isRunning() {
        return !hands.isEmpty();
    }
}
