package io.systemmanager.contract.architecture.planted.sqlite;

import io.systemmanager.contract.architecture.planted.application.ReadsJson;

/** Planted: an outbound adapter calls a use case. */
public record CallsAUseCase(ReadsJson useCase) {}
