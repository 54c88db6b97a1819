package org.commonplace.communities;

import java.util.List;
import org.commonplace.people.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * A community of practice as its page shows it. Its things are for everyone, for members of the
 * house, or its own.
 */
public record Community(
        CommunityId id,
        String slug,
        String name,
        String purpose,
        String charter,
        String charterHtml,
        int charterVersion,
        String kind,
        String audienceKind,
        long ownAudience,
        String language,
        int members,
        boolean joined,
        boolean consented,
        boolean steward,
        List<Person> stewards) {

    /** A steward as the page names them. */
    public record Person(String path, @Nullable String name) {}

    /** A closed room: for its members alone, who speak under aliases. */
    public boolean lab() {
        return kind.equals("lab");
    }

    /** Whether somebody who has joined must agree to the charter, or to its new words. */
    public boolean asksConsent() {
        return lab() && joined && !consented;
    }

    /** The audience that a thing made here has unless its maker says otherwise. */
    public long audience() {
        return switch (audienceKind) {
            case "everyone" -> Viewer.EVERYONE;
            case "members" -> Viewer.MEMBERS;
            default -> ownAudience;
        };
    }

    public String path() {
        return "/communities/" + slug;
    }
}
