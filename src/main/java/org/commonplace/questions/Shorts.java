package org.commonplace.questions;

import java.text.BreakIterator;
import java.util.Locale;
import org.jsoup.Jsoup;

/** The first two sentences of an answer, for "the short of it". */
public final class Shorts {
    private static final int SHORTEST = 60;
    private static final int LONGEST = 360;

    private Shorts() {}

    public static String of(String html) {
        String text = Jsoup.parseBodyFragment(html).text();
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
}
