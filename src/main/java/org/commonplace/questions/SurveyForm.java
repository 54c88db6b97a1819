package org.commonplace.questions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonplace.chrome.Refusals;
import org.commonplace.people.Organisations;
import org.jspecify.annotations.Nullable;

/** Reads the two forms of a survey: the builder's rows, and a library's reply. */
final class SurveyForm {
    private static final int LABEL = 200;
    private static final int OPTIONS = 12;
    private static final int ANSWER = 500;

    private SurveyForm() {}

    /** The fields that were drafted; rows without a label are left out. */
    static List<Survey.Field> fields(Map<String, String> typed) {
        List<Survey.Field> fields = new ArrayList<>();
        for (int i = 1; i <= Survey.MOST; i++) {
            String label = typed.getOrDefault("label-" + i, "").strip();
            String kind = typed.getOrDefault("kind-" + i, "text");
            if (label.isEmpty()) continue;
            fields.add(
                    new Survey.Field(
                            fields.size() + 1,
                            label,
                            Survey.KINDS.contains(kind) ? kind : "text",
                            kind.equals("choice")
                                    ? options(typed.getOrDefault("options-" + i, ""))
                                    : List.of()));
        }
        return fields;
    }

    private static List<String> options(String typed) {
        return Arrays.stream(typed.split("[,;\\n]"))
                .map(String::strip)
                .filter(option -> !option.isEmpty())
                .distinct()
                .limit(OPTIONS)
                .toList();
    }

    static Refusals refusals(List<Survey.Field> fields) {
        Refusals refusals = new Refusals();
        if (fields.isEmpty()) refusals.add("label-1", "form.required");
        for (Survey.Field field : fields) {
            refusals.limit("label-" + field.position(), field.label(), LABEL);
            if (field.kind().equals("choice") && field.options().size() < 2)
                refusals.add("options-" + field.position(), "form.options");
        }
        return refusals;
    }

    /**
     * Which of a reply's answers do not fit their fields; all may be left empty but the library.
     */
    static Refusals refusals(List<Survey.Field> fields, Map<String, String> typed) {
        Refusals refusals =
                new Refusals()
                        .text("library", typed.get("library"), LABEL)
                        .limit("line", typed.get("line"), 2000);
        boolean said = !typed.getOrDefault("line", "").isBlank();
        for (Survey.Field field : fields) {
            String answer = typed.getOrDefault(field.name(), "").strip();
            if (answer.isEmpty()) continue;
            said = true;
            refusals.limit(field.name(), answer, ANSWER);
            if (field.counted() && !field.words().contains(answer))
                refusals.add(field.name(), "form.required");
            if (field.kind().equals("number") && Survey.number(answer) == null)
                refusals.add(field.name(), "form.decimal");
        }
        if (!said && !fields.isEmpty()) refusals.add(fields.getFirst().name(), "form.required");
        if (!typed.getOrDefault("country", "").strip().matches("([A-Za-z]{2})?"))
            refusals.add("country", "form.country");
        return refusals;
    }

    static Surveys.Answered answered(List<Survey.Field> fields, Map<String, String> typed) {
        Map<String, String> answers = new HashMap<>();
        for (Survey.Field field : fields) {
            String answer = typed.getOrDefault(field.name(), "").strip();
            if (!answer.isEmpty()) answers.put(String.valueOf(field.position()), answer);
        }
        return new Surveys.Answered(
                typed.getOrDefault("library", "").strip(),
                one(typed.get("sector"), Organisations.SECTORS),
                one(typed.get("size"), Organisations.SIZES),
                typed.getOrDefault("country", "").isBlank()
                        ? null
                        : typed.getOrDefault("country", "").strip().toUpperCase(Locale.ROOT),
                answers,
                typed.getOrDefault("line", "").strip());
    }

    private static @Nullable String one(@Nullable String typed, List<String> of) {
        return typed != null && of.contains(typed) ? typed : null;
    }
}
