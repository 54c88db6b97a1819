package org.commonplace.workgroups;

import org.commonplace.chrome.PublicId;

/** A decision; its card and thread have the same id. */
public record DecisionId(long value) {
    public static DecisionId of(String text) {
        return new DecisionId(PublicId.parse(text));
    }

    @Override
    public String toString() {
        return PublicId.text(value);
    }
}
