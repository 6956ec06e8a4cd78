/** The ledger in one SQLite file: one writer with group commit, and readers beside it. */
@NullMarked
package io.systemmanager.sqlite;

import org.jspecify.annotations.NullMarked;
