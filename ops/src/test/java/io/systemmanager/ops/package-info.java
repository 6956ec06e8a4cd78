/** Tests of how a server is put together. */
@NullMarked
package io.systemmanager.ops;

import org.jspecify.annotations.NullMarked;
