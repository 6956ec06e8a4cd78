/** The Unix socket on which operators reach the running server. */
@NullMarked
package io.systemmanager.ops.operators;

import org.jspecify.annotations.NullMarked;
