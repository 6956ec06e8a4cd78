package io.systemmanager.simulated;

import io.systemmanager.domain.admission.Clearance;
import io.systemmanager.domain.container.ContainerDetails;
import io.systemmanager.domain.container.ContainerPage;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.LogExcerpt;
import io.systemmanager.domain.journal.ContainerIntent;
import io.systemmanager.domain.journal.Reconciliation;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.GetContainer;
import io.systemmanager.domain.operation.ListContainers;
import io.systemmanager.domain.operation.ReadContainerLogs;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.outcome.Reading;
import io.systemmanager.domain.port.Containers;
import io.systemmanager.domain.port.HealthCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A host without a container engine: every answer says that it cannot be reached. Thread-safe. */
public final class UnreachableContainers implements Containers, HealthCheck {
    private static final Fault FAULT = Fault.of(FaultCode.ENGINE_UNREACHABLE);

    @Override
    public Reading<Target.Container> resolve(ContainerRef container, Duration within) {
        return new Reading.Missed<>(FAULT);
    }

    @Override
    public Reading<ContainerPage> list(Clearance<ListContainers> clearance, Duration within) {
        return new Reading.Missed<>(FAULT);
    }

    @Override
    public Reading<ContainerDetails> get(Clearance<GetContainer> clearance, Duration within) {
        return new Reading.Missed<>(FAULT);
    }

    @Override
    public Reading<LogExcerpt> logs(Clearance<ReadContainerLogs> clearance, Duration within) {
        return new Reading.Missed<>(FAULT);
    }

    @Override
    public Outcome change(Clearance<ChangeContainerState> clearance, Duration within) {
        return new Outcome.Failed(FAULT);
    }

    @Override
    public Reading<Reconciliation> reconcile(ContainerIntent intent, Instant now, Duration within) {
        return new Reading.Missed<>(FAULT);
    }

    @Override
    public String subsystem() {
        return "docker";
    }

    @Override
    public Optional<Fault> check(Duration within) {
        return Optional.of(FAULT);
    }
}
