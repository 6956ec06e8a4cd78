/** The one observer of calls: log line, meters and span. */
@NullMarked
package io.systemmanager.ops.observe;

import org.jspecify.annotations.NullMarked;
