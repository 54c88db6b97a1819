package org.commonplace.search;

import java.text.BreakIterator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.commonplace.catalogue.Cards;
import org.commonplace.catalogue.Listed;
import org.commonplace.people.Viewer;
import org.commonplace.search.Index.Ask;
import org.commonplace.search.Index.Found;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finding by words and meaning at once, and what is like a text. */
@Component
public class Finding {
    /** A search ends here. */
    public static final int MOST = 200;

    private static final int CANDIDATES = 100;
    private static final Set<String> COMMON =
            Set.of(
                    "the", "and", "for", "are", "but", "not", "you", "all", "any", "can", "had",
                    "has", "have", "how", "our", "was", "were", "what", "when", "where", "which",
                    "who", "why", "will", "with", "does", "did", "from", "that", "this", "their",
                    "them", "there", "they", "your", "into", "than", "then", "che", "chi", "come",
                    "con", "dei", "del", "della", "delle", "gli", "nel", "nella", "non", "per",
                    "una");
    private final Index index;
    private final Embeddings embeddings;
    private final Cards cards;

    Finding(Index index, Embeddings embeddings, Cards cards) {
        this.index = index;
        this.embeddings = embeddings;
        this.cards = cards;
    }

    /**
     * A find: the card, and of the best passage the runs of text (found words marked), its age, and
     * where it worked.
     */
    public record Hit(
            Listed card,
            List<Run> passage,
            @Nullable String answerPath,
            @Nullable Instant answeredAt,
            int worked,
            @Nullable String workedAt) {}

    public record Run(String text, boolean found) {}

    /**
     * The hits, best first, and how many of them are in each state. {@code guessed} when no word
     * matched as typed.
     */
    public record Results(
            List<Hit> hits, int total, Map<String, Integer> states, boolean guessed) {}

    /**
     * Finds what the viewer may see; of all that was found only the hits from a place on are read
     * and shown.
     */
    public Results find(String query, Filter filter, int from, int most, Viewer viewer) {
        String words = query.strip();
        if (words.isEmpty()) return new Results(List.of(), 0, Map.of(), false);
        Ask ask = new Ask(words, embeddings.ofQuery(words), viewer.audiences(), filter, false);
        List<Found> byWords = index.byWords(ask, CANDIDATES);
        boolean guessed = byWords.isEmpty();
        if (guessed)
            byWords =
                    index.byWords(
                            new Ask(words, null, viewer.audiences(), filter, true), CANDIDATES);
        List<Found> byMeaning = index.byMeaning(ask, CANDIDATES);
        Map<Long, Found> best = threads(byWords, byMeaning, weight(words));
        return results(best, words, guessed, from, most, viewer);
    }

    /**
     * How much words count beside meaning: double for one or two, which name a thing; half for a
     * sentence, which describes one. Chosen on the earlier half of the dump, see
     * docs/benchmarks.md.
     */
    static double weight(String words) {
        int length = words.split("\\s+").length;
        return length <= 2 ? 2 : length <= 4 ? 1 : 0.5;
    }

    /** The best document of every thread, threads best first. */
    private static Map<Long, Found> threads(
            List<Found> byWords, List<Found> byMeaning, double weight) {
        Map<Long, Found> documents = new HashMap<>();
        byMeaning.forEach(found -> documents.put(found.id(), found));
        byWords.forEach(found -> documents.put(found.id(), found));
        Map<Long, Found> threads = new LinkedHashMap<>();
        for (Long id : Index.fused(ids(byWords), weight, ids(byMeaning), 1).keySet()) {
            Found found = documents.get(id);
            if (found == null) continue;
            Found other = threads.get(found.thread());
            if (other == null) threads.put(found.thread(), found);
            else if (other.kind().equals("question") && found.kind().equals("answer"))
                threads.put(found.thread(), found);
        }
        return threads;
    }

    private static List<Long> ids(List<Found> found) {
        return found.stream().map(Found::id).toList();
    }

    /**
     * One statement joins the cards to who may see them; what falls out there is neither shown nor
     * counted.
     */
    private Results results(
            Map<Long, Found> threads,
            String words,
            boolean guessed,
            int from,
            int most,
            Viewer viewer) {
        List<Long> wanted = new ArrayList<>();
        threads.forEach(
                (thread, found) -> {
                    wanted.add(thread);
                    if (found.id() != thread) wanted.add(found.id());
                });
        Map<Long, Listed> visible = new HashMap<>();
        cards.listed(wanted, viewer).forEach(card -> visible.put(card.id(), card));
        List<Found> seen =
                threads.values().stream()
                        .filter(found -> visible.containsKey(found.thread()))
                        .limit(MOST)
                        .toList();
        Map<String, Integer> states = new LinkedHashMap<>();
        for (Found found : seen)
            states.merge(card(visible, found.thread()).state(), 1, Integer::sum);
        List<Found> shown =
                seen.subList(
                        Math.clamp(from, 0, seen.size()),
                        Math.clamp((long) from + most, 0, seen.size()));
        Map<Long, String> bodies = index.bodies(shown.stream().map(Found::id).toList());
        Set<String> terms = terms(words);
        List<Hit> hits =
                shown.stream()
                        .map(
                                found ->
                                        hit(
                                                card(visible, found.thread()),
                                                found,
                                                bodies.getOrDefault(found.id(), ""),
                                                found.id() == found.thread()
                                                        ? null
                                                        : visible.get(found.id()),
                                                terms))
                        .toList();
        return new Results(hits, seen.size(), states, guessed);
    }

    private static Listed card(Map<Long, Listed> visible, long thread) {
        return Objects.requireNonNull(visible.get(thread));
    }

    private static Hit hit(
            Listed card, Found found, String body, @Nullable Listed answer, Set<String> terms) {
        if (answer == null)
            return new Hit(card, List.of(new Run(card.gist(), false)), null, null, 0, null);
        return new Hit(
                card,
                sentence(body, terms),
                answer.path(),
                answer.at(),
                found.worked(),
                found.workedAt());
    }

    /** The words looked for that say something: without those that stand in every sentence. */
    static Set<String> terms(String words) {
        Set<String> terms = new HashSet<>();
        for (String word : words.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
            if (!COMMON.contains(word)) terms.add(word);
        return terms;
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
            if (term.length() > 3 && word.length() > 3 && (stem(word).equals(stem(term))))
                return true;
        return false;
    }

    private static String stem(String word) {
        return word.replaceFirst("(ing|ed|es|s)$", "");
    }

    /** Questions like a text, for somebody who is writing one. */
    public List<Listed> similar(String text, int most, Viewer viewer) {
        if (text.isBlank()) return List.of();
        List<Long> ids =
                index
                        .similar(text, embeddings.ofQuery(text), 0, viewer.audiences(), most)
                        .keySet()
                        .stream()
                        .limit(2L * most)
                        .toList();
        List<Listed> found = cards.listed(ids, viewer);
        return found.subList(0, Math.min(most, found.size()));
    }
}
