package org.commonplace.practices;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A practice's life as a line from its first day to its next review, or to today. Places are in the
 * units of the picture, which is 300 wide.
 */
public record Life(int now, int due, List<Mark> marks) {
    public static final int WIDTH = 300;
    private static final int EDGE = 8;

    /** Something that happened: written, renewed, confirmed, changed, or tried. */
    public record Mark(int x, String kind) {}

    static Life of(PracticePage page, Instant now) {
        Instant first = page.writtenAt();
        Instant last =
                page.reviewAt() != null && page.reviewAt().isAfter(now) ? page.reviewAt() : now;
        Scale scale = new Scale(first, last);
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark(scale.x(first), "written"));
        if (page.editedAt() != null) marks.add(new Mark(scale.x(page.editedAt()), "written"));
        for (PracticePage.Renewal one : page.renewed())
            marks.add(
                    new Mark(
                            scale.x(one.on()),
                            one.said().equals("changed")
                                    ? "changed"
                                    : one.bySteward() ? "renewed" : "confirmed"));
        for (PracticePage.Adoption one : page.adopted())
            marks.add(new Mark(scale.x(one.on()), "tried"));
        return new Life(
                scale.x(now), page.reviewAt() == null ? -1 : scale.x(page.reviewAt()), marks);
    }

    private record Scale(Instant first, Instant last) {
        int x(LocalDate day) {
            return x(day.atStartOfDay(ZoneOffset.UTC).toInstant());
        }

        int x(Instant at) {
            double whole = Math.max(1, Duration.between(first, last).toSeconds());
            double share = Duration.between(first, at).toSeconds() / whole;
            return (int) Math.round(EDGE + Math.clamp(share, 0, 1) * (WIDTH - 2 * EDGE));
        }
    }
}
