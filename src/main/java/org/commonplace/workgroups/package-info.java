/** Small groups with an end date: charter, shared document, decisions, and what they deliver. */
@NullMarked
@ApplicationModule(
        displayName = "Workgroups",
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
            "conversations",
            "questions",
            "practices"
        })
package org.commonplace.workgroups;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
