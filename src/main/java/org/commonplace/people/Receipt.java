package org.commonplace.people;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mail did, for the letter that tells its author. Message {@code receipt.KEY} says it, and
 * for a signed deed the deed's own {@code .done}.
 *
 * @param thread the card in whose thread it stands, if it stands in one
 * @param path the page that shows it
 * @param masked it was done under an alias: nothing is kept that says by whom
 */
public record Receipt(
        String key, List<Object> arguments, @Nullable Long thread, String path, boolean masked) {
    public static Receipt of(String key, @Nullable Long thread, String path, Object... arguments) {
        return new Receipt(key, List.of(arguments), thread, path, false);
    }

    public Receipt masked(boolean alias) {
        return alias ? new Receipt(key, arguments, null, path, true) : this;
    }

    String message() {
        return key.startsWith("signed.") ? key + ".done" : "receipt." + key;
    }
}
