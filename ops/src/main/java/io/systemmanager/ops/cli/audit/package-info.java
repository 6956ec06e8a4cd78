/** {@code systemmanager audit}: looks into the ledger beside the server or without it. */
@NullMarked
package io.systemmanager.ops.cli.audit;

import org.jspecify.annotations.NullMarked;
