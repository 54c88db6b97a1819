package org.commonplace.people;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a member says about themselves. Only the name is always shown; every other field has its own
 * visibility.
 */
public record Profile(
        MemberId id,
        @Nullable String name,
        String state,
        boolean sample,
        @Nullable String language,
        String zone,
        @Nullable String pronouns,
        @Nullable String organisation,
        @Nullable String job,
        @Nullable String sector,
        @Nullable String country,
        @Nullable String place,
        List<String> languages,
        @Nullable String stage,
        @Nullable String canTeach,
        @Nullable String wantToLearn,
        @Nullable String workingOn,
        String about,
        String aboutHtml,
        @Nullable String website,
        @Nullable String orcid,
        @Nullable String contact,
        @Nullable LocalDate awayUntil,
        Map<String, String> visibility,
        @Nullable String sourceSite,
        @Nullable String sourceUrl,
        @Nullable MemberId claimedBy,
        Instant joinedAt,
        Map<MemberId, String> oldNames) {

    /** The fields with a visibility of their own, in the order of the form. */
    public static final List<String> FIELDS =
            List.of(
                    "organisation",
                    "job",
                    "sector",
                    "place",
                    "country",
                    "languages",
                    "pronouns",
                    "stage",
                    "canTeach",
                    "wantToLearn",
                    "workingOn",
                    "about",
                    "website",
                    "orcid",
                    "contact");

    /** What somebody says of their work, for everyone to see. */
    public record Work(
            String zone,
            @Nullable String organisation,
            @Nullable String job,
            @Nullable String sector,
            @Nullable String country,
            List<String> languages,
            @Nullable String canTeach,
            @Nullable String wantToLearn,
            String about) {}

    /** The same member, who says nothing but where and as what they work and what they know. */
    public Profile saying(Work work) {
        Map<String, String> open =
                FIELDS.stream().collect(Collectors.toMap(field -> field, field -> "everyone"));
        return new Profile(
                id,
                name,
                state,
                sample,
                language,
                work.zone(),
                null,
                work.organisation(),
                work.job(),
                work.sector(),
                work.country(),
                null,
                work.languages(),
                null,
                work.canTeach(),
                work.wantToLearn(),
                null,
                work.about(),
                "",
                null,
                null,
                null,
                null,
                open,
                sourceSite,
                sourceUrl,
                claimedBy,
                joinedAt,
                oldNames);
    }

    public String visibilityOf(String field) {
        return visibility.getOrDefault(field, unclaimed() ? "everyone" : "nobody");
    }

    public boolean unclaimed() {
        return state.equals("unclaimed");
    }

    /** Whether that viewer may see that field: everyone's, members', or only one's own. */
    public boolean shows(String field, Viewer viewer) {
        return switch (visibilityOf(field)) {
            case "everyone" -> true;
            case "members" -> viewer.signedIn();
            default -> viewer.signedIn() && viewer.id() == id.value();
        };
    }

    public @Nullable String value(String field) {
        return switch (field) {
            case "organisation" -> organisation;
            case "job" -> job;
            case "sector" -> sector;
            case "place" -> place;
            case "country" -> country;
            case "languages" -> languages.isEmpty() ? null : String.join(", ", languages);
            case "pronouns" -> pronouns;
            case "stage" -> stage;
            case "canTeach" -> canTeach;
            case "wantToLearn" -> wantToLearn;
            case "workingOn" -> workingOn;
            case "about" -> about;
            case "website" -> website;
            case "orcid" -> orcid;
            case "contact" -> contact;
            default -> throw new IllegalArgumentException(field);
        };
    }
}
