package io.systemmanager.application;

import io.systemmanager.domain.admission.Admission;
import io.systemmanager.domain.admission.Clearance;
import io.systemmanager.domain.admission.Gate;
import io.systemmanager.domain.audit.AuditEvent;
import io.systemmanager.domain.audit.CallFacts;
import io.systemmanager.domain.audit.LogEvent;
import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.operation.Arguments;
import io.systemmanager.domain.operation.ReadOperation;
import io.systemmanager.domain.operation.UndoOperation;
import io.systemmanager.domain.operation.WriteOperation;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Reading;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.domain.port.Observer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The one way through: scope, target, policy, ledger, port, ledger.
 *
 * <p>What cannot be recorded is not done: a change's intent is durable before the host is touched,
 * and a read's entry before its answer leaves.
 */
public final class GatedOperationDesk implements OperationDesk {
    private final ToolDoor tools;
    private final Gate gate;
    private final Targets targets;
    private final Reads reads;
    private final Changes changes;
    private final PendingChanges pending;
    private final Withdrawals withdrawals;
    private final Ledger ledger;
    private final Observer observer;
    private final InstantSource clock;

    GatedOperationDesk(
            ToolDoor tools,
            Gate gate,
            Targets targets,
            Reads reads,
            Changes changes,
            PendingChanges pending,
            Withdrawals withdrawals,
            Ledger ledger,
            Observer observer,
            InstantSource clock) {
        this.tools = tools;
        this.gate = gate;
        this.targets = targets;
        this.reads = reads;
        this.changes = changes;
        this.pending = pending;
        this.withdrawals = withdrawals;
        this.ledger = ledger;
        this.observer = observer;
        this.clock = clock;
    }

    @Override
    public Reply submit(Request request) {
        var startedAt = clock.instant();
        long from = System.nanoTime();
        var handled = handled(request);
        observer.ended(
                new Observer.Observation(
                        handled.call(),
                        handled.decision(),
                        word(handled.reply()),
                        startedAt,
                        Duration.ofNanos(System.nanoTime() - from)));
        return handled.reply();
    }

    /** A reply with what is observed about the way to it. */
    private record Handled(CallFacts call, Optional<Decision> decision, Reply reply) {}

    private Handled handled(Request request) {
        var call = request.about(targets.asNamed(request.operation()));
        try {
            return admit(request);
        } catch (LedgerUnavailable unrecorded) {
            observer.broke(request.id(), unrecorded);
            return new Handled(call, Optional.empty(), new Reply.Refused(unrecorded.fault()));
        } catch (RuntimeException broken) {
            observer.broke(request.id(), broken);
            var fault = Fault.of(FaultCode.INTERNAL);
            return new Handled(call, Optional.empty(), new Reply.Refused(fault));
        }
    }

    private Handled admit(Request request) {
        var operation = request.operation();
        var now = gate.forOneCall();
        var refusal = tools.refusal(now, request.attempt());
        if (refusal.isPresent()) {
            return new Handled(
                    request.about(targets.asNamed(operation)),
                    Optional.empty(),
                    new Reply.Refused(refusal.get().fault()));
        }
        var found = targets.resolve(operation);
        var call = request.about(found.target());
        return switch (operation) {
            case ReadOperation read -> read(now, request, call, read, found.fault());
            case WriteOperation write -> write(now, request, call, write, found.fault());
            case UndoOperation undo -> undo(now, request, call, undo);
        };
    }

    private Handled read(
            Gate now,
            Request request,
            CallFacts call,
            ReadOperation operation,
            Optional<Fault> unresolved) {
        Admission<ReadOperation> admission = now.admit(request.caller(), operation, call.target());
        var reply =
                switch (admission) {
                    case Admission.Cleared<ReadOperation>(var clearance, var decision) ->
                            look(now, call, clearance, decision, unresolved);
                    case Admission.MustAsk<ReadOperation>(var decision) ->
                            deny(call, decision, Fault.of(FaultCode.APPROVAL_UNAVAILABLE));
                    case Admission.Refused<ReadOperation>(var fault, var decision) ->
                            deny(call, decision, fault);
                };
        return handled(call, admission.decision(), reply);
    }

