package io.systemmanager.contract.architecture.planted.docker;

import io.systemmanager.contract.architecture.planted.sqlite.CallsAUseCase;

/** Planted: an adapter knows another. */
public record AsksItsSibling(CallsAUseCase ledger) {}
