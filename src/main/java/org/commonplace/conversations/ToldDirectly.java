package org.commonplace.conversations;

import java.util.List;
import org.commonplace.people.PersonaId;
import org.jspecify.annotations.Nullable;

/**
 * A later room that writes to some people itself about posts in its threads: the letters to those
 * who follow pass over them.
 */
public interface ToldDirectly {
    /** Whom it tells of a post in a thread, a reply to another or not. */
    List<PersonaId> of(long thread, @Nullable PostId replyTo);
}
