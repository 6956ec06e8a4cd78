/** {@code systemmanager approvals}: shows people what waits for them, and takes their decisions. */
@NullMarked
package io.systemmanager.ops.cli.approvals;

import org.jspecify.annotations.NullMarked;
