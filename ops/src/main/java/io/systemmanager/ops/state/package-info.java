/** The state folder: made once, kept ever after. */
@NullMarked
package io.systemmanager.ops.state;

import org.jspecify.annotations.NullMarked;
