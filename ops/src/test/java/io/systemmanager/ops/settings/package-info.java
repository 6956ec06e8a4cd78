/** Tests of the settings. */
@NullMarked
package io.systemmanager.ops.settings;

import org.jspecify.annotations.NullMarked;
