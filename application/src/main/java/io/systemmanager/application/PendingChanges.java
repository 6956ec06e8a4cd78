package io.systemmanager.application;

import io.systemmanager.domain.admission.Gate;
import io.systemmanager.domain.approval.Approval;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.approval.ApprovalRequest;
import io.systemmanager.domain.approval.Ended;
import io.systemmanager.domain.approval.Move;
import io.systemmanager.domain.approval.Staleness;
import io.systemmanager.domain.approval.Step;
import io.systemmanager.domain.audit.ApprovalEvent;
import io.systemmanager.domain.audit.CallFacts;
import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.journal.ApprovalRecord;
import io.systemmanager.domain.journal.KeptApproval;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.plan.Plan;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.policy.Verdict.Approve.Demand;
import io.systemmanager.domain.port.Anchoring;
import io.systemmanager.domain.port.Approvals;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.domain.port.Observer;
import io.systemmanager.domain.port.OperationRecords;
import io.systemmanager.domain.port.SigningKeys;
import io.systemmanager.domain.risk.Risk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Changes that wait for people: lets them wait, and carries out what was agreed to. What is carried
 * out is the call as it is stored, and only while everything that people saw still holds: target,
 * plan, policy and credential are looked at anew, and one difference makes the approval stale.
 * Thread-safe.
 */
final class PendingChanges {
    private static final Duration COOL_DOWN = Duration.ofMinutes(10);

    private final Ledger ledger;
    private final OperationRecords records;
    private final Approvals approvals;
    private final Bindings bindings;
    private final Gate gate;
    private final Changes changes;
    private final GrantedChanges granted;
    private final ApprovalMoves moves;
    private final Following following;
    private final SigningKeys signers;
    private final Anchoring anchoring;
    private final Observer observer;
    private final Ids ids;
    private final InstantSource clock;

    /** How many people decide on it at this moment. */
    private final Map<ApprovalId, Integer> deciding = new ConcurrentHashMap<>();

    PendingChanges(
            Application.Ports ports,
            Gate gate,
            Targets targets,
            Changes changes,
            GrantedChanges granted,
            ApprovalMoves moves,
            Following following,
            Ids ids,
            InstantSource clock) {
        this.ledger = ports.ledger();
        this.records = ports.records();
        this.approvals = ports.approvals();
        this.observer = ports.observer();
        this.signers = ports.signers();
        this.anchoring = ports.anchoring();
        this.gate = gate;
        this.bindings = new Bindings(gate, targets, ports.credentials(), ports.signers(), clock);
        this.changes = changes;
        this.granted = granted;
        this.moves = moves;
        this.following = following;
        this.ids = ids;
        this.clock = clock;
    }

    /** A change that policy lets wait. */
    record Wish(CallFacts call, Decision decision, Verdict.Approve verdict, Plan plan) {}

    /**
     * Lets a change wait for people, unless they agreed to it in advance; who asks twice for the
     * same waits for the same.
     */
    Reply ask(Wish wish, OperationRecord draft, Terms terms) {
        var lacking = lacking(wish.verdict());
        if (lacking.isPresent()) {
            return changes.deny(wish.call(), wish.decision(), Fault.of(lacking.get()));
        }
        var request = request(wish);
        var since = request.requestedAt().minus(COOL_DOWN);
        if (approvals.wasDenied(draft.caller(), request.digest(), since)) {
            return changes.deny(wish.call(), wish.decision(), Fault.of(FaultCode.APPROVAL_DENIED));
        }
        if (wasDeniedAlike(request, since)) {
            return wait(request, wish, draft, terms);
        }
        return granted.carryOut(wish, draft, terms)
                .orElseGet(() -> wait(request, wish, draft, terms));
    }

