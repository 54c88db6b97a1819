package org.commonplace.installation;

import org.commonplace.exchange.Progress;

/**
 * How far long work has come, on one line of the terminal; a line a step where the output is no
 * terminal.
 */
final class ProgressBar implements Progress, AutoCloseable {
    private static final int WIDTH = 30;

    @SuppressWarnings("SystemConsoleNull") // The JDK says that there may be none.
    private final boolean terminal = System.console() != null && System.console().isTerminal();

    private String step = "";
    private boolean open;

    @Override
    @SuppressWarnings("SystemOut")
    public void at(String name, long done, long total) {
        if (terminal) {
            int filled = total == 0 ? 0 : (int) Math.min(WIDTH, WIDTH * done / total);
            System.err.print(
                    "\r"
                            + String.format(
                                    "%-12s [%s%s] %,d/%,d   ",
                                    name,
                                    "#".repeat(filled),
                                    " ".repeat(WIDTH - filled),
                                    done,
                                    total));
            open = true;
        } else if (!name.equals(step)) System.err.println(name + " ...");
        step = name;
    }

    @Override
    @SuppressWarnings("SystemOut")
    public void close() {
        if (open) System.err.println();
        open = false;
    }
}
