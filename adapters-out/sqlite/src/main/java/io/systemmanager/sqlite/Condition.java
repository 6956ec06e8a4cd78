package io.systemmanager.sqlite;

import io.systemmanager.domain.approval.Ended;
import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.audit.LogEvent;
import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.audit.SystemEvent;
import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * In which state the ledger is and what it refuses for that: the state machine of ADR 0024, without
 * any I/O. Thread-safe.
 */
final class Condition {
    private boolean crowded;
    private boolean cramped;
    private @Nullable Failure failure;
    private @Nullable String suspicion;

    /** A ledger that could not be written, as long as that is not over. */
    private record Failure(Instant since, long nanos, String why, boolean told) {
        Failure asTold() {
            return new Failure(since, nanos, why, true);
        }
    }

    synchronized LedgerState state() {
        if (suspicion != null) {
            return LedgerState.SUSPECT;
        }
        if (failure != null) {
            return LedgerState.DEGRADED;
        }
        if (cramped) {
            return LedgerState.LOW_SPACE;
        }
        return crowded ? LedgerState.BUSY : LedgerState.NORMAL;
    }

    /** Why the change is not even tried; empty when it is to be tried. */
    synchronized Optional<LedgerUnavailable> refusal(Ledger.Change change) {
        return switch (state()) {
            case NORMAL, BUSY -> Optional.empty();
            case LOW_SPACE ->
                    begins(change) ? refused("the ledger's disk is nearly full") : Optional.empty();
            case DEGRADED ->
                    isNewWork(change)
                            ? refused("the ledger could not be written and is not yet well again")
                            : Optional.empty();
            case SUSPECT -> refused(String.valueOf(suspicion));
        };
    }

    /** Why nothing at all is written; empty when something may be. */
    synchronized Optional<LedgerUnavailable> refusalOfAll() {
        return Optional.ofNullable(suspicion).flatMap(this::refused);
    }

    private Optional<LedgerUnavailable> refused(String why) {
        return Optional.of(new LedgerUnavailable(state(), why));
    }

    /** What a degraded ledger does not take: new work. Ends, refusals and revocations it does. */
    private static boolean isNewWork(Ledger.Change change) {
        return switch (change) {
            case Ledger.OpenOperation _,
                    Ledger.AskApproval _,
                    Ledger.MoveApproval _,
                    Ledger.CreateGrant _,
                    Ledger.MoveGrant _,
                    Ledger.OpenByGrant _ ->
                    begins(change);
            case Ledger.IssueToken _ -> true;
            case Ledger.Announce(var announced, _) -> isNewWork(announced);
            case Ledger.EndOperation _,
                    Ledger.SettleOperation _,
                    Ledger.MoveNotification _,
                    Ledger.RevokeToken _ ->
                    false;
            case Ledger.Append(var event) ->
                    event instanceof OperationEvent.Read
                            || event instanceof OperationEvent.DryRun
                            || event instanceof LogEvent.Queried
                            || event instanceof LogEvent.Viewed;
        };
    }

    /** Whether it begins something, or brings it nearer to its beginning; an end never does. */
    private static boolean begins(Ledger.Change change) {
        return switch (change) {
            case Ledger.OpenOperation _,
                    Ledger.AskApproval _,
                    Ledger.CreateGrant _,
                    Ledger.OpenByGrant _ ->
                    true;
            case Ledger.MoveApproval(_, var to, _, _) -> !(to.approval() instanceof Ended);
            case Ledger.Announce(var announced, _) -> begins(announced);
            case Ledger.MoveGrant(_, var to, _) -> !(to instanceof StandingGrant.Revoked);
            case Ledger.Append _,
                    Ledger.EndOperation _,
                    Ledger.SettleOperation _,
                    Ledger.MoveNotification _,
                    Ledger.IssueToken _,
                    Ledger.RevokeToken _ ->
                    false;
        };
    }

    /** Whether it was possible to write since the last failure. */
    synchronized boolean isWritable() {
        return suspicion == null && (failure == null || failure.told());
    }

    /** A commit did not become durable; true when the one before did. */
    synchronized boolean failed(Instant now, long nanos, String why) {
        if (failure != null) {
            return false;
        }
        failure = new Failure(now, nanos, why, false);
        return true;
    }

    /** What is to be written of a failure before anything else is; empty when it is. */
    synchronized Optional<SystemEvent.LedgerDegraded> untold() {
        return Optional.ofNullable(failure)
                .filter(each -> !each.told())
                .map(each -> new SystemEvent.LedgerDegraded(each.since(), each.why()));
    }

    /** That is durable now. */
    synchronized void told() {
        if (failure != null) {
            failure = failure.asTold();
        }
    }

    /** What to write when the failure is over; empty when there is none, or no room to go on. */
    synchronized Optional<SystemEvent.LedgerRecovered> recovery(long nanos) {
        return Optional.ofNullable(failure)
                .filter(_ -> !cramped)
                .map(each ->
                        new SystemEvent.LedgerRecovered(Duration.ofNanos(nanos - each.nanos())));
    }

    /** That is durable now. */
    synchronized void recovered() {
        failure = null;
    }

    /** It is not what this server wrote; true for the first time. There is no way back. */
    synchronized boolean suspect(String why) {
        if (suspicion != null) {
            return false;
        }
        suspicion = why;
        return true;
    }

    /** Whether the disk has room. */
    synchronized void room(boolean enough) {
        cramped = !enough;
    }

    /** A sender waited in vain for a place in the queue. */
    synchronized void queueFull() {
        crowded = true;
    }

    /** The queue has room again. */
    synchronized void queueDrained() {
        crowded = false;
    }
}
