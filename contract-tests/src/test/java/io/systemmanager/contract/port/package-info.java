/** One contract for each driven port, run on every adapter of it. */
@NullMarked
package io.systemmanager.contract.port;

import org.jspecify.annotations.NullMarked;
