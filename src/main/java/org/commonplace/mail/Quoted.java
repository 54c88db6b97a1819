package org.commonplace.mail;

import java.util.List;

/** Lines that are marked as a quotation. */
final class Quoted {
    private Quoted() {}

    static boolean is(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '>') return true;
            if (!Character.isWhitespace(c)) return false;
        }
        return false;
    }

    /** Without its marks and the blank behind them. */
    static String without(String line) {
        int end = 0;
        int at = 0;
        while (at < line.length()
                && (line.charAt(at) == '>' || Character.isWhitespace(line.charAt(at)))) {
            if (line.charAt(at) == '>') end = at + 1;
            at++;
        }
        if (end > 0 && end < line.length() && line.charAt(end) == ' ') end++;
        return line.substring(end);
    }

    /** The next line that is not blank; behind the last where there is none. */
    static int next(List<String> lines, int from) {
        int i = from;
        while (i < lines.size() && lines.get(i).isBlank()) i++;
        return i;
    }

    /** Whether there is a line that is not quoted and not blank. */
    static boolean ownIn(List<String> lines) {
        return lines.stream().anyMatch(line -> !line.isBlank() && !is(line));
    }
}
