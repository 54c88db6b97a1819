package org.commonplace.conversations;

import java.util.List;
import org.commonplace.chrome.PublicId;

/** What was said about a thing: dissents and remarks, each with the replies to it. */
public record Talk(long thread, List<Said> dissents, List<Said> remarks, boolean more) {
    /** How many posts one page shows. */
    static final int MOST = 500;

    /** A post and what was said to it. */
    public record Said(Written post, List<Written> replies) {}

    /** The talk of something about which nothing can be said yet. */
    public static Talk none(long thread) {
        return new Talk(thread, List.of(), List.of(), false);
    }

    public String key() {
        return PublicId.text(thread);
    }

    /** The newest dissent that still stands, for the first screen. */
    public Said lastDissent() {
        return dissents.stream().filter(said -> !said.post().gone()).toList().getLast();
    }

    public boolean disputed() {
        return dissents.stream().anyMatch(said -> !said.post().gone());
    }
}
