/** The reading side of the ledger, as operators use it: commands, views and the pages on them. */
@NullMarked
package io.systemmanager.contract.audit;

import org.jspecify.annotations.NullMarked;
