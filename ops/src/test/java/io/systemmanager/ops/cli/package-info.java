/** Tests of the command. */
@NullMarked
package io.systemmanager.ops.cli;

import org.jspecify.annotations.NullMarked;
