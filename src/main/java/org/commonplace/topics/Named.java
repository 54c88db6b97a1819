package org.commonplace.topics;

import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A concept by the label that fits the reader. */
public record Named(ConceptId id, String label, String language) {
    private record Row(long id, String label, String language) {}

    /** Reads what a page's statement gathered: objects of id, label and language. */
    public static List<Named> list(String text, JsonMapper json) {
        List<Row> rows = json.readValue(text, new TypeReference<>() {});
        return rows.stream()
                .map(row -> new Named(new ConceptId(row.id()), row.label(), row.language()))
                .toList();
    }

    public String path() {
        return "/topics/" + id;
    }
}
