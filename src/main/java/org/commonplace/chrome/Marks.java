package org.commonplace.chrome;

import org.jspecify.annotations.Nullable;

/**
 * Combining marks, of which writing has a few on a letter. A regular expression that asks for the
 * bound of a word walks back over all of them, at each again; so no text that comes in keeps a long
 * run.
 */
public final class Marks {
    /** More than any writing puts on one letter. */
    private static final int MOST = 12;

    private Marks() {}

    /** Without what is too much of a run. */
    public static String few(String text) {
        return tamed(text, null);
    }

    /** As long as it was, with something else in the place of what is too much. */
    public static String instead(String text, char filler) {
        return tamed(text, filler);
    }

    private static String tamed(String text, @Nullable Character filler) {
        int run = 0;
        StringBuilder tamed = null;
        for (int i = 0, size; i < text.length(); i += size) {
            int c = text.codePointAt(i);
            size = Character.charCount(c);
            run = mark(c) ? run + 1 : 0;
            if (run > MOST && tamed == null)
                tamed = new StringBuilder(text.length()).append(text, 0, i);
            if (tamed == null) continue;
            if (run <= MOST) tamed.appendCodePoint(c);
            else if (filler != null) tamed.append(filler.toString().repeat(size));
        }
        return tamed == null ? text : tamed.toString();
    }

    private static boolean mark(int c) {
        if (c < 0x300) return false;
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }
}
