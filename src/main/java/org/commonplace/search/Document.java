package org.commonplace.search;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is indexed of a thing: its own words, the title that it stands under, and what the answer
 * says who may see it. {@code thread} is the card that a find leads to; {@code replies} are the
 * texts below it.
 */
public record Document(
        long id,
        String kind,
        long thread,
        String title,
        String body,
        List<String> replies,
        long audience,
        @Nullable Long community,
        List<Long> topics,
        @Nullable String language,
        String state,
        Instant at,
        int worked,
        @Nullable String workedAt) {

    /** The text that stands for the thing's meaning. */
    String meaning() {
        String text = kind.equals("answer") ? body : title + "\n" + body;
        return text.length() > 6_000 ? text.substring(0, 6_000) : text;
    }
}
