/** Tests of the anchors. */
@NullMarked
package io.systemmanager.host.anchor;

import org.jspecify.annotations.NullMarked;
