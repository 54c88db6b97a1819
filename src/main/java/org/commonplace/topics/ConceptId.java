package org.commonplace.topics;

import org.commonplace.chrome.PublicId;

/** A concept (skos:Concept), of the installation's own scheme or of an imported one. */
public record ConceptId(long value) {
    public static ConceptId of(String text) {
        return new ConceptId(PublicId.parse(text));
    }

    @Override
    public String toString() {
        return PublicId.text(value);
    }
}
