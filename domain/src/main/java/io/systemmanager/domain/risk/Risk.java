package io.systemmanager.domain.risk;

import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.ExplainPolicy;
import io.systemmanager.domain.operation.GetContainer;
import io.systemmanager.domain.operation.GetOperation;
import io.systemmanager.domain.operation.ListContainers;
import io.systemmanager.domain.operation.ListOperations;
import io.systemmanager.domain.operation.Operation;
import io.systemmanager.domain.operation.QueryAudit;
import io.systemmanager.domain.operation.ReadContainerLogs;
import io.systemmanager.domain.operation.ReadSystemStatus;
import io.systemmanager.domain.operation.UndoOperation;
import java.util.Locale;

/** How much an operation can hurt, from least to most. Policy may raise a risk, never lower it. */
public enum Risk {
    /** Looks, and changes nothing. */
    READ,
    /** Disturbs one thing for a moment; another call takes it back. */
    LOW,
    /** Changes what stays changed. */
    HIGH,
    /** Runs foreign code or destroys what cannot be brought back. */
    CRITICAL;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in policies, schemas and audit entries. */
    public String wireName() {
        return wireName;
    }

    /** The risk of an operation. An operation that nobody rated does not compile. */
    public static Risk of(Operation operation) {
        return switch (operation) {
            case ListContainers _, GetContainer _, ReadContainerLogs _ -> READ;
            case ReadSystemStatus _ -> READ;
            case GetOperation _, ListOperations _, ExplainPolicy _, QueryAudit _ -> READ;
            case ChangeContainerState _, UndoOperation _ -> LOW;
        };
    }
}
