package io.systemmanager.application;

import io.systemmanager.domain.admission.Clearance;
import io.systemmanager.domain.audit.AuditEvent;
import io.systemmanager.domain.audit.CallFacts;
import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.journal.Intent;
import io.systemmanager.domain.journal.OperationId;
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
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.policy.Verdict.Approve.Demand;
import io.systemmanager.domain.port.Anchoring;
import io.systemmanager.domain.port.Containers;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.domain.port.Observer;
import io.systemmanager.domain.port.OperationRecords;
import io.systemmanager.domain.risk.Risk;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Future;

/** Carries changes out: record the intent, act, record the end. */
final class Changes {
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private final Ledger ledger;
    private final OperationRecords records;
    private final Containers containers;
    private final RunningOperations running;
    private final Following following;
    private final Recovery recovery;
    private final Anchoring anchoring;
    private final Observer observer;
    private final InstantSource clock;
    private final Ids ids;
    private final OperationListeners listeners;

    Changes(
            Ledger ledger,
            OperationRecords records,
            Containers containers,
            RunningOperations running,
            Following following,
            Recovery recovery,
            Anchoring anchoring,
            Observer observer,
            InstantSource clock,
            Ids ids,
            OperationListeners listeners) {
        this.ledger = ledger;
        this.records = records;
        this.containers = containers;
        this.running = running;
        this.following = following;
        this.recovery = recovery;
        this.anchoring = anchoring;
        this.observer = observer;
        this.clock = clock;
        this.ids = ids;
        this.listeners = listeners;
    }

    /** What an admitted change leads to. */
    Reply change(
            CallFacts call, Clearance<WriteOperation> clearance, Decision decision, Terms terms) {
        return planned(
                call,
                clearance.operation(),
                decision,
                terms,
                (plan, draft) -> open(new Begun(call, clearance, decision, plan), draft, terms));
    }

    /** What becomes of a plan that is to be carried out, or to wait. */
    @FunctionalInterface
    interface Going {
        /**
         * Answers the call.
         *
         * @param draft a new record of the operation, running
         */
        Reply on(Plan plan, OperationRecord draft);
    }

    /**
     * The way that all changes have in common: one with a known key leads to the first, an
     * impossible one is refused, and a plan that was all that was asked for is the answer.
     */
    Reply planned(
            CallFacts call, WriteOperation operation, Decision decision, Terms terms, Going going) {
        var request = digest(call);
        var earlier = terms.key().flatMap(key -> records.find(call.caller().subject(), key));
        if (earlier.isPresent() && !terms.planOnly()) {
            return attach(earlier.get(), request, terms);
        }
        return switch (Planner.plan(operation, call.target())) {
            case Reading.Missed<Plan>(var fault) -> deny(call, decision, fault);
            case Reading.Seen<Plan>(var plan) when terms.planOnly() -> {
                ledger.commit(new Ledger.Append(new OperationEvent.DryRun(call, decision, plan)));
                yield new Reply.Planned(name(call.target()), plan);
            }
            case Reading.Seen<Plan>(var plan) ->
                    going.on(plan, draft(call, operation, plan, request, terms));
        };
    }

    /** Refuses a call, and records it. */
    Reply deny(CallFacts call, Decision decision, Fault fault) {
        ledger.commit(new Ledger.Append(new OperationEvent.Denied(call, decision, fault)));
        return new Reply.Refused(fault);
    }

    /** A change about to begin. */
    record Begun(
            CallFacts call, Clearance<WriteOperation> clearance, Decision decision, Plan plan) {

        private boolean mustBeAnchored() {
            return decision.verdict() instanceof Verdict.Approve(_, var demands)
                    && demands.contains(Demand.ANCHOR);
        }
    }

    private Reply open(Begun begun, OperationRecord record, Terms terms) {
        var intent =
                new OperationEvent.Started(
                        begun.call(),
                        begun.decision(),
                        record.id(),
                        begun.plan(),
                        Optional.empty());
        return begin(begun, record, terms, new Ledger.OpenOperation(record, intent)).orElseThrow();
    }

    /**
     * Carries a change out once its intent is durable; one whose key was used leads to the first.
     * Empty when the intent's guard did not hold for another reason, and nothing was done.
     */
    Optional<Reply> begin(Begun begun, OperationRecord record, Terms terms, Ledger.Change intent) {
        if (!running.reserve(record.id())) {
            return Optional.of(new Reply.Refused(Fault.of(FaultCode.BUSY)));
        }
        return switch (intend(record.id(), intent)) {
            case Ledger.Committed(var seq) -> {
                var end = start(begun, record, seq);
                yield RunningOperations.await(end, terms.patience())
                        .<Reply>map(tracked -> tracked)
                        .or(() -> Optional.of(latest(record)));
            }
            case Ledger.Conflict _ -> {
                running.release(record.id());
                yield terms.key()
                        .flatMap(key -> records.find(record.caller(), key))
                        .map(first -> attach(first, record.request(), terms));
            }
        };
    }

    /** Takes a place for a change; false when it has one, or when there are too many. */
    boolean reserve(OperationId id) {
        return running.reserve(id);
    }

    /** Gives back a place that its change came not to use. */
    void release(OperationId id) {
        running.release(id);
    }

    /** Records the intent of a change that has its place, and gives that back when it cannot. */
    Ledger.Commit intend(OperationId id, Ledger.Change intent) {
        try {
            return ledger.commit(intent);
        } catch (RuntimeException unrecorded) {
            running.release(id);
            throw unrecorded;
        }
    }

    /**
     * Begins a change that has its place.
     *
     * @param intent the sequence number of its entry, which is durable
     */
    Future<Reply.Tracked> start(Begun begun, OperationRecord record, long intent) {
        listeners.tell(begun.call().id(), record);
        return running.start(record.id(), () -> carryOut(begun, record, intent));
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
        if (begun.mustBeAnchored() && !anchored(begun)) {
            return new Outcome.Failed(Fault.of(FaultCode.ANCHOR_FAILED));
        }
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

    private boolean anchored(Begun begun) {
        try {
            return anchoring.anchor();
        } catch (RuntimeException broken) { // nothing was done yet, so nothing is unknown
            observer.broke(begun.call().id(), broken);
            return false;
        }
    }

    /** The end may have come and been recorded between the last wait and now. */
    private Reply latest(OperationRecord record) {
        return new Reply.Tracked(records.find(record.id()).orElse(record), true);
    }

    /** What a second call with the key of an earlier one is answered. */
    Reply attach(OperationRecord earlier, Digest request, Terms terms) {
        return earlier.request().equals(request)
                ? following.await(earlier, terms.patienceFor(earlier))
                : new Reply.Refused(Fault.of(FaultCode.IDEMPOTENCY_KEY_REUSED));
    }

    private OperationRecord draft(
            CallFacts call, WriteOperation operation, Plan plan, Digest request, Terms terms) {
        var now = clock.instant();
        return new OperationRecord(
                ids.operation(),
                call.caller().subject(),
                operation.name(),
                Risk.of(operation),
                name(call.target()),
                terms.key(),
                request,
                Intent.of(operation, call.target(), now),
                plan,
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
