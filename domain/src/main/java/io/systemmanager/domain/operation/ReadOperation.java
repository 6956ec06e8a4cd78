package io.systemmanager.domain.operation;

/** Looks and changes nothing. */
public sealed interface ReadOperation extends Operation
        permits ListContainers,
                GetContainer,
                ReadContainerLogs,
                ReadSystemStatus,
                GetOperation,
                ListOperations,
                ExplainPolicy,
                QueryAudit {}
