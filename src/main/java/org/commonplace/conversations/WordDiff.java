package org.commonplace.conversations;

import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What changed between two texts, word by word. */
public final class WordDiff {
    private static final Pattern WORDS =
            Pattern.compile("\\s+|[\\p{L}\\p{N}_'’]+|[^\\s\\p{L}\\p{N}]");

    private WordDiff() {}

    /** A run of text: same, ins or del. */
    public record Run(String kind, String text) {}

    /**
     * Where a very long word may break, for whoever shows a run: a zero-width space every fifty
     * letters.
     */
    public static String breakable(String text) {
        return text.replaceAll("(\\S{50})(?=\\S{150})", "$1\u200B");
    }

    public static List<Run> between(String before, String after) {
        List<String> old = words(before);
        List<String> fresh = words(after);
        List<Run> runs = new ArrayList<>();
        int at = 0;
        for (AbstractDelta<String> delta : Differences.between(old, fresh)) {
            add(runs, "same", old.subList(at, delta.getSource().getPosition()));
            add(runs, "del", delta.getSource().getLines());
            add(runs, "ins", delta.getTarget().getLines());
            at = delta.getSource().getPosition() + delta.getSource().size();
        }
        add(runs, "same", old.subList(at, old.size()));
        return runs;
    }

    private static void add(List<Run> runs, String kind, List<String> words) {
        if (!words.isEmpty()) runs.add(new Run(kind, String.join("", words)));
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORDS.matcher(text);
        while (word.find()) words.add(word.group());
        return words;
    }
}