    /**
     * Whether people said no to that operation on that target, be it asked a little otherwise: what
     * others agreed to in advance does not answer then.
     */
    private boolean wasDeniedAlike(ApprovalRequest request, Instant since) {
        return approvals.denied(request.requester().subject(), since).stream()
                .map(kept -> kept.sound().map(each -> each.approval().request()))
                .anyMatch(denied -> denied.map(each -> isAlike(each, request)).orElse(true));
    }

    private static boolean isAlike(ApprovalRequest denied, ApprovalRequest asked) {
        return denied.operation().equals(asked.operation())
                && isSame(denied.binding().target(), asked.binding().target());
    }

    private static boolean isSame(Target one, Target other) {
        boolean containers = one instanceof Target.Container && other instanceof Target.Container;
        return containers
                ? ((Target.Container) one).id().equals(((Target.Container) other).id())
                : one.equals(other);
    }

    private Reply wait(ApprovalRequest request, Wish wish, OperationRecord draft, Terms terms) {
        var approval = new Approval.Pending(request);
        var waiting = new OperationState.AwaitingApproval(request.id(), approval.until());
        var operation = draft.with(waiting, request.requestedAt());
        var asked =
                new Ledger.AskApproval(
                        operation,
                        new ApprovalRecord(operation.id(), wish.call(), approval),
                        new ApprovalEvent.Requested(
                                wish.call(), wish.decision(), operation.id(), approval));
        return switch (ledger.commit(asked)) {
            case Ledger.Committed _ -> {
                moves.announce(operation);
                yield following.await(operation, terms.patienceFor(operation));
            }
            case Ledger.Conflict _ -> conflict(wish, operation, request, terms);
        };
    }

    /** What the server has not, of what policy wants besides votes. */
    private Optional<FaultCode> lacking(Verdict.Approve verdict) {
        if (verdict.demands().contains(Demand.SIGNED) && signers.isEmpty()) {
            return Optional.of(FaultCode.SIGNERS_MISSING);
        }
        return verdict.demands().contains(Demand.ANCHOR) && !anchoring.isConfigured()
                ? Optional.of(FaultCode.ANCHOR_MISSING)
                : Optional.empty();
    }

    private Reply conflict(
            Wish wish, OperationRecord operation, ApprovalRequest request, Terms terms) {
        var named = terms.key().flatMap(key -> records.find(operation.caller(), key));
        if (named.isPresent()) {
            return changes.attach(named.get(), operation.request(), terms);
        }
        var open = approvals.open();
        var same =
                open.stream()
                        .flatMap(each -> each.sound().stream())
                        .filter(each -> each.approval().request().digest().equals(request.digest()))
                        .findFirst()
                        .flatMap(each -> records.find(each.operation()));
        return same.<Reply>map(first -> following.await(first, terms.patienceFor(first)))
                .orElseGet(() ->
                        changes.deny(
                                wish.call(),
                                wish.decision(),
                                Fault.of(obstacle(open, operation.caller()))));
    }

    /** Why one more cannot wait when the same does not: too many, or one that nobody can read. */
    private static FaultCode obstacle(List<KeptApproval> open, Subject caller) {
        long own =
                open.stream()
                        .flatMap(each -> each.sound().stream())
                        .map(each -> each.approval().request().requester().subject())
                        .filter(caller::equals)
                        .count();
        boolean unreadable = open.stream().anyMatch(KeptApproval.Unreadable.class::isInstance);
        return unreadable && own < Approvals.MOST_OPEN
                ? FaultCode.APPROVAL_STUCK
                : FaultCode.TOO_MANY_APPROVALS;
    }

    private ApprovalRequest request(Wish wish) {
        var call = wish.call();
        return new ApprovalRequest(
                ids.approval(),
                Bindings.of(call, call.target(), wish.plan(), wish.decision().revision()),
                Risk.of(call.operation()),
                Bindings.terms(wish.verdict(), gate.times()),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                call.reason());
    }

