/** Threads, posts and their versions; the talk below whatever is talked about. */
@NullMarked
@ApplicationModule(
        displayName = "Conversations",
        allowedDependencies = {
            "chrome",
            "mail",
            "people",
            "catalogue",
            "topics",
            "lineage",
            "awareness",
            "moderation",
            "communities"
        })
package org.commonplace.conversations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
