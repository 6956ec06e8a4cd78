/** Tests of the state folder. */
@NullMarked
package io.systemmanager.ops.state;

import org.jspecify.annotations.NullMarked;
