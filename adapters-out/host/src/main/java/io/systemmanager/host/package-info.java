/** Reads the Linux host from {@code /proc}, {@code /sys} and {@code /etc}; changes nothing. */
@NullMarked
package io.systemmanager.host;

import org.jspecify.annotations.NullMarked;
