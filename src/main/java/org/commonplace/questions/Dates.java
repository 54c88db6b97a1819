package org.commonplace.questions;

import java.time.LocalDate;
import org.commonplace.chrome.Form;

/** A day as a form sends it. */
final class Dates {
    private Dates() {}

    /**
     * A day that has been, tomorrow at the latest where that is today already; today, where none is
     * said.
     */
    static LocalDate past(Form form, String field, LocalDate today) {
        if (form.given(field).isBlank()) return today;
        LocalDate day = form.date(field);
        if (day != null && !day.isAfter(today.plusDays(1))) return day;
        form.refuse(field, "form.date-past");
        return today;
    }
}
