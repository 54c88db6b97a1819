package org.commonplace.practices;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.commonplace.chrome.Refusals;
import org.commonplace.people.Organisations;
import org.jspecify.annotations.Nullable;

/** The form of "We tried it": a library and how it went; the rest can be left out. */
record AdoptionForm(Map<String, String> fields, LocalDate today) {
    private static final int LINE = 2_000;

    Refusals refusals() {
        Refusals refusals =
                new Refusals()
                        .text("library", fields.get("library"), 200)
                        .limit("done", fields.get("done"), LINE)
                        .limit("adapted", fields.get("adapted"), LINE)
                        .limit("cost", fields.get("cost"), 200);
        if (!text("verdict").matches("worked|partly|not-here"))
            refusals.add("verdict", "form.required");
        LocalDate on = on();
        if (on == null || on.isAfter(today.plusDays(1))) refusals.add("on", "form.date-past");
        if (!text("reached").matches("[0-9]{0,8}")) refusals.add("reached", "form.number");
        if (!text("country").matches("([A-Za-z]{2})?")) refusals.add("country", "form.country");
        return refusals;
    }

    Adoptions.Tried tried() {
        return new Adoptions.Tried(
                text("library"),
                Organisations.SECTORS.contains(text("sector")) ? text("sector") : null,
                Organisations.SIZES.contains(text("size")) ? text("size") : null,
                text("country").isEmpty()
                        ? null
                        : text("country").toUpperCase(java.util.Locale.ROOT),
                text("verdict"),
                text("done"),
                text("adapted"),
                text("cost"),
                text("reached").isEmpty() ? null : Integer.valueOf(text("reached")),
                java.util.Objects.requireNonNullElse(on(), today));
    }

    private @Nullable LocalDate on() {
        try {
            return LocalDate.parse(text("on"));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private String text(String field) {
        return fields.getOrDefault(field, "").strip();
    }
}
