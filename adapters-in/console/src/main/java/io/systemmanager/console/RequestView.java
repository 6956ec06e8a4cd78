package io.systemmanager.console;

import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.outcome.Fault;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How the request of a person's own agent stands.
 *
 * @param ticket with which they take it back; empty where they cannot
 */
record RequestView(ApprovalId id, OperationRecord operation, Optional<String> ticket)
        implements View {

    /** With a form to take it back while it waits. */
    static RequestView of(ApprovalId id, OperationRecord operation, Supplier<String> ticket) {
        boolean waits = operation.state() instanceof OperationState.AwaitingApproval;
        return new RequestView(id, operation, waits ? Optional.of(ticket.get()) : Optional.empty());
    }

    static RequestView withoutForm(ApprovalId id, OperationRecord operation) {
        return new RequestView(id, operation, Optional.empty());
    }

    String status() {
        return operation.state().status().wireName();
    }

    /** Until when people can decide; empty when they cannot any more. */
    String until() {
        return operation.state() instanceof OperationState.AwaitingApproval(_, var until)
                ? until.toString()
                : "";
    }

    /** Why it did not come to a good end; empty where it did, or may yet. */
    Optional<Fault> fault() {
        return switch (operation.state()) {
            case OperationState.Failed(var fault) -> Optional.of(fault);
            case OperationState.RolledBack(var fault) -> Optional.of(fault);
            case OperationState.Indeterminate(var fault, _) -> Optional.of(fault);
            case OperationState.AwaitingApproval _,
                    OperationState.Cancelled(),
                    OperationState.Running(),
                    OperationState.Succeeded _ ->
                    Optional.empty();
        };
    }

    @Override
    public String title() {
        return "Your request";
    }

    @Override
    public String template() {
        return "request";
    }

    @Override
    public Section section() {
        return Section.NONE;
    }
}
