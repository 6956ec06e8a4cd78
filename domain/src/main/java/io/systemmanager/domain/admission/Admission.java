package io.systemmanager.domain.admission;

import io.systemmanager.domain.operation.Operation;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.policy.Decision;

/** What the gate says. */
public sealed interface Admission<O extends Operation> {

    /** The decision behind it. */
    Decision decision();

    /** Go ahead with this pass. */
    record Cleared<O extends Operation>(Clearance<O> clearance, Decision decision)
            implements Admission<O> {}

    /** People must agree first. */
    record MustAsk<O extends Operation>(Decision decision) implements Admission<O> {}

    /** No, for this reason. */
    record Refused<O extends Operation>(Fault fault, Decision decision) implements Admission<O> {}
}
