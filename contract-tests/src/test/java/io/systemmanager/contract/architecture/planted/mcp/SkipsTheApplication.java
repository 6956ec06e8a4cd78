package io.systemmanager.contract.architecture.planted.mcp;

import io.systemmanager.contract.architecture.planted.sqlite.CallsAUseCase;

/** Planted: an inbound adapter reaches for an outbound one. */
public record SkipsTheApplication(CallsAUseCase ledger) {}
