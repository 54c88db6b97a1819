package org.commonplace.questions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonplace.chrome.Form;
import org.commonplace.people.Organisations;
import org.jspecify.annotations.Nullable;

/** Reads the two forms of a survey: the builder's rows, and a library's reply. */
final class SurveyForm {
    private static final int LABEL = 200;
    private static final int OPTIONS = 12;
    private static final int ANSWER = 500;

    private SurveyForm() {}

    /** The fields that were drafted; rows without a label are left out. */
    static List<Survey.Field> fields(Form form) {
        List<Survey.Field> fields = new ArrayList<>();
        for (int i = 1; i <= Survey.MOST; i++) {
            String label = form.note("label-" + i, LABEL);
            if (label.isEmpty()) continue;
            String kind = form.choice("kind-" + i, Survey.KINDS, "text");
            List<String> options =
                    kind.equals("choice") ? options(form.given("options-" + i)) : List.of();
            if (kind.equals("choice") && (options.size() < 2 || options.size() > OPTIONS))
                form.refuse("options-" + i, "form.options");
            fields.add(new Survey.Field(fields.size() + 1, label, kind, options));
        }
        if (fields.isEmpty()) form.refuse("label-1", "form.required");
        return fields;
    }

    private static List<String> options(String typed) {
        return Arrays.stream(typed.split("[,;\\n]"))
                .map(String::strip)
                .filter(option -> !option.isEmpty())
                .distinct()
                .toList();
    }

    /** A library's reply: all may be left empty but the library and one answer. */
    static Surveys.Answered answered(List<Survey.Field> fields, Form form) {
        String library = form.line("library", LABEL);
        String line = form.words("line", 2000);
        Map<String, String> answers = new HashMap<>();
        for (Survey.Field field : fields) {
            String answer = form.words(field.name(), ANSWER);
            if (answer.isEmpty()) continue;
            answers.put(String.valueOf(field.position()), answer);
            if (field.counted() && !field.words().contains(answer))
                form.refuse(field.name(), "form.required");
            if (field.kind().equals("number") && Survey.number(answer) == null)
                form.refuse(field.name(), "form.decimal");
        }
        if (answers.isEmpty() && line.isEmpty() && !fields.isEmpty())
            form.refuse(fields.getFirst().name(), "form.required");
        if (!form.given("country").strip().matches("([A-Za-z]{2})?"))
            form.refuse("country", "form.country");
        String country = form.given("country").strip();
        return new Surveys.Answered(
                library,
                one(form.given("sector"), Organisations.SECTORS),
                one(form.given("size"), Organisations.SIZES),
                country.isEmpty() ? null : country.toUpperCase(Locale.ROOT),
                answers,
                line);
    }

    private static @Nullable String one(String typed, List<String> of) {
        return of.contains(typed) ? typed : null;
    }
}
