package org.commonplace.questions;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.commonplace.chrome.Markdown;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.springframework.stereotype.Component;

/**
 * What a question seems to be about, from its own words; shown afterwards as words that can be
 * removed.
 */
@Component
class Guesses {
    private static final int WORDS = 220;
    private static final int PHRASE = 3;
    private static final int MOST = 3;
    private final Concepts concepts;

    Guesses(Concepts concepts) {
        this.concepts = concepts;
    }

    List<ConceptId> topics(QuestionText text) {
        List<String> phrases = new ArrayList<>(phrases(text.title()));
        phrases.addAll(phrases(Markdown.plain(text.body())));
        return concepts.mentioned(phrases.stream().distinct().toList(), MOST);
    }

    /** All runs of one to three words, longest first, folded as labels are. */
    private static Set<String> phrases(String text) {
        String[] words = Concepts.folded(text.replaceAll("[^\\p{L}\\p{N}\\s-]", " ")).split(" ");
        int length = Math.min(WORDS, words.length);
        Set<String> phrases = new LinkedHashSet<>();
        for (int size = PHRASE; size >= 1; size--)
            for (int i = 0; i + size <= length; i++) {
                String phrase = String.join(" ", List.of(words).subList(i, i + size));
                if (phrase.length() > 3) phrases.add(phrase);
            }
        return phrases;
    }
}
