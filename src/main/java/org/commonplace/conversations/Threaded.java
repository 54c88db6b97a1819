package org.commonplace.conversations;

import org.commonplace.chrome.Forbidden;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.jspecify.annotations.Nullable;

/**
 * A kind of thing that has a thread. What may be done to a post is asked of the thing that it
 * belongs to, whatever way somebody came: its page, another page’s address, a word in a mail.
 */
public interface Threaded {
    /** The kind of its cards. */
    String kind();

    /** Locks the thing, so that deeds on it and on its posts follow one another. */
    void lock(long thing);

    /**
     * Throws {@link Forbidden} where the viewer may not change this text here; the thing is locked.
     * One’s own words are one’s own; the text of the thing itself has a page of its own.
     */
    default void mayEdit(Post post, Viewer viewer) {
        if (!viewer.mine(post.author())) throw new Forbidden("error.not-yours");
        if (post.opens()) throw new Forbidden("error.elsewhere");
    }

    /** The same for removing it. Returns who did, as its tombstone says it. */
    default String mayRemove(Post post, Viewer viewer) {
        boolean mine = viewer.mine(post.author());
        if (!mine && !viewer.moderates()) throw new Forbidden("error.not-yours");
        if (post.opens()) throw new Forbidden("error.elsewhere");
        return mine ? "author" : "moderator";
    }

    /** After the text of the thing itself was changed: its card and address follow. */
    default void reworded(Post after, String title) {}

    /** Before a post is buried: what the thing keeps of it goes. */
    default void removing(Post post, @Nullable Voice by) {}

    /** After a post was buried: the thing counts anew. */
    default void removed(Post post, @Nullable Voice by) {}

    /**
     * Throws {@link Forbidden} where words of that kind, {@code comment} or {@code dissent}, are
     * not said below it by its talk; the thing is locked.
     */
    default void maySay(String kind) {}
}
