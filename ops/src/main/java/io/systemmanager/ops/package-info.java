/** The composition root: settings, wiring, start and stop. */
@NullMarked
package io.systemmanager.ops;

import org.jspecify.annotations.NullMarked;
