package io.systemmanager.contract.architecture.planted.console;

import io.systemmanager.contract.architecture.planted.sqlite.CallsAUseCase;

/** Planted: the console reaches for the ledger's own adapter. */
public record ReadsTheLedgerItself(CallsAUseCase ledger) {}
