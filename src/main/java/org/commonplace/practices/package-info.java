/** The archive: what the community keeps, who keeps it true, and where it worked and did not. */
@NullMarked
@ApplicationModule(
        displayName = "Practices",
        allowedDependencies = {
            "chrome",
            "mail",
            "people",
            "catalogue",
            "topics",
            "lineage",
            "search",
            "awareness",
            "moderation",
            "communities",
            "conversations"
        })
package org.commonplace.practices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
