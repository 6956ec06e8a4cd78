/** What clients, dashboards and archives rely on, held against committed snapshots. */
@NullMarked
package io.systemmanager.contract.snapshot;

import org.jspecify.annotations.NullMarked;
