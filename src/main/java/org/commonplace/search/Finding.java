package org.commonplace.search;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.commonplace.catalogue.Cards;
import org.commonplace.catalogue.Listed;
import org.commonplace.people.Viewer;
import org.commonplace.search.Index.Ask;
import org.commonplace.search.Index.Passage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finding by words and meaning at once, and what is like a text. */
@Component
public class Finding {
    /** A search ends here. */
    public static final int MOST = 200;

    private static final int CANDIDATES = 100;
    private static final int FRESH = 1_000;
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
        List<Long> byWords = index.byWords(ask, CANDIDATES);
        boolean guessed = byWords.isEmpty();
        if (guessed)
            byWords =
                    index.byWords(
                            new Ask(words, null, viewer.audiences(), filter, true), CANDIDATES);
        List<Long> byMeaning = index.byMeaning(ask, CANDIDATES);
        Set<Long> best = Index.fused(byWords, weight(words), byMeaning, 1).keySet();
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

    /** Of each thread the document that answers best, threads best first. */
    private static Map<Long, Listed> threads(Set<Long> best, Map<Long, Listed> visible) {
        Map<Long, Listed> threads = new LinkedHashMap<>();
        for (Long id : best) {
            Listed found = visible.get(id);
            if (found == null || !visible.containsKey(thread(found))) continue;
            Listed other = threads.putIfAbsent(thread(found), found);
            if (other != null && other.parent() == null && found.parent() != null)
                threads.replace(thread(found), other, found);
        }
        return threads;
    }

    private static long thread(Listed found) {
        Long parent = found.parent();
        return parent == null ? found.id() : parent;
    }

    /**
     * One statement reads the cards that the viewer may see; what falls out there is neither shown
     * nor counted.
     */
    private Results results(
            Set<Long> best, String words, boolean guessed, int from, int most, Viewer viewer) {
        Map<Long, Listed> visible = cards.withParents(best, viewer);
        Map<Long, Listed> threads = threads(best, visible);
        List<Listed> seen = threads.values().stream().limit(MOST).toList();
        Map<String, Integer> states = new LinkedHashMap<>();
        for (Listed found : seen)
            states.merge(card(visible, thread(found)).state(), 1, Integer::sum);
        List<Listed> shown =
                seen.subList(
                        Math.clamp(from, 0, seen.size()),
                        Math.clamp((long) from + most, 0, seen.size()));
        Map<Long, Passage> passages = index.passages(shown.stream().map(Listed::id).toList());
        Set<String> terms = Terms.of(words);
        List<Hit> hits =
                shown.stream()
                        .map(
                                found ->
                                        hit(
                                                card(visible, thread(found)),
                                                found,
                                                passages.getOrDefault(found.id(), Passage.NONE),
                                                terms))
                        .toList();
        return new Results(hits, seen.size(), states, guessed);
    }

    private static Listed card(Map<Long, Listed> visible, long thread) {
        return Objects.requireNonNull(visible.get(thread));
    }

    private static Hit hit(Listed card, Listed found, Passage passage, Set<String> terms) {
        if (found.parent() == null)
            return new Hit(card, List.of(new Run(card.gist(), false)), null, null, 0, null);
        return new Hit(
                card,
                Terms.sentence(passage.body(), terms),
                found.path(),
                found.at(),
                passage.worked(),
                passage.workedAt());
    }

    /**
     * Cards since a time that have every one of the words, in one of the audiences, whichever where
     * none is named: what follows a search. A thousand at the most.
     */
    public List<Long> fresh(String words, Instant since, List<Long> audiences) {
        return index.fresh(words, since, audiences, FRESH);
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