    private Reply look(
            Gate now,
            CallFacts call,
            Clearance<ReadOperation> clearance,
            Decision decision,
            Optional<Fault> unresolved) {
        long from = System.nanoTime();
        Reading<Report> reading =
                unresolved
                        .<Reading<Report>>map(Reading.Missed::new)
                        .orElseGet(() -> reads.read(now, clearance, call));
        var took = Duration.ofNanos(System.nanoTime() - from);
        return switch (reading) {
            case Reading.Seen<Report>(var report) -> {
                var read = new OperationEvent.Read(call, decision, Optional.empty(), took);
                ledger.commit(new Ledger.Append(about(read, report)));
                yield new Reply.Answered(report);
            }
            case Reading.Missed<Report>(var fault) -> {
                ledger.commit(
                        new Ledger.Append(
                                new OperationEvent.Read(call, decision, Optional.of(fault), took)));
                yield new Reply.Refused(fault);
            }
        };
    }

    /** One entry a call; that of a look into the log itself says what was asked of it. */
    private static AuditEvent about(OperationEvent.Read read, Report report) {
        if (report instanceof Report.Audit(_, var page, _)) {
            var question = Arguments.of(read.call().operation());
            return new LogEvent.Queried(
                    read, Digest.of("sm/audit/query/v1", question), page.entries().size());
        }
        return read;
    }

    private Handled undo(Gate now, Request request, CallFacts call, UndoOperation operation) {
        Admission<UndoOperation> admission = now.admit(request.caller(), operation, call.target());
        var reply =
                switch (admission) {
                    case Admission.Cleared<UndoOperation> cleared ->
                            withdrawals.take(now, call, cleared, request.terms());
                    case Admission.MustAsk<UndoOperation>(var decision) ->
                            deny(call, decision, Fault.of(FaultCode.APPROVAL_UNAVAILABLE));
                    case Admission.Refused<UndoOperation>(var fault, var decision) ->
                            deny(call, decision, fault);
                };
        return handled(call, admission.decision(), reply);
    }

    private Handled write(
            Gate now,
            Request request,
            CallFacts call,
            WriteOperation operation,
            Optional<Fault> unresolved) {
        Admission<WriteOperation> admission = now.admit(request.caller(), operation, call.target());
        var reply =
                switch (admission) {
                    case Admission.Refused<WriteOperation>(var fault, var decision) ->
                            deny(call, decision, fault);
                    case Admission<WriteOperation> other when unresolved.isPresent() ->
                            deny(call, other.decision(), unresolved.get());
                    case Admission.MustAsk<WriteOperation>(var decision) ->
                            ask(call, operation, decision, request.terms());
                    case Admission.Cleared<WriteOperation>(var clearance, var decision) ->
                            changes.change(call, clearance, decision, request.terms());
                };
        return handled(call, admission.decision(), reply);
    }

    private Reply ask(CallFacts call, WriteOperation operation, Decision decision, Terms terms) {
        if (!(decision.verdict() instanceof Verdict.Approve verdict)) {
            throw new IllegalStateException("who must ask was told whom");
        }
        return changes.planned(
                call,
                operation,
                decision,
                terms,
                (plan, draft) ->
                        pending.ask(
                                new PendingChanges.Wish(call, decision, verdict, plan),
                                draft,
                                terms));
    }

    private Reply deny(CallFacts call, Decision decision, Fault fault) {
        ledger.commit(new Ledger.Append(new OperationEvent.Denied(call, decision, fault)));
        return new Reply.Refused(fault);
    }

    private static Handled handled(CallFacts call, Decision decision, Reply reply) {
        return new Handled(call, Optional.of(decision), reply);
    }

    private static String word(Reply reply) {
        return switch (reply) {
            case Reply.Answered _ -> "ok";
            case Reply.Planned _ -> "planned";
            case Reply.Tracked(var operation, _) -> operation.state().status().wireName();
            case Reply.Refused(var fault) -> fault.code().wireName();
        };
    }
}
