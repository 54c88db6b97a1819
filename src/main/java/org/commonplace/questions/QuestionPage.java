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
        @Nullable Link sameAs,
        List<AskedToo> askedToo,
        int answers,
        int comments,
        int worked,
        int same,
        @Nullable Integer importedScore,
        @Nullable Integer importedViews,
        boolean imported,
        boolean chatham,
        boolean lab,
        Instant askedAt,
        List<Named> topics,
        List<Link> beside,
        List<Link> linked,
        Rescue rescue,
        @Nullable Outcome outcome,
        Survey survey,
        Around around,
        Mine mine,
        Map<String, String> draft) {

    /** A community as the page names it. */
    public record Group(long id, String slug, String name) {}

    /** Another thing: where it is and what it is called, with its state. */
    public record Link(String path, String title, String state) {}

    /**
     * The rescue clock: how many steps were taken, when it was started, when the next is due (null
     * after the last, and where it never ran), who was asked, how many followers of its topics were
     * written to, and when a workgroup was offered.
     */
    public record Rescue(
            int taken,
            @Nullable Instant from,
            @Nullable Instant nextAt,
            Asked asked,
            int followers,
            @Nullable Instant offeredAt) {
        /** Where on the clock's line, 0 to 300, a moment is; the steps stand at equal distances. */
        public int place(Instant at) {
            if (from == null) return 0;
            RescueStep[] steps = RescueStep.values();
            for (int i = 0; i + 1 < steps.length; i++) {
                Instant next = steps[i + 1].at(from);
                if (at.isBefore(next)) {
                    double span = java.time.Duration.between(steps[i].at(from), next).toSeconds();
                    double gone = java.time.Duration.between(steps[i].at(from), at).toSeconds();
                    return (int) Math.round(10 + (i + Math.max(0, gone) / span) * 93);
                }
            }
            return 289;
        }
    }

    /**
     * Who was really asked: people invited and hosts by name, each once it was put before them; and
     * how many wait for it, because they were asked enough this week.
     */
    public record Asked(
            int invited,
            int waiting,
            List<String> hosts,
            int hostsWaiting,
            @Nullable Instant last) {
        static final Asked NOBODY = new Asked(0, 0, List.of(), 0, null);

        public boolean anybody() {
            return invited > 0 || !hosts.isEmpty();
        }
    }

    /** The same, as somebody else asked it. */
    public record AskedToo(String path, String title, Instant at) {}

    /** What the asker said came of it. */
    public record Outcome(String said, String line, Instant at) {}

    /** What the viewer has to do with the question. */
    public record Mine(
            boolean asker,
            boolean decides,
            @Nullable String level,
            boolean same,
            boolean signedIn) {}

    public boolean open() {
        return state.open();
    }

    /** Whether people write here under aliases, so that nobody is named by their own name. */
    public boolean discreet() {
        return lab || chatham;
    }
}
