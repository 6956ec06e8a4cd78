/** Tests of what watches the server. */
@NullMarked
package io.systemmanager.ops.observe;

import org.jspecify.annotations.NullMarked;
