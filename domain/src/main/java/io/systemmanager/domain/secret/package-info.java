/** How a secret is written down without being written down. */
@NullMarked
package io.systemmanager.domain.secret;

import org.jspecify.annotations.NullMarked;
