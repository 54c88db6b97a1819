package org.commonplace.exchange;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.commonplace.chrome.Hands;
import org.jspecify.annotations.Nullable;

/**
 * Makes Markdown of any wikitext: on a thread with a deep stack, for no longer than some seconds.
 * Where that fails the source stands as it was, in a block of code.
 */
final class WikiConverter implements AutoCloseable {
    private static final long STACK = 64L << 20;
    private final Duration patience;
    private final Supplier<Wikitext> maker;
    private final Function<String, @Nullable String> addresses;
    private ExecutorService thread;
    private Wikitext wikitext;

    /** {@code pages} and {@code addresses} as {@link Wikitext} and {@link WikiHtml} ask them. */
    WikiConverter(
            String site,
            Map<Integer, String> namespaces,
            Function<String, @Nullable String> pages,
            Function<String, @Nullable String> addresses,
            Duration patience) {
        this.maker = () -> new Wikitext(site, namespaces, pages);
        this.addresses = addresses;
        this.patience = patience;
        this.thread = thread();
        this.wikitext = maker.get();
    }

    private static ExecutorService thread() {
        return Hands.diver("wikitext", STACK);
    }

    /** {@code failed} says why the source stands as it was; it is null where all went well. */
    record Text(
            String markdown, Set<String> categories, Set<String> kept, @Nullable String failed) {}

    Text convert(String title, String source) {
        if (source.isBlank()) return new Text("", Set.of(), Set.of(), null);
        Future<Text> future =
                thread.submit(
                        () -> {
                            Wikitext.Converted page = wikitext.convert(title, source);
                            return new Text(
                                    WikiHtml.markdown(page.html(), addresses),
                                    page.categories(),
                                    page.kept(),
                                    null);
                        });
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            anew();
            return asItWas(source, "takes longer than " + patience.toSeconds() + " seconds");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof StackOverflowError) anew();
            else if (cause instanceof Error error) throw error;
            return asItWas(source, String.valueOf(cause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What hangs is left behind; its thread ends with it, or with the process. */
    private void anew() {
        thread.shutdownNow();
        thread = thread();
        wikitext = maker.get();
    }

    private static Text asItWas(String source, String why) {
        String fence = "```";
        while (source.contains(fence)) fence += "`";
        return new Text(fence + "\n" + source + "\n" + fence, Set.of(), Set.of(), why);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
