package org.commonplace.chrome;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody who works in this process beside its requests. Nothing else starts a thread: so each
 * that falls is known, and those that work all the time are put to work again.
 */
public final class Hands {
    private static final Logger LOG = LoggerFactory.getLogger(Hands.class);
    private static final List<Hand> AT_WORK = new CopyOnWriteArrayList<>();
    private static final Map<String, Fall> FALLS = new ConcurrentHashMap<>();

    private Hands() {}

    /** How often something fell since the start, when last, and over what. */
    public record Fall(String name, int times, Instant at, String because) {}

    static void joins(Hand hand) {
        AT_WORK.add(hand);
    }

    static void leaves(Hand hand) {
        AT_WORK.remove(hand);
    }

    /** Notes a fall. Must not fall itself: memory may be short. */
    public static void fell(String name, Throwable e) {
        FALLS.merge(
                name,
                new Fall(name, 1, Instant.now(), e.toString()),
                (before, now) -> new Fall(name, before.times() + 1, now.at(), now.because()));
        LOG.error("{} fell", name, e);
    }

    /** Says that something failed; where it came from too, unless the database is away. */
    public static void failed(String name, RuntimeException e) {
        if (Away.reason(e).isPresent()) LOG.warn("{} failed: {}", name, e.toString());
        else LOG.warn("{} failed: {}", name, e.toString(), e);
    }

    /** Puts those to work again that fell and could not even do that themselves. */
    static void lookAround() {
        for (Hand hand : AT_WORK) hand.revive();
    }

    /** Those that do not work though they should; they are put to work by this look. */
    public static List<String> missing() {
        List<String> missing =
                AT_WORK.stream().filter(hand -> !hand.stands()).map(Hand::name).toList();
        lookAround();
        return missing;
    }

    /** Who fell since the start, the latest first. */
    public static List<Fall> falls() {
        return FALLS.values().stream()
                .sorted(java.util.Comparator.comparing(Fall::at).reversed())
                .toList();
    }

    /**
     * Counts the threads of libraries too. Where those of the web server end, nobody is served any
     * more: then the process ends, so that whoever watches over it begins it again.
     */
    public static void watchOthers() {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, e) -> {
                    fell(thread.getName(), e);
                    if (thread.getName().matches("http-.*(Acceptor|Poller).*")) {
                        LOG.error("The web server fell, and the house ends.");
                        System.exit(70);
                    }
                });
    }

    /** Does one thing beside whoever asks for it, once. */
    public static void once(String name, Runnable work) {
        Thread.ofVirtual()
                .name(name)
                .start(
                        () -> {
                            try {
                                work.run();
                            } catch (RuntimeException e) {
                                failed(name, e);
                            } catch (Error e) {
                                fell(name, e);
                            }
                        });
    }

    /** A crew whose work somebody waits for: what falls there falls back upon them. */
    public static ExecutorService crew(String name) {
        return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name, 1).factory());
    }

    /** One who goes deep: a thread with so many bytes of stack. */
    public static ExecutorService diver(String name, long stack) {
        return Executors.newSingleThreadExecutor(
                work -> {
                    Thread thread = new Thread(null, work, name, stack);
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
