package org.commonplace.questions;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.commonplace.chrome.Form;
import org.jspecify.annotations.Nullable;

/** A day as a form sends it. */
final class Dates {
    private Dates() {}

    static @Nullable LocalDate of(@Nullable String text) {
        if (text == null || text.isBlank()) return null;
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** A day that has been, tomorrow at the latest where that is today already. */
    static LocalDate past(Form form, String field, LocalDate today) {
        LocalDate day = form.date(field);
        if (day != null && !day.isAfter(today.plusDays(1))) return day;
        form.refuse(field, "form.date-past");
        return today;
    }
}
