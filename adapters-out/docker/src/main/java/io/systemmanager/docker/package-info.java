/** The containers of a Docker Engine, reached over its Unix socket. */
@NullMarked
package io.systemmanager.docker;

import org.jspecify.annotations.NullMarked;
