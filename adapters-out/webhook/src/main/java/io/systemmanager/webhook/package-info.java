/** Tells a receiver on the web about approvals: signed webhooks, or ntfy. */
@NullMarked
package io.systemmanager.webhook;

import org.jspecify.annotations.NullMarked;
