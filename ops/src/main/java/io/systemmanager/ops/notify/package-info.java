/** Tells people outside about approvals, where the settings say so. */
@NullMarked
package io.systemmanager.ops.notify;

import org.jspecify.annotations.NullMarked;
