/** Whose SSH keys may sign decisions: the file of allowed signers, and the keys that count now. */
@NullMarked
package io.systemmanager.ops.signers;

import org.jspecify.annotations.NullMarked;
