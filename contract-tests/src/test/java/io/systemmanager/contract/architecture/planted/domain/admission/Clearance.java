package io.systemmanager.contract.architecture.planted.domain.admission;

/** Planted: stands for the pass. */
public final class Clearance {
    Clearance() {}
}
