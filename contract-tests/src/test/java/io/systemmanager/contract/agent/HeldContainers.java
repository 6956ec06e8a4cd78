package io.systemmanager.contract.agent;

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
import io.systemmanager.simulated.SimulatedContainers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** Simulated containers whose changes last as long as a test wants, or fail when it says so. */
final class HeldContainers implements Containers {
    private final SimulatedContainers behind;
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile boolean failing;

    HeldContainers(SimulatedContainers behind) {
        this.behind = behind;
    }

    /** From now on changes do not end. */
    void hold() {
        held = new CountDownLatch(1);
    }

    /** Those that were held end. */
    void release() {
        held.countDown();
    }

    /** From now on changes fail. */
    void fail() {
        failing = true;
    }

    @Override
    public Reading<Target.Container> resolve(ContainerRef container, Duration within) {
        return behind.resolve(container, within);
    }

    @Override
    public Reading<ContainerPage> list(Clearance<ListContainers> clearance, Duration within) {
        return behind.list(clearance, within);
    }

    @Override
    public Reading<ContainerDetails> get(Clearance<GetContainer> clearance, Duration within) {
        return behind.get(clearance, within);
    }

    @Override
    public Reading<LogExcerpt> logs(Clearance<ReadContainerLogs> clearance, Duration within) {
        return behind.logs(clearance, within);
    }

    @Override
    public Outcome change(Clearance<ChangeContainerState> clearance, Duration within) {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return failing
                ? new Outcome.Failed(Fault.of(FaultCode.ENGINE_ERROR))
                : behind.change(clearance, within);
    }

    @Override
    public Reading<Reconciliation> reconcile(ContainerIntent intent, Instant now, Duration within) {
        return behind.reconcile(intent, now, within);
    }
}
