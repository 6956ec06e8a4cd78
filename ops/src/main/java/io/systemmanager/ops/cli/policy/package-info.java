/** {@code systemmanager policy}: checks, tries and compares policy files; no server is asked. */
@NullMarked
package io.systemmanager.ops.cli.policy;

import org.jspecify.annotations.NullMarked;
