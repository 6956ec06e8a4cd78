/** The one door between a request and the host. */
@NullMarked
package io.systemmanager.domain.admission;

import org.jspecify.annotations.NullMarked;
