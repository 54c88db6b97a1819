package org.commonplace.topics;

/** A concept by the label that fits the reader. */
public record Named(ConceptId id, String label, String language) {
    public String path() {
        return "/topics/" + id;
    }
}
