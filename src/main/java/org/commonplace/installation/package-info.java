/**
 * First run, demo, the embedded database, backup and restore, health, and the front page that joins
 * all rooms.
 */
@NullMarked
@ApplicationModule(
        displayName = "Installation",
        allowedDependencies = {
            "chrome",
            "mail",
            "people",
            "catalogue",
            "topics",
            "search",
            "awareness",
            "moderation",
            "communities",
            "conversations",
            "excerpts",
            "questions",
            "practices",
            "workgroups",
            "exchange"
        })
package org.commonplace.installation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
