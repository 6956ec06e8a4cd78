/** A server on the official Java SDK, for comparison. */
@NullMarked
package io.systemmanager.javasdk.server;

import org.jspecify.annotations.NullMarked;
