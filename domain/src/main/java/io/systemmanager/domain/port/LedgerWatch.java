package io.systemmanager.domain.port;

import io.systemmanager.domain.audit.LedgerState;

/** How a ledger is. Costs no I/O; thread-safe. */
public interface LedgerWatch {

    /** What it takes now. */
    LedgerState condition();

    /** How many entries are durable in it. */
    long size();
}
