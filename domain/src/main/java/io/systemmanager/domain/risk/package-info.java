/** How much an operation can hurt. */
@NullMarked
package io.systemmanager.domain.risk;

import org.jspecify.annotations.NullMarked;
