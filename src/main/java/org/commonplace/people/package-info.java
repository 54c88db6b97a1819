/**
 * Members and the personas they speak as, libraries, sign-in, sessions, roles, and who may see
 * what.
 */
@NullMarked
@ApplicationModule(
        displayName = "People",
        allowedDependencies = {"chrome", "mail"})
package org.commonplace.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
