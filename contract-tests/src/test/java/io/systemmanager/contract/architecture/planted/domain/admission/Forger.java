package io.systemmanager.contract.architecture.planted.domain.admission;

/** Planted: makes a pass of its own, from within the package. */
public final class Forger {
    public Clearance forge() {
        return new Clearance();
    }
}
