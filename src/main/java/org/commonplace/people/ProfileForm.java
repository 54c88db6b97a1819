package org.commonplace.people;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Texts;
import org.jspecify.annotations.Nullable;

/** Reads the profile's form. */
final class ProfileForm {
    private static final Set<String> VISIBILITIES = Set.of("everyone", "members", "nobody");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final int LINE = 200;
    private static final int WORDS = 500;

    private ProfileForm() {}

    static Profile profile(Profile before, Form form) {
        String zone = form.given("zone");
        String country = form.given("country");
        String sector = form.given("sector");
        return new Profile(
                before.id(),
                form.line("name", 120),
                before.state(),
                before.sample(),
                spoken(form.given("language")),
                ZoneId.getAvailableZoneIds().contains(zone) ? zone : before.zone(),
                some(form.note("pronouns", LINE)),
                some(form.note("organisation", LINE)),
                some(form.note("job", LINE)),
                Organisations.SECTORS.contains(sector) ? sector : null,
                COUNTRIES.contains(country) ? country : null,
                some(form.note("place", LINE)),
                languages(form.note("languages", LINE)),
                some(form.note("stage", LINE)),
                some(form.note("canTeach", WORDS)),
                some(form.note("wantToLearn", WORDS)),
                some(form.note("workingOn", WORDS)),
                form.words("about", 10_000),
                "",
                shaped(form, "website", "https?://[^\\s<>\"]{3,300}", "form.web-address"),
                shaped(form, "orcid", "\\d{4}-\\d{4}-\\d{4}-\\d{3}[\\dX]", "form.orcid"),
                some(form.note("contact", LINE)),
                form.date("awayUntil"),
                visibility(form),
                before.sourceSite(),
                before.sourceUrl(),
                before.claimedBy(),
                before.joinedAt(),
                before.oldNames());
    }

    private static @Nullable String shaped(Form form, String field, String shape, String refusal) {
        String value = form.note(field, 400);
        if (!value.isEmpty() && !value.matches(shape)) form.refuse(field, refusal);
        return some(value);
    }

    private static @Nullable String some(String value) {
        return value.isBlank() ? null : value;
    }

    /** One of the languages of the pages. */
    private static @Nullable String spoken(String language) {
        return Texts.LANGUAGES.stream().map(Locale::getLanguage).anyMatch(language::equals)
                ? language
                : null;
    }

    private static List<String> languages(String typed) {
        return Arrays.stream(typed.split("[,;\\s]+"))
                .map(language -> language.toLowerCase(Locale.ROOT))
                .filter(language -> language.matches("[a-z]{2,3}"))
                .distinct()
                .limit(12)
                .toList();
    }

    private static Map<String, String> visibility(Form form) {
        Map<String, String> visibility = new HashMap<>();
        for (String field : Profile.FIELDS)
            visibility.put(field, form.choice("visibility." + field, VISIBILITIES, "nobody"));
        return visibility;
    }
}
