/** Questions and their answers, what worked where, and what happens next. */
@NullMarked
@ApplicationModule(
        displayName = "Questions",
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
package org.commonplace.questions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
