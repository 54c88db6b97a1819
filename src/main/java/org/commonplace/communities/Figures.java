package org.commonplace.communities;

import java.util.List;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * What a room can say about the health of a community, and the list behind each figure. Rooms that
 * have something to say implement it; messages {@code figure.KEY} name and explain it.
 */
public interface Figures {
    /** How a figure is written: a share of 1, hours, or a number. */
    enum Unit {
        SHARE,
        HOURS,
        NUMBER
    }

    /**
     * A figure; value is null where there is nothing to measure, {@code of} is how many it is of.
     */
    record Figure(String key, @Nullable Double value, Unit unit, long of) {}

    /** One line of the list behind a figure. */
    record Line(String path, String text, String detail) {}

    /** In the order in which they are shown. */
    List<Figure> of(CommunityId community);

    /**
     * The list behind a figure of this room, as the viewer may see it; null where it is another's.
     */
    @Nullable List<Line> behind(String key, CommunityId community, Viewer viewer);
}
