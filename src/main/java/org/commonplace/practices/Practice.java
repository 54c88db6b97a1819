package org.commonplace.practices;

import java.time.Instant;
import java.time.ZoneOffset;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;

/** A practice's own row, as its rules need it, with what the viewer is to it. */
public record Practice(
        PracticeId id,
        Kind kind,
        Standing standing,
        String title,
        String path,
        String body,
        String licence,
        String language,
        int version,
        @Nullable PersonaId steward,
        PersonaId author,
        long audience,
        long wanted,
        @Nullable Long community,
        int reviewMonths,
        @Nullable Instant reviewAt,
        boolean imported,
        boolean coSteward,
        boolean hosts) {

    /** Whether the viewer answers for it: its steward, or a draft's author. */
    public boolean keeps(Viewer viewer) {
        return viewer.mine(steward)
                || (steward == null && !standing.published() && viewer.mine(author));
    }

    /** Who changes the text without asking: keepers, and of an article or a story its author. */
    public boolean edits(Viewer viewer) {
        boolean own = !kind.kept() && viewer.mine(author);
        if (!standing.published()) return keeps(viewer) || own;
        return keeps(viewer) || coSteward || own || (hosts && steward == null);
    }

    /** Who withdraws or replaces it. */
    public boolean withdraws(Viewer viewer) {
        return edits(viewer) || (hosts && standing.published());
    }

    /** The review date of something that was looked at just now. */
    @Nullable Instant reviewFrom(Instant now) {
        return kind.kept() ? now.atZone(ZoneOffset.UTC).plusMonths(reviewMonths).toInstant() : null;
    }
}
