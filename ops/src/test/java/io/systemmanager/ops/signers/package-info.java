@NullMarked
package io.systemmanager.ops.signers;

import org.jspecify.annotations.NullMarked;
