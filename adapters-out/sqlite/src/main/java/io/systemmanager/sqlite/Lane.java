package io.systemmanager.sqlite;

import io.systemmanager.domain.audit.AccessEvent;
import io.systemmanager.domain.audit.ApprovalEvent;
import io.systemmanager.domain.audit.AuditEvent;
import io.systemmanager.domain.audit.GrantEvent;
import io.systemmanager.domain.audit.LogEvent;
import io.systemmanager.domain.audit.NotificationEvent;
import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.audit.SystemEvent;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.port.Ledger;

/** Who waits for a unit, so that nobody's many units keep another's from being written. */
sealed interface Lane {

    /** One caller's. */
    record Of(Subject subject) implements Lane {}

    /** Of those who proved to be nobody. */
    record Strangers() implements Lane {}

    /** The server's own, the ends of what runs among them. */
    record Own() implements Lane {}

    /** The lane of a change. */
    static Lane of(Ledger.Change change) {
        return of(change.event());
    }

    private static Lane of(AuditEvent event) {
        return switch (event) {
            case OperationEvent operation -> of(operation);
            case ApprovalEvent approval -> of(approval);
            case GrantEvent grant -> of(grant);
            case AccessEvent access -> of(access);
            case LogEvent.Queried(var read, _, _) -> of(read);
            case LogEvent.Viewed(var by, _, _) -> new Of(by);
            case NotificationEvent.Retried(var by, _) -> new Of(by);
            case NotificationEvent.Dropped(var by, _) -> new Of(by);
            case NotificationEvent.Raised _,
                    NotificationEvent.Delivered _,
                    NotificationEvent.Failed _,
                    LogEvent.LogOpened _,
                    LogEvent.KeyRotated _,
                    LogEvent.Anchored _,
                    LogEvent.AnchorFailed _,
                    LogEvent.Pruned _,
                    LogEvent.BackupCreated _,
                    SystemEvent _ ->
                    new Own();
        };
    }

    private static Lane of(OperationEvent event) {
        return switch (event) {
            case OperationEvent.Read read -> new Of(read.call().caller().subject());
            case OperationEvent.DryRun run -> new Of(run.call().caller().subject());
            case OperationEvent.Denied denied -> new Of(denied.call().caller().subject());
            case OperationEvent.Started started -> new Of(started.call().caller().subject());
            case OperationEvent.ScopeMissing missing ->
                    new Of(missing.attempt().caller().subject());
            case OperationEvent.Ended _, OperationEvent.Abandoned _, OperationEvent.Reconciled _ ->
                    new Own();
        };
    }

    private static Lane of(ApprovalEvent event) {
        return switch (event) {
            case ApprovalEvent.Requested requested -> new Of(requested.call().caller().subject());
            case ApprovalEvent.Viewed viewed -> new Of(viewed.by());
            case ApprovalEvent.Voted voted -> new Of(voted.by());
            case ApprovalEvent.TakenBack taken -> new Of(taken.call().caller().subject());
            case ApprovalEvent.Closed closed -> closed.by().<Lane>map(Of::new).orElseGet(Own::new);
        };
    }

    private static Lane of(GrantEvent event) {
        return switch (event) {
            case GrantEvent.Created created -> new Of(created.by());
            case GrantEvent.Voted voted -> new Of(voted.by());
            case GrantEvent.Used used -> new Of(used.call().caller().subject());
            case GrantEvent.Revoked revoked -> new Of(revoked.by());
        };
    }

    private static Lane of(AccessEvent event) {
        return switch (event) {
            case AccessEvent.AuthenticationSucceeded in -> new Of(in.caller().subject());
            case AccessEvent.AuthenticationFailed _ -> new Strangers();
            case AccessEvent.TokenIssued issued -> new Of(issued.by());
            case AccessEvent.TokenCarried _ -> new Own();
            case AccessEvent.TokenRevoked revoked -> new Of(revoked.by());
        };
    }
}
