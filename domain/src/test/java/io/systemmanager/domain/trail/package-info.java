/** Questions about the log, and proofs that are handed on. */
@NullMarked
package io.systemmanager.domain.trail;

import org.jspecify.annotations.NullMarked;
