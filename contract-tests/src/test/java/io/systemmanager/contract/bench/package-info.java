/** What {@code ops/bench} measures: the whole way beside a bare handler. No tests. */
@NullMarked
package io.systemmanager.contract.bench;

import org.jspecify.annotations.NullMarked;
