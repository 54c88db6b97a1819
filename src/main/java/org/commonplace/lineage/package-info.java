/** What was made out of what, both ways, and who made it so. */
@NullMarked
@ApplicationModule(
        displayName = "Lineage",
        allowedDependencies = {"chrome", "people", "catalogue"})
package org.commonplace.lineage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
