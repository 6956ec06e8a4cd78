package io.systemmanager.contract.architecture.planted.domain.admission;

/** Planted: stands for the gate, which may. */
public final class Gate {
    public Clearance admit() {
        return new Clearance();
    }
}
