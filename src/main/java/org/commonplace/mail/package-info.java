/** Letters: queued in the database, written as text and HTML that say the same, sent by SMTP. */
@NullMarked
@ApplicationModule(
        displayName = "Mail",
        allowedDependencies = {"chrome"})
package org.commonplace.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
