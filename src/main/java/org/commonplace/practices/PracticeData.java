package org.commonplace.practices;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonplace.people.Viewer;
import tools.jackson.databind.json.JsonMapper;

/** A practice as schema.org's Article, for other programs; only what everyone may see. */
final class PracticeData {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PracticeData() {}

    /** JSON-LD that can stand inside a script element: no "&lt;" is left in it. */
    static String of(PracticePage practice, String site) {
        if (practice.audience() != Viewer.EVERYONE || !practice.standing().published()) return "";
        Map<String, Object> article = new LinkedHashMap<>();
        article.put("@context", "https://schema.org");
        article.put("@type", "Article");
        article.put("@id", site + practice.path());
        article.put("headline", practice.title());
        article.put("inLanguage", practice.language());
        article.put("version", practice.version());
        article.put("license", licence(practice.licence()));
        article.put("datePublished", String.valueOf(practice.publishedAt()));
        if (practice.editedAt() != null)
            article.put("dateModified", practice.editedAt().toString());
        if (practice.dueOn() != null) article.put("expires", practice.dueOn().toString());
        article.put("creativeWorkStatus", practice.standing().key());
        if (practice.picture() != null)
            article.put("image", site + practice.picture().path(practice.id()));
        article.put("reviewedBy", people(practice, "reviewer", site));
        article.put("author", people(practice, "author", site));
        article.put("editor", people(practice, "editor", site));
        article.put("translator", people(practice, "translator", site));
        PracticePage.Person steward = practice.steward();
        if (steward != null)
            article.put("maintainer", person(steward.name(), steward.path(), site));
        PracticePage.Translated original = practice.translationOf();
        if (original != null)
            article.put("translationOfWork", Map.of("@id", site + original.path()));
        article.values().removeIf(value -> value instanceof List<?> list && list.isEmpty());
        return JSON.writeValueAsString(article).replace("<", "\\u003c");
    }

    private static List<Map<String, Object>> people(
            PracticePage practice, String role, String site) {
        return practice.credits().stream()
                .filter(one -> one.role().equals(role) && one.name() != null)
                .map(one -> person(one.name(), one.path(), site))
                .toList();
    }

    private static Map<String, Object> person(
            @org.jspecify.annotations.Nullable String name,
            @org.jspecify.annotations.Nullable String path,
            String site) {
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("@type", "Person");
        person.put("name", String.valueOf(name));
        if (path != null) person.put("url", site + path);
        return person;
    }

    /** A licence's own address, where it has one. */
    static String licence(String name) {
        return switch (name) {
            case "CC BY 4.0" -> "https://creativecommons.org/licenses/by/4.0/";
            case "CC BY-SA 4.0" -> "https://creativecommons.org/licenses/by-sa/4.0/";
            case "CC BY-SA 3.0" -> "https://creativecommons.org/licenses/by-sa/3.0/";
            case "CC0 1.0" -> "https://creativecommons.org/publicdomain/zero/1.0/";
            default -> name;
        };
    }
}
