package org.commonplace.search;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words of a query, and where they stand in a text. */
final class Terms {
    /** Words that stand in every sentence: no document is found by them alone, none is marked. */
    private static final Set<String> COMMON =
            Set.of(
                    "a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "che", "chi",
                    "come", "con", "dei", "del", "della", "delle", "di", "did", "do", "does", "for",
                    "from", "gli", "had", "has", "have", "how", "i", "il", "in", "into", "is", "it",
                    "la", "le", "lo", "my", "nel", "nella", "non", "not", "of", "on", "or", "our",
                    "per", "than", "that", "the", "their", "them", "then", "there", "they", "this",
                    "to", "un", "una", "was", "we", "were", "what", "when", "where", "which", "who",
                    "why", "will", "with", "you", "your");

    private static final String BETWEEN = "[^\\p{L}\\p{N}]+";

    private Terms() {}

    /** The words looked for that say something, in lower case. */
    static Set<String> of(String words) {
        Set<String> terms = new LinkedHashSet<>();
        for (String word : words.toLowerCase(Locale.ROOT).split(BETWEEN))
            if (!word.isEmpty() && !COMMON.contains(word)) terms.add(word);
        return terms;
    }

    /**
     * The query without the words that stand in every sentence; whole where nothing else is in it.
     */
    static String telling(String words) {
        Set<String> terms = of(words);
        return terms.isEmpty() ? words : String.join(" ", terms);
    }

    /**
     * Whether the query names a thing rather than describing one: then its words belong together.
     */
    static boolean few(String words) {
        return words.split("\\s+").length <= 4;
    }

    /**
     * The sentence that has most of the words looked for (by their stems), with those words marked.
     */
    static List<Run> sentence(String body, Set<String> terms) {
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(body);
        String best = "";
        int most = -1;
        for (int from = sentences.first(), to = sentences.next();
                to != BreakIterator.DONE;
                from = to, to = sentences.next()) {
            String sentence = body.substring(from, to).strip();
            int found =
                    (int)
                            Arrays.stream(
                                            sentence.toLowerCase(Locale.ROOT)
                                                    .split("[^\\p{L}\\p{N}]+"))
                                    .filter(word -> matches(word, terms))
                                    .distinct()
                                    .count();
            if (sentence.length() > 20 && found > most) {
                best = sentence;
                most = found;
            }
        }
        String shown = best.isEmpty() ? body : best;
        return marked(
                shown.length() > 320
                        ? shown.substring(
                                        0,
                                        shown.lastIndexOf(' ', 320) < 0
                                                ? 320
                                                : shown.lastIndexOf(' ', 320))
                                + "…"
                        : shown,
                terms);
    }

    private static List<Run> marked(String text, Set<String> terms) {
        List<Run> runs = new ArrayList<>();
        for (String part :
                text.split(
                        "(?<=[^\\p{L}\\p{N}])(?=[\\p{L}\\p{N}])|(?<=[\\p{L}\\p{N}])(?=[^\\p{L}\\p{N}])")) {
            boolean found = matches(part.toLowerCase(Locale.ROOT), terms);
            if (!runs.isEmpty() && runs.getLast().found() == found)
                runs.set(runs.size() - 1, new Run(runs.getLast().text() + part, found));
            else runs.add(new Run(part, found));
        }
        return runs;
    }

    private static boolean matches(String word, Set<String> terms) {
        if (word.length() < 3) return false;
        if (terms.contains(word)) return true;
        for (String term : terms)
            if (term.length() > 3 && word.length() > 3 && stem(word).equals(stem(term)))
                return true;
        return false;
    }

    private static String stem(String word) {
        return word.replaceFirst("(ing|ed|es|s)$", "");
    }
}
