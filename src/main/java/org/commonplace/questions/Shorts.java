package org.commonplace.questions;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.Set;
import org.springframework.web.util.HtmlUtils;

/** The first two sentences of an answer, for "the short of it". */
public final class Shorts {
    private static final int SHORTEST = 60;
    private static final int LONGEST = 360;
    private static final Set<String> INLINE =
            Set.of("a", "b", "code", "del", "em", "i", "s", "strong", "sub", "sup", "wbr");

    private Shorts() {}

    public static String of(String html) {
        String text = plain(html, 2 * LONGEST);
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(text);
        int end = sentences.first();
        for (int found = 0; found < 2 || end < SHORTEST; found++) {
            int next = sentences.next();
            if (next == BreakIterator.DONE || next > LONGEST) break;
            end = next;
        }
        if (end > 0) return text.substring(0, end).strip();
        int cut = text.lastIndexOf(' ', LONGEST);
        return text.length() <= LONGEST ? text : text.substring(0, cut < 0 ? LONGEST : cut) + "…";
    }

    /**
     * The words of safe HTML as far as some characters, without its tags; cheap enough for every
     * page.
     */
    static String plain(String html, int limit) {
        StringBuilder text = new StringBuilder();
        boolean space = false;
        for (int i = 0; i < html.length() && text.length() < limit; i++) {
            char c = html.charAt(i);
            if (c == '<') {
                int end = html.indexOf('>', i);
                if (end < 0) break;
                if (!inline(html, i, end)) space = !text.isEmpty();
                i = end;
            } else if (Character.isWhitespace(c)) space = !text.isEmpty();
            else {
                if (space) text.append(' ');
                text.append(c);
                space = false;
            }
        }
        return text.indexOf("&") < 0
                ? text.toString()
                : HtmlUtils.htmlUnescape(text.toString()).strip();
    }

    /** Whether the tag between these places stands inside a line of words. */
    private static boolean inline(String html, int from, int to) {
        int begin = html.charAt(from + 1) == '/' ? from + 2 : from + 1;
        int end = begin;
        while (end < to && Character.isLetterOrDigit(html.charAt(end))) end++;
        return INLINE.contains(html.substring(begin, end));
    }
}
