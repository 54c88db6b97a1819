package org.commonplace.practices;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Language;
import org.commonplace.chrome.Line;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Texts;
import org.commonplace.communities.Communities;
import org.commonplace.conversations.Post;
import org.commonplace.people.Viewer;
import org.commonplace.topics.Concepts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The form of a practice: a title and what to do; the rest is offered and can be left out. */
@Component
class PracticeForm {
    /** The licences that a text can have here. */
    static final List<String> LICENCES =
            List.of("CC BY 4.0", "CC BY-SA 4.0", "CC0 1.0", "All rights reserved");

    /** The headings that are offered, in their order; what we do stands after the second. */
    static final List<String> HEADINGS =
            List.of("context", "problem", "steps", "cost", "evidence", "failed", "fails");

    private static final int BEFORE = 2;
    private static final int SUMMARY = 300;
    private final Concepts concepts;
    private final Texts texts;

    PracticeForm(Concepts concepts, Texts texts) {
        this.concepts = concepts;
        this.texts = texts;
    }

    /** Looks at the fields of a practice, and gives what an edit changes. */
    static Revisions.Change change(Form form) {
        Revisions.Change change =
                new Revisions.Change(
                        form.number("version", 1, 999_999_999, 1),
                        form.line("title", Practices.TITLE),
                        form.text("body", Post.LONGEST),
                        form.note("summary", SUMMARY));
        for (String heading : HEADINGS) form.words("under-" + heading, Post.LONGEST);
        if (!form.given("months").matches("|[3-9]|[12][0-9]|3[0-6]"))
            form.refuse("months", "form.months");
        web(form, "resource");
        Concepts.labels(form, "topics");
        return change;
    }

    /** A web address that was typed, or null. */
    static @Nullable String web(Form form, String field) {
        String typed = form.note(field, 2000);
        String address = web(typed);
        if (address == null && !typed.isEmpty()) form.refuse(field, "form.web-address");
        return address;
    }

    /** A web address as it can be linked, or null. */
    static @Nullable String web(@Nullable String typed) {
        if (typed == null || typed.isBlank()) return null;
        try {
            URI address = URI.create(typed.strip());
            String scheme = Objects.requireNonNullElse(address.getScheme(), "");
            return scheme.matches("https?") && address.getHost() != null
                    ? address.toString()
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** What was filled in; in a lab no topic is proposed, because its words do not leave it. */
    NewPractice draft(Map<String, String> fields, boolean lab, Locale locale, Viewer viewer) {
        String licence = fields.getOrDefault("licence", "");
        String original = fields.getOrDefault("translationOf", "");
        return new NewPractice(
                kind(fields.get("kind")),
                Line.of(fields.getOrDefault("title", "")),
                body(fields, locale),
                fields.getOrDefault("community", Communities.COMMONS),
                from(fields.getOrDefault("from", "")),
                !"no".equals(fields.get("keep")),
                !"draft".equals(fields.get("save")),
                months(fields.getOrDefault("months", "")),
                LICENCES.contains(licence) || licence.startsWith("CC BY-SA")
                        ? licence
                        : Post.LICENCE,
                language(fields, locale, lab),
                web(fields.get("resource")),
                original.isEmpty() ? null : PracticeId.of(original),
                concepts.typed(
                        fields.getOrDefault("topics", ""),
                        locale.getLanguage(),
                        lab ? null : viewer.required().member()));
    }

    /**
     * As typed, else as the text says; in a lab never the pages’ own, which would tell of its
     * maker.
     */
    private static String language(Map<String, String> fields, Locale locale, boolean lab) {
        String typed = fields.getOrDefault("language", "").strip();
        if (!typed.isEmpty()) return typed;
        return Language.of(
                        fields.getOrDefault("title", "") + "\n" + fields.getOrDefault("body", ""))
                .orElse(lab ? "en" : locale.getLanguage());
    }

    private static int months(String typed) {
        return typed.isEmpty() ? 12 : Integer.parseInt(typed);
    }

    private static Kind kind(@Nullable String typed) {
        return typed != null && typed.matches("practice|article|story|lesson|resource")
                ? Kind.of(typed)
                : Kind.PRACTICE;
    }

    /** The cards that a practice is made of, as the address or the form names them. */
    static List<Long> from(String typed) {
        List<Long> cards = new ArrayList<>();
        for (String key : typed.split("[ ,]+")) if (!key.isBlank()) cards.add(PublicId.parse(key));
        return cards;
    }

    /** The text, with those of the offered headings that something stands under. */
    private String body(Map<String, String> fields, Locale locale) {
        StringBuilder text = new StringBuilder();
        boolean headed = HEADINGS.stream().anyMatch(heading -> !under(fields, heading).isEmpty());
        for (int i = 0; i < HEADINGS.size(); i++) {
            if (i == BEFORE)
                append(text, headed ? "do" : "", fields.getOrDefault("body", "").strip(), locale);
            append(text, HEADINGS.get(i), under(fields, HEADINGS.get(i)), locale);
        }
        return text.toString();
    }

    private static String under(Map<String, String> fields, String heading) {
        return fields.getOrDefault("under-" + heading, "").strip();
    }

    private void append(StringBuilder text, String heading, String words, Locale locale) {
        if (words.isEmpty()) return;
        if (!text.isEmpty()) text.append("\n\n");
        if (!heading.isEmpty())
            text.append("## ")
                    .append(texts.text(locale, "practice.heading." + heading))
                    .append("\n\n");
        text.append(words);
    }
}
