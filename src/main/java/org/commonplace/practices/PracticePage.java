package org.commonplace.practices;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.commonplace.chrome.PublicId;
import org.commonplace.lineage.Around;
import org.commonplace.topics.Named;
import org.jspecify.annotations.Nullable;

/** What a practice's page shows beside the talk about it. */
public record PracticePage(
        PracticeId id,
        String title,
        String path,
        String slug,
        Kind kind,
        Standing standing,
        long audience,
        @Nullable Group community,
        List<String> labels,
        String html,
        String body,
        int version,
        Instant writtenAt,
        @Nullable Instant editedAt,
        String licence,
        String language,
        @Nullable String sourceUrl,
        @Nullable String resourceUrl,
        @Nullable Person steward,
        @Nullable Instant stewardSince,
        List<Credit> credits,
        int reviewMonths,
        int promiseDays,
        @Nullable Instant publishedAt,
        @Nullable Instant reviewAt,
        @Nullable Instant lookingSince,
        @Nullable String retiredBecause,
        @Nullable Link supersededBy,
        @Nullable Translated translationOf,
        List<Translation> translations,
        int worked,
        int partly,
        int notHere,
        long reached,
        int renewals,
        List<Renewal> renewed,
        List<Adoption> adopted,
        List<Sum> sums,
        List<Named> topics,
        List<Link> beside,
        List<Link> overdueOrigins,
        Around around,
        int proposals,
        int deadLinks,
        @Nullable Picture picture,
        boolean talked,
        boolean sample,
        @Nullable Offer offer,
        Mine mine) {

    /** To whom it is offered to keep, and when that was put before them; null: it waits. */
    public record Offer(@Nullable String to, @Nullable Instant asked) {}

    /** The picture, and in words what is on it. */
    public record Picture(String hash, String words, int width, int height) {
        public String path(PracticeId practice) {
            return "/practices/" + practice + "/picture/" + hash;
        }
    }

    /** A community as the page names it. */
    public record Group(String slug, String name) {}

    public record Person(
            long persona, @Nullable Long person, @Nullable String name, @Nullable String place) {
        public @Nullable String path() {
            return person == null ? null : "/people/" + PublicId.text(person);
        }
    }

    /** Who had which part in the text: author, editor, reviewer or translator. */
    public record Credit(
            String role, @Nullable Long person, @Nullable String name, @Nullable String orcid) {
        public @Nullable String path() {
            return person == null ? null : "/people/" + PublicId.text(person);
        }
    }

    public record Link(String path, String title, String state) {}

    /** The original of a translation; newer where it has moved on since it was translated. */
    public record Translated(String path, String title, String language, int version, int now) {
        public boolean behind() {
            return now > version;
        }
    }

    public record Translation(String path, String title, String language) {}

    /** "Still true" or "changed": by its steward, or at a library elsewhere. */
    public record Renewal(
            String said,
            String library,
            String line,
            LocalDate on,
            @Nullable String name,
            boolean bySteward) {}

    /** "We tried it". */
    public record Adoption(
            String library,
            @Nullable String sector,
            @Nullable String size,
            @Nullable String country,
            String verdict,
            String done,
            String adapted,
            String cost,
            @Nullable Integer reached,
            LocalDate on,
            @Nullable String name,
            @Nullable Long person,
            boolean own) {
        public @Nullable String personPath() {
            return person == null ? null : "/people/" + PublicId.text(person);
        }
    }

    /** How it went at libraries of one kind and size. */
    public record Sum(
            @Nullable String sector,
            @Nullable String size,
            int worked,
            int partly,
            int notHere,
            long reached) {}

    /** What the viewer has to do with the practice. */
    public record Mine(
            boolean keeps,
            boolean edits,
            boolean withdraws,
            boolean hosts,
            @Nullable String level,
            boolean signedIn,
            boolean library,
            boolean shelved,
            boolean offered) {}

    /** One stamp of the date-due slip: the word, the place, the day, and a line if there is one. */
    public record Stamp(
            String word, String place, LocalDate on, String line, @Nullable String name) {}

    /** The slip: renewals and trials in the order of their days. */
    public List<Stamp> slip() {
        List<Stamp> stamps = new ArrayList<>();
        for (Renewal one : renewed)
            stamps.add(new Stamp(one.said(), one.library(), one.on(), one.line(), one.name()));
        for (Adoption one : adopted)
            stamps.add(new Stamp(one.verdict(), one.library(), one.on(), one.done(), one.name()));
        stamps.sort(Comparator.comparing(Stamp::on));
        return stamps;
    }

    /** The names under the text by their parts, in the order of the byline. */
    public Map<String, List<Credit>> byline() {
        Map<String, List<Credit>> byline = new LinkedHashMap<>();
        for (String role : List.of("author", "editor", "reviewer", "translator")) {
            List<Credit> with = credits.stream().filter(one -> one.role().equals(role)).toList();
            if (!with.isEmpty()) byline.put(role, with);
        }
        return byline;
    }

    public boolean kept() {
        return kind.kept();
    }

    /** Nobody looks after it. */
    public boolean unkept() {
        return kind.kept() && steward == null && standing.live();
    }

    public boolean overdue() {
        return standing == Standing.OVERDUE;
    }

    /** The day by which somebody looks at it again. */
    public @Nullable LocalDate dueOn() {
        return reviewAt == null ? null : LocalDate.ofInstant(reviewAt, ZoneOffset.UTC);
    }

    public Life life(Instant now) {
        return Life.of(this, now);
    }
}
