/** Each member's own commonplace book: passages kept, with source, name, licence and note. */
@NullMarked
@ApplicationModule(
        displayName = "Excerpts",
        allowedDependencies = {"chrome", "people", "catalogue", "conversations"})
package org.commonplace.excerpts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
