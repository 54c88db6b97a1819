package org.commonplace.awareness;

import java.util.List;

/**
 * What a member wants of digests: daily, weekly (Mondays) or off; at which hour of their own day (0
 * to 23); on which weekdays never (1 is Monday); and whether one thing a week from another kind of
 * library may be in it.
 */
public record DigestSettings(String digest, int hour, List<Integer> quietDays, boolean corridor) {
    static final DigestSettings USUAL = new DigestSettings("daily", 7, List.of(), true);
    static final List<String> DIGESTS = List.of("daily", "weekly", "off");
}
