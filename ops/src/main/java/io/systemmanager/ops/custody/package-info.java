/** What the running server does for its log: changes of keys, anchors, rehearsed restores. */
@NullMarked
package io.systemmanager.ops.custody;

import org.jspecify.annotations.NullMarked;
