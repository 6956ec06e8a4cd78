/** Tests of the merkle package. */
@NullMarked
package io.systemmanager.domain.merkle;

import org.jspecify.annotations.NullMarked;
