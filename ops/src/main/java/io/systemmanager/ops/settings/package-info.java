/** What an operator can set, and how it is read. */
@NullMarked
package io.systemmanager.ops.settings;

import org.jspecify.annotations.NullMarked;
