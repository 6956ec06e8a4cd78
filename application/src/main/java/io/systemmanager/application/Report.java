package io.systemmanager.application;

import io.systemmanager.domain.container.ContainerDetails;
import io.systemmanager.domain.container.ContainerPage;
import io.systemmanager.domain.container.ContainerQuery;
import io.systemmanager.domain.container.ContainerSection;
import io.systemmanager.domain.container.LogExcerpt;
import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.policy.Explanation;
import io.systemmanager.domain.trail.AuditPage;
import io.systemmanager.domain.trail.AuditQuery;
import io.systemmanager.domain.trail.LogState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The answers of reads, one kind each. */
public sealed interface Report {

    record Containers(ContainerQuery query, ContainerPage page) implements Report {}

    record Container(Set<ContainerSection> sections, ContainerDetails details) implements Report {}

    record Log(String container, LogExcerpt excerpt) implements Report {}

    record Status(SystemStatus status) implements Report {}

    record Operation(OperationRecord operation) implements Report {}

    record Operations(List<OperationRecord> operations) implements Report {
        public Operations {
            operations = List.copyOf(operations);
        }
    }

    record Audit(AuditQuery query, AuditPage page, LogState log) implements Report {}

    /**
     * How a call would be judged.
     *
     * @param grant the one that would answer for the people whom policy asks
     */
    record Explained(String operation, Explanation explanation, Optional<StandingGrant.Live> grant)
            implements Report {}
}
