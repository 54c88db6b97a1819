package org.commonplace.people;

import org.commonplace.chrome.PublicId;

/** Who speaks: a member under the own name, or an alias. */
public record PersonaId(long value) {
    public static PersonaId of(String text) {
        return new PersonaId(PublicId.parse(text));
    }

    @Override
    public String toString() {
        return PublicId.text(value);
    }
}
