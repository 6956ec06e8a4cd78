/** Tests of the host's readings, on file trees like those of real hosts. */
@NullMarked
package io.systemmanager.host;

import org.jspecify.annotations.NullMarked;
