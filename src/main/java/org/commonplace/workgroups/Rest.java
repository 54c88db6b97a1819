package org.commonplace.workgroups;

import java.util.Map;
import org.commonplace.chrome.Refusals;
import org.jspecify.annotations.Nullable;

/** What becomes of the open tasks and meetings of a group that ends. */
public sealed interface Rest {
    /** Tasks are closed undone, and nobody meets. */
    record Closed() implements Rest {}

    /** Others go on, named in a few words; meetings stand. */
    record HandedOver(String to) implements Rest {}

    /** As a form says it; null where it says nothing. */
    static @Nullable Rest of(Map<String, String> fields) {
        return switch (fields.getOrDefault("rest", "")) {
            case "close" -> new Closed();
            case "hand-over" -> new HandedOver(fields.getOrDefault("rest-to", "").strip());
            default -> null;
        };
    }

    /** Where something is open, the form has to say what becomes of it. */
    static void check(Agenda.Open open, Map<String, String> fields, Refusals refusals) {
        if (open.nothing()) return;
        Rest rest = of(fields);
        if (rest == null) refusals.add("rest", "form.required");
        if (rest instanceof HandedOver) refusals.text("rest-to", fields.get("rest-to"), 200);
    }
}
