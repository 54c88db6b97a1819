package org.commonplace.moderation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A form that seems to tell of a patron, and all that it sent, so that its author can send it on as
 * it is or without what was found.
 */
final class Doubt extends RuntimeException {
    private final String action;
    private final List<Passage> passages;
    private final Map<String, List<String>> others;

    Doubt(String action, List<Passage> passages, Map<String, List<String>> others) {
        super("a text may tell of a patron", null, false, false);
        this.action = action;
        this.passages = List.copyOf(passages);
        this.others = new LinkedHashMap<>(others);
    }

    String action() {
        return action;
    }

    List<Passage> passages() {
        return passages;
    }

    Map<String, List<String>> others() {
        return others;
    }

    /** A field, and what was found in it. */
    record Passage(String field, String text, List<PatronGuard.Find> finds) {
        /** The text with a word in square brackets in place of each find. */
        String redacted(Function<PatronGuard.What, String> words) {
            StringBuilder redacted = new StringBuilder();
            for (Piece piece : pieces())
                if (piece.what() == null) redacted.append(piece.text());
                else redacted.append('[').append(words.apply(piece.what())).append(']');
            return redacted.toString();
        }

        /** The text in pieces, what was found apart from what lies between. */
        List<Piece> pieces() {
            List<Piece> pieces = new ArrayList<>();
            int from = 0;
            for (PatronGuard.Find find : finds) {
                pieces.add(new Piece(text.substring(from, find.from()), null));
                pieces.add(new Piece(text.substring(find.from(), find.to()), find.what()));
                from = find.to();
            }
            pieces.add(new Piece(text.substring(from), null));
            return pieces;
        }
    }

    /** A piece of a text; what it was taken for, or null. */
    record Piece(String text, PatronGuard.@Nullable What what) {}
}
