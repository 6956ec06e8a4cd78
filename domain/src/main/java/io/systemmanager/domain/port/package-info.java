/** Driven ports: what the domain needs from the world outside. */
@NullMarked
package io.systemmanager.domain.port;

import org.jspecify.annotations.NullMarked;
