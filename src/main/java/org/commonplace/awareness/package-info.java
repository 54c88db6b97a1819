/** What each member watches, what the house asks of each (three things a week), and "today". */
@NullMarked
@ApplicationModule(
        displayName = "Awareness",
        allowedDependencies = {"chrome", "mail", "people", "catalogue", "topics", "search"})
package org.commonplace.awareness;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
