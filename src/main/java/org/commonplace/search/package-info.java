/** The index: finding by words and by meaning, similar things, what stands beside what. */
@NullMarked
@ApplicationModule(
        displayName = "Search",
        allowedDependencies = {"chrome", "people", "catalogue", "topics"})
package org.commonplace.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
