package org.commonplace.topics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A SKOS concept with all it has: labels by kind and language, notes, and its neighbours. prefLabel
 * has one text a language.
 */
public record Concept(
        ConceptId id,
        String uri,
        String scheme,
        String schemeUri,
        @Nullable String licence,
        @Nullable String notation,
        String state,
        @Nullable ConceptId mergedInto,
        int questions,
        List<Label> labels,
        List<Note> notes,
        List<Neighbour> neighbours) {

    public record Label(String kind, String language, String text) {}

    public record Note(String kind, String language, String text) {}

    /**
     * A related concept: broader, narrower, related, or a match in another vocabulary (then perhaps
     * without an id).
     */
    public record Neighbour(
            String kind,
            @Nullable ConceptId id,
            @Nullable String uri,
            String label,
            String language) {}

    /** The preferred label in that language, else in English, else in any. */
    public Label label(String language) {
        Label best = null;
        for (Label label : labels) {
            if (!label.kind().equals("pref")) continue;
            if (label.language().equals(language)) return label;
            if (best == null || label.language().equals("en")) best = label;
        }
        return best == null ? new Label("pref", "en", uri) : best;
    }

    public Map<String, List<Label>> byLanguage() {
        Map<String, List<Label>> languages = new TreeMap<>();
        for (Label label : labels)
            if (!label.kind().equals("hidden"))
                languages
                        .computeIfAbsent(label.language(), key -> new java.util.ArrayList<>())
                        .add(label);
        return languages;
    }

    public List<Neighbour> neighbours(String kind) {
        return neighbours.stream().filter(one -> one.kind().equals(kind)).toList();
    }

    public @Nullable Note note(String kind, String language) {
        Note best = null;
        for (Note note : notes) {
            if (!note.kind().equals(kind)) continue;
            if (note.language().equals(language)) return note;
            if (best == null || note.language().equals("en")) best = note;
        }
        return best;
    }
}
