/** Threads, posts and their versions. */
@NullMarked
@ApplicationModule(
        displayName = "Conversations",
        allowedDependencies = {"chrome", "people", "catalogue", "moderation"})
package org.commonplace.conversations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
