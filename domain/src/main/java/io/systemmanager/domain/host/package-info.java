/** The host as a whole: its sections and its figures. */
@NullMarked
package io.systemmanager.domain.host;

import org.jspecify.annotations.NullMarked;
