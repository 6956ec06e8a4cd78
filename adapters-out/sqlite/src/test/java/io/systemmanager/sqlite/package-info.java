/** Tests of the ledger on SQLite that need to see inside. */
@NullMarked
package io.systemmanager.sqlite;

import org.jspecify.annotations.NullMarked;
