package org.commonplace.practices;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.commonplace.chrome.Pdf;
import org.commonplace.chrome.Site;
import org.commonplace.chrome.Texts;
import org.commonplace.conversations.Talk;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A practice as a paper: who answers for it, its version and review date, and where it failed. */
@Component
class PracticePapers {
    private final Pdf pdf;
    private final Texts texts;
    private final Site site;

    PracticePapers(Pdf pdf, Texts texts, Site site) {
        this.pdf = pdf;
        this.texts = texts;
        this.site = site;
    }

    /** One stamp of the slip. */
    public record Stamp(String word, String place, String day) {}

    /** Where it did not work, and who says so. */
    public record Dissent(String html, String by) {}

    /** The words around the text, in the reader's language. */
    public record Words(
            String kind,
            String by,
            String byline,
            String version,
            @Nullable String warning,
            String slip,
            String said,
            String library,
            String day,
            List<Stamp> stamps,
            String fails,
            String cite,
            String footer) {}

    byte[] paper(
            PracticePage practice,
            PracticePictures.@Nullable Stored picture,
            Talk talk,
            Locale reader) {
        Citation citation = Citation.of(practice, site.name(), site.url());
        List<Dissent> dissents =
                talk.dissents().stream()
                        .filter(said -> !said.post().gone())
                        .map(
                                said ->
                                        new Dissent(
                                                said.post().html(),
                                                Objects.requireNonNullElse(said.post().name(), "")
                                                        + ", "
                                                        + day(said.post().at(), reader)))
                        .toList();
        Map<String, Object> values = new HashMap<>();
        values.put("practice", practice);
        values.put("words", words(practice, reader));
        values.put("citation", citation.words() + " " + practice.licence() + ".");
        values.put("dissents", dissents);
        values.put("picture", picture == null ? null : embedded(picture));
        return pdf.of("practices/paper", values);
    }

    private static String embedded(PracticePictures.Stored picture) {
        return "data:"
                + picture.type()
                + ";base64,"
                + Base64.getEncoder().encodeToString(picture.bytes());
    }

    private static String day(java.time.Instant at, Locale reader) {
        return day(LocalDate.ofInstant(at, ZoneOffset.UTC), reader);
    }

    private static String day(LocalDate day, Locale reader) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(reader.getLanguage().equals("en") ? Locale.UK : reader)
                .format(day);
    }

    private Words words(PracticePage practice, Locale reader) {
        return new Words(
                texts.text(reader, "practice-kind." + practice.kind().key()) + " · " + site.name(),
                names(practice, "author"),
                byline(practice, reader),
                version(practice, reader),
                warning(practice, reader),
                texts.text(reader, "practice.slip"),
                texts.text(reader, "practice.event"),
                texts.text(reader, "survey.column.library"),
                texts.text(reader, "moderation.when"),
                practice.slip().stream()
                        .map(
                                one ->
                                        new Stamp(
                                                texts.text(reader, "stamp." + one.word()),
                                                one.place().isEmpty()
                                                        ? String.valueOf(one.name())
                                                        : one.place(),
                                                day(one.on(), reader)))
                        .toList(),
                texts.text(reader, "practice.fails"),
                texts.text(reader, "practice.cite"),
                footer(practice));
    }

    private static String names(PracticePage practice, String role) {
        return practice.credits().stream()
                .filter(one -> one.role().equals(role))
                .map(PracticePage.Credit::name)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    private String byline(PracticePage practice, Locale reader) {
        String kept =
                practice.steward() == null
                        ? practice.kept() ? texts.text(reader, "practice.nobody") + " · " : ""
                        : texts.text(reader, "practice.kept-by")
                                + " "
                                + practice.steward().name()
                                + " · ";
        return kept
                + practice.byline().keySet().stream()
                        .map(
                                role ->
                                        texts.text(reader, "practice.role." + role)
                                                + " "
                                                + names(practice, role))
                        .collect(Collectors.joining(" · "));
    }

    private String version(PracticePage practice, Locale reader) {
        java.time.Instant at =
                practice.editedAt() == null ? practice.writtenAt() : practice.editedAt();
        String version =
                texts.text(reader, "practice.version", practice.version()) + ", " + day(at, reader);
        LocalDate due = practice.dueOn();
        return due == null
                ? version
                : version + " · " + texts.text(reader, "stamp.due") + " " + day(due, reader);
    }

    /** What a reader of the paper must know first. */
    private @Nullable String warning(PracticePage practice, Locale reader) {
        return switch (practice.standing()) {
            case OVERDUE ->
                    practice.dueOn() == null
                            ? texts.text(reader, "practice.overdue")
                                    + " "
                                    + texts.text(reader, "practice.nobody")
                            : texts.text(reader, "practice.overdue")
                                    + " "
                                    + texts.text(
                                            reader,
                                            "practice.overdue-say",
                                            day(practice.dueOn(), reader));
            case RETIRED, SUPERSEDED -> texts.text(reader, "state." + practice.standing().key());
            default ->
                    practice.labels().isEmpty()
                            ? null
                            : texts.text(reader, "label." + practice.labels().getFirst());
        };
    }

    /** At the foot of every page; it stands inside a CSS string. */
    private String footer(PracticePage practice) {
        String line = practice.title() + " · " + site.url() + "/practices/" + practice.id();
        return line.replaceAll("[\"\\\\<>\\n\\r]", "’");
    }
}
