package org.commonplace.practices;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.commonplace.chrome.Form;
import org.commonplace.people.Organisations;
import org.jspecify.annotations.Nullable;

/** The form of "We tried it": a library and how it went; the rest can be left out. */
final class AdoptionForm {
    private static final int LINE = 2_000;

    private AdoptionForm() {}

    static Adoptions.Tried tried(Form form, LocalDate today) {
        String library = form.line("library", 200);
        String done = form.words("done", LINE);
        String adapted = form.words("adapted", LINE);
        String cost = form.note("cost", 200);
        String verdict = form.choice("verdict", List.of("worked", "partly", "not-here"));
        LocalDate on = form.past("on", today);
        String reached = form.given("reached").strip();
        if (!reached.matches("[0-9]{0,8}")) form.refuse("reached", "form.number");
        String country = form.given("country").strip();
        if (!country.matches("([A-Za-z]{2})?")) form.refuse("country", "form.country");
        return new Adoptions.Tried(
                library,
                one(form.given("sector"), Organisations.SECTORS),
                one(form.given("size"), Organisations.SIZES),
                country.isEmpty() ? null : country.toUpperCase(Locale.ROOT),
                verdict,
                done,
                adapted,
                cost,
                reached.isEmpty() || form.refusals().any() ? null : Integer.valueOf(reached),
                on);
    }

    private static @Nullable String one(String typed, List<String> of) {
        return of.contains(typed) ? typed : null;
    }
}
