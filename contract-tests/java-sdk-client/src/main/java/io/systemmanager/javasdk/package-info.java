/** The official Java SDK's client, driven against the real server by the interop tests. */
@NullMarked
package io.systemmanager.javasdk;

import org.jspecify.annotations.NullMarked;
