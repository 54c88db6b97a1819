/**
 * Layout, forms, drafts, Markdown, paging, errors, rate limits and message files: what every page
 * shares.
 */
@NullMarked
@ApplicationModule(
        displayName = "Chrome",
        allowedDependencies = {})
package org.commonplace.chrome;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
