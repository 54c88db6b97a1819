package org.commonplace.questions;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.commonplace.chrome.PublicId;
import org.commonplace.people.PersonaId;
import org.commonplace.topics.Named;
import org.jspecify.annotations.Nullable;

/** Everything that a question's page shows. */
public record QuestionPage(
        QuestionId id,
        String title,
        String path,
        String slug,
        Kind kind,
        State state,
        long audience,
        @Nullable Group community,
        @Nullable LocalDate neededBy,
        @Nullable String because,
        @Nullable Link duplicateOf,
        int answers,
        int worked,
        int same,
        @Nullable Integer importedScore,
        @Nullable Integer importedViews,
        boolean imported,
        Written opening,
        List<Named> topics,
        List<Link> beside,
        List<Link> linked,
        List<String> asked,
        Mine mine,
        Map<String, String> draft,
        List<AnswerShown> shown,
        List<Written> comments,
        @Nullable String more) {

    /** A community as the page names it. */
    public record Group(long id, String slug, String name) {}

    /** Another thing: where it is and what it is called, with its state. */
    public record Link(String path, String title, String state) {}

    /** What the viewer has to do with the question. */
    public record Mine(
            boolean asker, boolean decides, boolean watching, boolean same, boolean signedIn) {}

    /** A post with its byline; null texts of a tombstone. */
    public record Written(
            long id,
            PersonaId author,
            @Nullable Long person,
            @Nullable String name,
            @Nullable String place,
            boolean alias,
            boolean sample,
            boolean unclaimed,
            @Nullable String profileUrl,
            String html,
            Instant at,
            int version,
            @Nullable Instant editedAt,
            @Nullable String language,
            String licence,
            @Nullable String sourceUrl,
            @Nullable Integer score,
            boolean mine,
            boolean thanked,
            @Nullable Instant goneAt,
            @Nullable String goneBecause) {

        public String key() {
            return PublicId.text(id);
        }

        public @Nullable String personPath() {
            return person == null || alias ? null : "/people/" + PublicId.text(person);
        }

        public boolean gone() {
            return goneAt != null;
        }
    }

    /** "Worked for us" from a library. */
    public record Report(
            String library,
            Verdict verdict,
            String line,
            LocalDate on,
            @Nullable String name,
            @Nullable Long person) {
        public @Nullable String personPath() {
            return person == null ? null : "/people/" + PublicId.text(person);
        }
    }

    public record AnswerShown(
            Written post,
            boolean accepted,
            int worked,
            int partly,
            int notHere,
            @Nullable LocalDate lastWorkedOn,
            @Nullable String lastWorkedAt,
            List<Report> reports,
            List<Written> comments) {

        /**
         * Whether to ask if it is still true: older than eighteen months, and nobody said since
         * that it worked.
         */
        public boolean old(Instant now) {
            LocalDate told =
                    lastWorkedOn != null
                            ? lastWorkedOn
                            : LocalDate.ofInstant(post.at(), ZoneOffset.UTC);
            return told.plus(Period.ofMonths(18))
                    .isBefore(LocalDate.ofInstant(now, ZoneOffset.UTC));
        }
    }

    /** The answer that worked, or was accepted: what "the short of it" shows. */
    public @Nullable AnswerShown best() {
        for (AnswerShown answer : shown)
            if (!answer.post().gone() && (answer.accepted() || answer.worked() > 0)) return answer;
        return null;
    }

    public List<AnswerShown> dissent() {
        List<AnswerShown> failing = new ArrayList<>();
        for (AnswerShown answer : shown) if (answer.notHere() > 0) failing.add(answer);
        return failing;
    }

    public boolean open() {
        return state.open();
    }
}
