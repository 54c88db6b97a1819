/** Concepts and their labels in all languages (SKOS), and what is about which. */
@NullMarked
@ApplicationModule(
        displayName = "Topics",
        allowedDependencies = {"chrome", "people", "catalogue"})
package org.commonplace.topics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
