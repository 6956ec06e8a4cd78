/** Tests of what is kept of a change. */
@NullMarked
package io.systemmanager.domain.journal;

import org.jspecify.annotations.NullMarked;
