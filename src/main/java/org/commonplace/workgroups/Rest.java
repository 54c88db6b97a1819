package org.commonplace.workgroups;

import org.commonplace.chrome.Form;
import org.jspecify.annotations.Nullable;

/** What becomes of the open tasks and meetings of a group that ends. */
public sealed interface Rest {
    /** Tasks are closed undone, and nobody meets. */
    record Closed() implements Rest {}

    /** Others go on, named in a few words; meetings stand. */
    record HandedOver(String to) implements Rest {}

    /** As a form says it; null where it says nothing. */
    static @Nullable Rest of(Form form) {
        return switch (form.given("rest")) {
            case "close" -> new Closed();
            case "hand-over" -> new HandedOver(form.given("rest-to").strip());
            default -> null;
        };
    }

    /** Where something is open, the form has to say what becomes of it. */
    static void check(Agenda.Open open, Form form) {
        if (open.nothing()) return;
        Rest rest = of(form);
        if (rest == null) form.refuse("rest", "form.required");
        if (rest instanceof HandedOver) form.line("rest-to", 200);
    }
}
