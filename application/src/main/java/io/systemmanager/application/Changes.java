package io.systemmanager.application;

import io.systemmanager.domain.admission.Clearance;
import io.systemmanager.domain.audit.AuditEvent;
import io.systemmanager.domain.audit.CallFacts;
import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.journal.Intent;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.operation.Arguments;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.Operation;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.operation.WriteOperation;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.outcome.Reading;
import io.systemmanager.domain.plan.Plan;
import io.systemmanager.domain.plan.Planner;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.port.Containers;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.domain.port.Observer;
import io.systemmanager.domain.port.OperationRecords;
import io.systemmanager.domain.risk.Risk;
import java.time.Duration;
import java.time.InstantSource;

/** Carries changes out: record the intent, act, record the end. */
final class Changes {
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private final Ledger ledger;
    private final OperationRecords records;
    private final Containers containers;
    private final RunningOperations running;
    private final Recovery recovery;
    private final Observer observer;
    private final InstantSource clock;
    private final Ids ids;
    private final OperationListeners listeners;

    Changes(
            Ledger ledger,
            OperationRecords records,
            Containers containers,
            RunningOperations running,
            Recovery recovery,
            Observer observer,
            InstantSource clock,
            Ids ids,
            OperationListeners listeners) {
        this.ledger = ledger;
        this.records = records;
        this.containers = containers;
        this.running = running;
        this.recovery = recovery;
        this.observer = observer;
        this.clock = clock;
        this.ids = ids;
        this.listeners = listeners;
    }

    /** What an admitted change leads to. */
    Reply change(
            CallFacts call, Clearance<WriteOperation> clearance, Decision decision, Terms terms) {
        var request = digest(call);
        var earlier = terms.key().flatMap(key -> records.find(call.caller().subject(), key));
        if (earlier.isPresent() && !terms.planOnly()) {
            return attach(earlier.get(), request, terms);
        }
        return switch (Planner.plan(clearance.operation(), clearance.target())) {
            case Reading.Missed<Plan>(var fault) -> {
                ledger.commit(new Ledger.Append(new OperationEvent.Denied(call, decision, fault)));
                yield new Reply.Refused(fault);
            }
            case Reading.Seen<Plan>(var plan) when terms.planOnly() -> {
                ledger.commit(new Ledger.Append(new OperationEvent.DryRun(call, decision, plan)));
                yield new Reply.Planned(name(call.target()), plan);
            }
            case Reading.Seen<Plan>(var plan) ->
                    open(new Begun(call, clearance, decision, plan), request, terms);
        };
    }

    /** A change about to begin. */
    private record Begun(
            CallFacts call, Clearance<WriteOperation> clearance, Decision decision, Plan plan) {}

    private Reply open(Begun begun, Digest request, Terms terms) {
        if (!running.reserve()) {
            return new Reply.Refused(Fault.of(FaultCode.BUSY));
        }
        var record = record(begun, request, terms);
        return switch (intend(begun, record)) {
            case Ledger.Committed(var seq) -> begin(begun, record, seq, terms.patience());
            case Ledger.Conflict _ -> {
                running.release();
                var first = records.find(record.caller(), terms.key().orElseThrow());
                yield attach(first.orElseThrow(), request, terms);
            }
        };
    }

    private Ledger.Commit intend(Begun begun, OperationRecord record) {
        var intent =
                new OperationEvent.Started(
                        begun.call(), begun.decision(), record.id(), begun.plan());
        try {
            return ledger.commit(new Ledger.OpenOperation(record, intent));
        } catch (RuntimeException unrecorded) {
            running.release();
            throw unrecorded;
        }
    }

    private Reply begin(Begun begun, OperationRecord record, long intent, Duration patience) {
        listeners.tell(begun.call().id(), record);
        var end = running.start(record.id(), () -> carryOut(begun, record, intent));
        return RunningOperations.await(end, patience)
                .<Reply>map(tracked -> tracked)
                .orElseGet(() -> latest(record));
    }

    private Reply.Tracked carryOut(Begun begun, OperationRecord record, long intent) {
        long from = System.nanoTime();
        Outcome outcome = act(begun);
        var took = Duration.ofNanos(System.nanoTime() - from);
        var ended = record.with(new OperationState.Running().finish(outcome), clock.instant());
        boolean recorded =
                record(
                        begun,
                        ended,
                        new OperationEvent.Ended(begun.call(), record.id(), outcome, took, intent));
        listeners.tell(begun.call().id(), ended);
        return new Reply.Tracked(ended, recorded);
    }

    private boolean record(Begun begun, OperationRecord ended, AuditEvent event) {
        var end = new Ledger.EndOperation(ended, event);
        try {
            ledger.commit(end);
            return true;
        } catch (LedgerUnavailable unrecorded) {
            observer.broke(begun.call().id(), unrecorded);
            recovery.keep(end);
            return false;
        }
    }

    private Outcome act(Begun begun) {
        try {
            return switch (begun.clearance().operation()) {
                case ChangeContainerState _ ->
                        containers.change(begun.clearance().as(ChangeContainerState.class), WITHIN);
            };
        } catch (RuntimeException broken) {
            observer.broke(begun.call().id(), broken);
            return new Outcome.Unknown(Fault.of(FaultCode.INTERNAL));
        }
    }

    /** The end may have come and been recorded between the last wait and now. */
    private Reply latest(OperationRecord record) {
        return new Reply.Tracked(records.find(record.id()).orElse(record), true);
    }

    private Reply attach(OperationRecord earlier, Digest request, Terms terms) {
        if (!earlier.request().equals(request)) {
            return new Reply.Refused(Fault.of(FaultCode.IDEMPOTENCY_KEY_REUSED));
        }
        return running.await(earlier.id(), terms.patience())
                .<Reply>map(tracked -> tracked)
                .orElseGet(() -> latest(earlier));
    }

    private OperationRecord record(Begun begun, Digest request, Terms terms) {
        var now = clock.instant();
        return new OperationRecord(
                ids.operation(),
                begun.call().caller().subject(),
                begun.call().operation().name(),
                Risk.of(begun.call().operation()),
                name(begun.call().target()),
                terms.key(),
                request,
                Intent.of(begun.clearance().operation(), begun.clearance().target(), now),
                begun.plan(),
                new OperationState.Running(),
                now,
                now);
    }

    /** Equal for equal calls of one caller, whatever else has changed. */
    private static Digest digest(CallFacts call) {
        Operation operation = call.operation();
        return Digest.of(
                "sm/request/v1",
                Json.object()
                        .put("caller", call.caller().subject().value())
                        .put("operation", operation.name().value())
                        .put("arguments", Arguments.of(operation))
                        .build());
    }

    private static String name(Target target) {
        return switch (target) {
            case Target.Host _ -> "host";
            case Target.Container container -> container.name();
            case Target.UnresolvedContainer(_, var asked) -> asked.value();
        };
    }

    /** Waits until all changes have ended, at most that long; answers whether they have. */
    boolean drain(Duration patience) {
        return running.drain(patience);
    }
}
