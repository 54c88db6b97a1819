package org.commonplace.questions;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import org.commonplace.chrome.PublicId;
import org.commonplace.conversations.Written;
import org.jspecify.annotations.Nullable;

/**
 * The posts of a question's page: the question's own text and the comments on it, some of the
 * answers with theirs, and after which answer the next page begins.
 */
public record ThreadPage(
        Written opening, List<AnswerShown> shown, List<Written> comments, @Nullable String more) {

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
            List<String> labels,
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
            if (!answer.post().gone()
                    && answer.post().hidden() == null
                    && (answer.accepted() || answer.worked() > 0)) return answer;
        return null;
    }
}
