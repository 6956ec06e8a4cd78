/** Reads policy files: YAML in, rules or problems with their lines out. */
@NullMarked
package io.systemmanager.ops.policy;

import org.jspecify.annotations.NullMarked;
