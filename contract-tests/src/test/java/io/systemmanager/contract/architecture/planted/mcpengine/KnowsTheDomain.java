package io.systemmanager.contract.architecture.planted.mcpengine;

import io.systemmanager.contract.architecture.planted.domain.admission.Clearance;

/** Planted: it knows the domain. */
public record KnowsTheDomain(Clearance clearance) {}
