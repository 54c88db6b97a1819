package org.commonplace.people;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a profile that a later room supplies: links with a line below each. */
public interface Panel {
    /** The message key of the panel's heading. */
    String heading();

    List<Line> lines(MemberId member, Viewer viewer, @Nullable String after);

    /**
     * One line: where it leads, its title, what kind of thing it is and when it was made; and
     * whether only the person sees it.
     */
    record Line(String path, String title, String kind, java.time.Instant at, boolean hidden) {}
}
