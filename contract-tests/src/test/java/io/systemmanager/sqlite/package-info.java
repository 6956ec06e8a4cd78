/** What tests of the ledger need that nobody else may. */
@NullMarked
package io.systemmanager.sqlite;

import org.jspecify.annotations.NullMarked;
