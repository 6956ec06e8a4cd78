package io.systemmanager.domain.audit;

/** What the ledger keeps. The set is closed; {@link EntryForm} gives each its written form. */
public sealed interface AuditEvent
        permits OperationEvent,
                ApprovalEvent,
                GrantEvent,
                AccessEvent,
                LogEvent,
                SystemEvent,
                NotificationEvent {

    /** The name in the taxonomy of the audit format. */
    String type();

    /** How much it wants to be looked at. */
    Severity severity();
}
