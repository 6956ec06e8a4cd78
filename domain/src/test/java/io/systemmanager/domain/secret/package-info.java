/** Tests of the secret package. */
@NullMarked
package io.systemmanager.domain.secret;

import org.jspecify.annotations.NullMarked;
