package org.commonplace.questions;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import org.commonplace.chrome.PublicId;
import org.commonplace.people.PersonaId;
import org.jspecify.annotations.Nullable;

/**
 * The posts of a question's page: the question's own text and the comments on it, some of the
 * answers with theirs, and after which answer the next page begins.
 */
public record ThreadPage(
        Written opening, List<AnswerShown> shown, List<Written> comments, @Nullable String more) {

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
}
