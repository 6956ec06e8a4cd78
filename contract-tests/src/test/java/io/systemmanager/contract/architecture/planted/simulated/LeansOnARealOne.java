package io.systemmanager.contract.architecture.planted.simulated;

import io.systemmanager.contract.architecture.planted.docker.AsksItsSibling;

/** Planted: the simulated adapter leans on a real one. */
public record LeansOnARealOne(AsksItsSibling real) {}
