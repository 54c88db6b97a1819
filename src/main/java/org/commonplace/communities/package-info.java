/** Communities of practice: their charters, members and stewards. */
@NullMarked
@ApplicationModule(
        displayName = "Communities",
        allowedDependencies = {"chrome", "mail", "people", "catalogue", "topics", "awareness"})
package org.commonplace.communities;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
