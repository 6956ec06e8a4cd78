/** Tests of how policy files are read. */
@NullMarked
package io.systemmanager.ops.policy;

import org.jspecify.annotations.NullMarked;
