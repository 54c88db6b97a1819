package org.commonplace.questions;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.commonplace.lineage.Around;
import org.commonplace.topics.Named;
import org.jspecify.annotations.Nullable;

/** What a question's page shows beside its posts. */
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
        int comments,
        int worked,
        int same,
        @Nullable Integer importedScore,
        @Nullable Integer importedViews,
        boolean imported,
        Instant askedAt,
        List<Named> topics,
        List<Link> beside,
        List<Link> linked,
        List<String> asked,
        Around around,
        Mine mine,
        Map<String, String> draft) {

    /** A community as the page names it. */
    public record Group(long id, String slug, String name) {}

    /** Another thing: where it is and what it is called, with its state. */
    public record Link(String path, String title, String state) {}

    /** What the viewer has to do with the question. */
    public record Mine(
            boolean asker, boolean decides, boolean watching, boolean same, boolean signedIn) {}

    public boolean open() {
        return state.open();
    }
}
