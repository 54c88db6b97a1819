package org.commonplace.people;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonplace.chrome.Refusals;
import org.jspecify.annotations.Nullable;

/** The profile's form: what was typed, and what is wrong with it. */
record ProfileForm(Map<String, String> fields) {
    private static final Set<String> VISIBILITIES = Set.of("everyone", "members", "nobody");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    Refusals refusals() {
        Refusals refusals = new Refusals().text("name", fields.get("name"), 120);
        for (String field :
                List.of(
                        "organisation",
                        "job",
                        "place",
                        "pronouns",
                        "stage",
                        "contact",
                        "languages")) refusals.limit(field, fields.get(field), 200);
        for (String field : List.of("canTeach", "wantToLearn", "workingOn"))
            refusals.limit(field, fields.get(field), 500);
        refusals.limit("about", fields.get("about"), 10_000);
        String website = text("website");
        if (website != null && !website.matches("https?://[^\\s<>\"]{3,300}"))
            refusals.add("website", "form.web-address");
        String orcid = text("orcid");
        if (orcid != null && !orcid.matches("\\d{4}-\\d{4}-\\d{4}-\\d{3}[\\dX]"))
            refusals.add("orcid", "form.orcid");
        String away = text("awayUntil");
        if (away != null && date(away) == null) refusals.add("awayUntil", "form.date");
        return refusals;
    }

    Profile profile(Profile before) {
        String zone = text("zone");
        String country = text("country");
        String sector = text("sector");
        return new Profile(
                before.id(),
                String.valueOf(fields.getOrDefault("name", "")).strip(),
                before.state(),
                before.sample(),
                text("language"),
                zone != null && ZoneId.getAvailableZoneIds().contains(zone) ? zone : before.zone(),
                text("pronouns"),
                text("organisation"),
                text("job"),
                sector != null && Organisations.SECTORS.contains(sector) ? sector : null,
                country != null && COUNTRIES.contains(country) ? country : null,
                text("place"),
                languages(),
                text("stage"),
                text("canTeach"),
                text("wantToLearn"),
                text("workingOn"),
                fields.getOrDefault("about", ""),
                "",
                text("website"),
                text("orcid"),
                text("contact"),
                text("awayUntil") == null ? null : date(fields.getOrDefault("awayUntil", "")),
                visibility(),
                before.sourceSite(),
                before.sourceUrl(),
                before.claimedBy(),
                before.joinedAt());
    }

    private List<String> languages() {
        return Arrays.stream(fields.getOrDefault("languages", "").split("[,;\\s]+"))
                .map(language -> language.toLowerCase(Locale.ROOT))
                .filter(language -> language.matches("[a-z]{2,3}"))
                .distinct()
                .limit(12)
                .toList();
    }

    private Map<String, String> visibility() {
        Map<String, String> visibility = new HashMap<>();
        for (String field : Profile.FIELDS) {
            String chosen = fields.getOrDefault("visibility." + field, "nobody");
            visibility.put(field, VISIBILITIES.contains(chosen) ? chosen : "nobody");
        }
        return visibility;
    }

    private @Nullable String text(String field) {
        String value = fields.get(field);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static @Nullable LocalDate date(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
