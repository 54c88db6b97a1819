/** One card for each thing made, and the log of who did what to which card, when. */
@NullMarked
@ApplicationModule(
        displayName = "Catalogue",
        allowedDependencies = {"chrome", "people"})
package org.commonplace.catalogue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
