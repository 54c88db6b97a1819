package org.commonplace.people;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mail did, for the letter that tells its author. Message {@code receipt.KEY} says it, and
 * for a signed deed the deed's own {@code .done}.
 *
 * @param thread the card in whose thread it stands, if it stands in one
 * @param path the page that shows it
 * @param original the page that has the whole mail, where something was left out of it
 * @param masked it was done under an alias: nothing is kept that says by whom
 */
public record Receipt(
        String key,
        List<Object> arguments,
        @Nullable Long thread,
        String path,
        @Nullable String original,
        boolean masked) {
    public static Receipt of(String key, @Nullable Long thread, String path, Object... arguments) {
        return new Receipt(key, List.of(arguments), thread, path, null, false);
    }

    /** Something of the mail was left out of what it wrote. */
    public Receipt original(boolean shorter, String post) {
        return shorter
                ? new Receipt(key, arguments, thread, path, "/posts/" + post + "/original", masked)
                : this;
    }

    public Receipt masked(boolean alias) {
        return alias ? new Receipt(key, arguments, null, path, null, true) : this;
    }

    String message() {
        return key.startsWith("signed.") ? key + ".done" : "receipt." + key;
    }
}
