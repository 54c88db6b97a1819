/** What comes in from elsewhere and goes out: imports with a trial run, progress and a report. */
@NullMarked
@ApplicationModule(
        displayName = "Exchange",
        allowedDependencies = {
            "chrome",
            "mail",
            "people",
            "catalogue",
            "topics",
            "search",
            "communities",
            "conversations",
            "questions",
            "practices"
        })
package org.commonplace.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
