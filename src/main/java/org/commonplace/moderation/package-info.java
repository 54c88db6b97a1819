/** Holding, hiding and showing again, with a reason that everyone can read. */
@NullMarked
@ApplicationModule(
        displayName = "Moderation",
        allowedDependencies = {"chrome", "mail", "people", "catalogue", "communities"})
package org.commonplace.moderation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
