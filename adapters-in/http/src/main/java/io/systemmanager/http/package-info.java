/**
 * The listener on which every inbound adapter stands: TLS, limits, host checks, routes, draining.
 */
@NullMarked
package io.systemmanager.http;

import org.jspecify.annotations.NullMarked;
