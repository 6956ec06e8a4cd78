/** Tests of what the server does for its log. */
@NullMarked
package io.systemmanager.ops.custody;

import org.jspecify.annotations.NullMarked;
