/**
 * A host that exists only in memory: honest versions of every driven port, thread-safe, shipped.
 */
@NullMarked
package io.systemmanager.simulated;

import org.jspecify.annotations.NullMarked;
