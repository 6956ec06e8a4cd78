package io.systemmanager.application;

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
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.outcome.Reading;
import io.systemmanager.domain.port.Containers;
import java.time.Duration;
import java.time.Instant;

/** Passes everything on; a test overrides what it wants to be otherwise. */
class PassedOn implements Containers {
    private final Containers real;

    PassedOn(Containers real) {
        this.real = real;
    }

    @Override
    public Reading<Target.Container> resolve(ContainerRef container, Duration within) {
        return real.resolve(container, within);
    }

    @Override
    public Reading<ContainerPage> list(Clearance<ListContainers> clearance, Duration within) {
        return real.list(clearance, within);
    }

    @Override
    public Reading<ContainerDetails> get(Clearance<GetContainer> clearance, Duration within) {
        return real.get(clearance, within);
    }

    @Override
    public Reading<LogExcerpt> logs(Clearance<ReadContainerLogs> clearance, Duration within) {
        return real.logs(clearance, within);
    }

    @Override
    public Outcome change(Clearance<ChangeContainerState> clearance, Duration within) {
        return real.change(clearance, within);
    }

    @Override
    public Reading<Reconciliation> reconcile(ContainerIntent intent, Instant now, Duration within) {
        return real.reconcile(intent, now, within);
    }
}
