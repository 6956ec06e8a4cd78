/** How an operation ended, and the typed faults. */
@NullMarked
package io.systemmanager.domain.outcome;

import org.jspecify.annotations.NullMarked;
