package io.systemmanager.application;

import io.systemmanager.domain.admission.Admission;
import io.systemmanager.domain.admission.Gate;
import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.audit.ToolAttempt;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.operation.Operation;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.Observer;
import java.util.List;
import java.util.Optional;

/** Lets a caller at a tool or not, before anything is made of its arguments. Thread-safe. */
public final class ToolDoor {
    private final Gate gate;
    private final Ledger ledger;
    private final Observer observer;

    ToolDoor(Gate gate, Ledger ledger, Observer observer) {
        this.gate = gate;
        this.ledger = ledger;
        this.observer = observer;
    }

    /** The tools that the caller may know of, in a fixed order. */
    public List<Declaration> openTo(Caller.Agent caller) {
        return gate.openTo(caller);
    }

    /** Whether a tool is among them. */
    public boolean isOpenTo(Caller.Agent caller, Declaration tool) {
        return gate.missingScope(caller, tool).isEmpty();
    }

    /**
     * Why the caller may not use the tool; empty when it may.
     *
     * @param scope the one that is missing
     */
    public record Refusal(Scope scope, Fault fault) {}

    /**
     * Asks for a tool; a refusal is recorded before it is answered.
     *
     * @throws io.systemmanager.domain.port.LedgerUnavailable when it cannot be recorded
     */
    public Optional<Refusal> refusal(ToolAttempt attempt) {
        return refusal(gate.forOneCall(), attempt);
    }

    Optional<Refusal> refusal(Gate now, ToolAttempt attempt) {
        return now.missingScope(attempt.caller(), attempt.tool())
                .map(scope -> refuse(now, attempt, scope));
    }

    /** Tells the observer of a call whose arguments make no operation; nothing is recorded. */
    public Fault misused(ToolAttempt attempt, String cause) {
        observer.refusedTool(attempt, FaultCode.INVALID_ARGUMENTS);
        return new Fault(FaultCode.INVALID_ARGUMENTS, cause);
    }

    private Refusal refuse(Gate now, ToolAttempt attempt, Scope scope) {
        Admission.Refused<Operation> refused = now.refuse(scope);
        observer.refusedTool(attempt, refused.fault().code());
        ledger.commit(
                new Ledger.Append(
                        new OperationEvent.ScopeMissing(
                                attempt, refused.decision(), refused.fault())));
        return new Refusal(scope, refused.fault());
    }
}
