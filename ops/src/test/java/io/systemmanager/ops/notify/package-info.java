/** Tests of how policy files are read. */
@NullMarked
package io.systemmanager.ops.notify;

import org.jspecify.annotations.NullMarked;