    /**
     * Takes a decision on an approval and carries out what it leads to. {@link #look} leaves that
     * one alone meanwhile, so that who decides is told what came of it and not what is about to.
     */
    ApprovalMoves.Moved decide(ApprovalId id, Supplier<ApprovalMoves.Moved> decision) {
        deciding.merge(id, 1, Integer::sum);
        try {
            var moved = decision.get();
            if (moved instanceof ApprovalMoves.Moved.To(var approval)) {
                carryOut(approval);
            }
            return moved;
        } finally {
            deciding.computeIfPresent(id, (_, people) -> people == 1 ? null : people - 1);
        }
    }

    /**
     * Carries out what people agreed to, or finds that it is stale. Does nothing when another
     * thread was faster, or when the target cannot be looked at now; {@link #look} comes again.
     */
    private void carryOut(ApprovalRecord agreed) {
        if (!(agreed.approval() instanceof Approval.Approved approved)) {
            return;
        }
        switch (bindings.look(agreed)) {
            case Bindings.Look.Later _ -> {}
            case Bindings.Look.Stale(var why) -> spoil(agreed, why);
            case Bindings.Look.Same(var target, var decision, var digest) -> {
                switch (approved.after(new Move.Claim(digest), clock.instant())) {
                    case Step.Moved(var next) when next instanceof Approval.Consumed consumed ->
                            claim(agreed, consumed, target, decision);
                    case Step.Moved _, Step.Refused _ -> {} // its time is over
                }
            }
        }
    }

    private void claim(
            ApprovalRecord agreed,
            Approval.Consumed consumed,
            Target.Container target,
            Decision decision) {
        var waiting = records.find(agreed.operation());
        if (waiting.isEmpty()
                || !(waiting.get().state() instanceof OperationState.AwaitingApproval state)
                || !changes.reserve(agreed.operation())) {
            return;
        }
        var running = waiting.get().with(state.begin(), clock.instant());
        var request = consumed.request();
        var event =
                new OperationEvent.Started(
                        agreed.call(),
                        decision,
                        running.id(),
                        request.binding().plan(),
                        Optional.of(request.id()));
        var change =
                new Ledger.MoveApproval(
                        agreed.approval(), agreed.with(consumed), Optional.of(running), event);
        switch (changes.intend(running.id(), change)) {
            case Ledger.Committed(var seq) -> {
                var begun =
                        new Changes.Begun(
                                agreed.call(),
                                gate.clear(agreed.change(), target, consumed),
                                decision,
                                request.binding().plan());
                var _ = changes.start(begun, running, seq);
                following.decided(running.id());
            }
            case Ledger.Conflict _ -> changes.release(running.id());
        }
    }

    private void spoil(ApprovalRecord agreed, Staleness why) {
        moves.move(agreed.id(), new Move.Spoil(why), PendingChanges::ended);
    }

    private static ApprovalEvent ended(ApprovalRecord record) {
        return new ApprovalEvent.Closed(Optional.empty(), record, (Ended) record.approval());
    }

    /**
     * Ends what is over, finds out what is stale, and carries out what was agreed to and not yet
     * begun, which is so after a restart or while the target could not be asked. Cheap when there
     * is nothing; to be called every second.
     *
     * @throws LedgerUnavailable when the ledger takes nothing
     */
    void look() {
        for (var kept : approvals.open()) {
            if (!(kept instanceof KeptApproval.Sound(var open))) {
                continue; // nothing ever comes of it; the health of approvals tells
            }
            try {
                look(open);
            } catch (LedgerUnavailable later) {
                throw later;
            } catch (RuntimeException broken) {
                observer.broke(open.call().id(), broken);
            }
        }
    }

    private void look(ApprovalRecord open) {
        var moved = bindings.moved(open);
        if (open.approval() instanceof Approval.Open state
                && clock.instant().isAfter(state.until())) {
            moves.move(open.id(), new Move.Lapse(), PendingChanges::ended);
        } else if (moved.isPresent()) {
            spoil(open, moved.get());
        } else if (!deciding.containsKey(open.id())) {
            carryOut(open);
        }
    }
}
