/** Who asks: principals, the scopes they hold and where they come from. */
@NullMarked
package io.systemmanager.domain.caller;

import org.jspecify.annotations.NullMarked;
