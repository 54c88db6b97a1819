package org.commonplace.practices;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/**
 * How to cite one fixed version: in words, and as BibTeX, RIS and CSL-JSON. Names are given as
 * people write them; no format here is told which part is the family's.
 */
record Citation(
        PracticeId id,
        List<String> authors,
        String title,
        Instant at,
        int version,
        String publisher,
        String language,
        String licence,
        String site) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Citation of(PracticePage page, String publisher, String site) {
        List<String> authors =
                page.credits().stream()
                        .filter(one -> one.role().matches("author|translator"))
                        .map(PracticePage.Credit::name)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        Instant at = page.editedAt() == null ? page.writtenAt() : page.editedAt();
        return new Citation(
                page.id(),
                authors,
                page.title(),
                at,
                page.version(),
                publisher,
                page.language(),
                page.licence(),
                site);
    }

    /** The permanent address of the version. */
    String url() {
        return site + "/practices/" + id + "/versions/" + version;
    }

    private LocalDate day() {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    String words() {
        String who = authors.isEmpty() ? "" : String.join("; ", authors) + " ";
        return "%s(%d). %s. Version %d. %s. %s"
                .formatted(who, day().getYear(), title, version, publisher, url());
    }

    String bibtex() {
        return """
                @misc{commonplace-%s-%d,
                  author    = {%s},
                  title     = {{%s}},
                  year      = {%d},
                  version   = {%d},
                  publisher = {%s},
                  language  = {%s},
                  note      = {%s},
                  url       = {%s}
                }
                """
                .formatted(
                        id,
                        version,
                        tex(String.join(" and ", authors)),
                        tex(title),
                        day().getYear(),
                        version,
                        tex(publisher),
                        language,
                        tex(licence),
                        url());
    }

    /** With TeX's special characters made harmless. */
    private static String tex(String text) {
        return text.replace("\\", "\\textbackslash{}")
                .replaceAll("([{}%$&#_])", "\\\\$1")
                .replace("\\textbackslash\\{\\}", "\\textbackslash{}")
                .replace("~", "\\textasciitilde{}")
                .replace("^", "\\textasciicircum{}");
    }

    String ris() {
        StringBuilder ris = new StringBuilder("TY  - ELEC\r\n");
        for (String author : authors) line(ris, "AU", author);
        line(ris, "TI", title);
        line(ris, "PY", String.valueOf(day().getYear()));
        line(ris, "DA", day().toString().replace('-', '/'));
        line(ris, "ET", String.valueOf(version));
        line(ris, "PB", publisher);
        line(ris, "LA", language);
        line(ris, "N1", licence);
        line(ris, "UR", url());
        return ris.append("ER  - \r\n").toString();
    }

    private static void line(StringBuilder ris, String tag, String value) {
        ris.append(tag).append("  - ").append(value.replaceAll("\\s+", " ")).append("\r\n");
    }

    String csl() {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("id", "commonplace-" + id + "-" + version);
        item.put("type", "webpage");
        item.put("author", authors.stream().map(name -> Map.of("literal", name)).toList());
        item.put("title", title);
        LocalDate day = day();
        item.put(
                "issued",
                Map.of(
                        "date-parts",
                        List.of(List.of(day.getYear(), day.getMonthValue(), day.getDayOfMonth()))));
        item.put("version", String.valueOf(version));
        item.put("publisher", publisher);
        item.put("language", language);
        item.put("license", licence);
        item.put("URL", url());
        return JSON.writeValueAsString(List.of(item));
    }
}
