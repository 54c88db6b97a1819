package org.commonplace.exchange;

/**
 * An input that cannot be brought in: which file, which line (0 where none is known), and why.
 * Nothing was changed.
 */
public final class InputProblem extends RuntimeException {
    private final String file;
    private final long line;

    InputProblem(String file, long line, String why) {
        super(line > 0 ? file + ", line " + line + ": " + why : file + ": " + why);
        this.file = file;
        this.line = line;
    }

    public String file() {
        return file;
    }

    public long line() {
        return line;
    }
}
