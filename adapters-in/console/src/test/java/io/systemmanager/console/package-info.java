/** The console on an application in memory. */
@NullMarked
package io.systemmanager.console;

import org.jspecify.annotations.NullMarked;
