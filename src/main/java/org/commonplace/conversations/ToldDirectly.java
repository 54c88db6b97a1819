package org.commonplace.conversations;

import java.util.Set;
import org.commonplace.people.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * A later room that writes to some people itself about posts in its threads: the letters to those
 * who follow pass over them.
 */
public interface ToldDirectly {
    /** Whom it tells of a post in a thread, a reply to another or not. */
    Set<MemberId> of(long thread, @Nullable PostId replyTo);
}
