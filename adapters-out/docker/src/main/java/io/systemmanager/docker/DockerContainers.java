package io.systemmanager.docker;

import io.systemmanager.domain.admission.Clearance;
import io.systemmanager.domain.container.ContainerDetails;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerPage;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.container.LogExcerpt;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.host.HostPath;
import io.systemmanager.domain.journal.ContainerIntent;
import io.systemmanager.domain.journal.Reconciliation;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.GetContainer;
import io.systemmanager.domain.operation.ListContainers;
import io.systemmanager.domain.operation.ReadContainerLogs;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.outcome.Reading;
import io.systemmanager.domain.port.Containers;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * The containers of one Docker Engine. Thread-safe; works on the calling thread, but for lists,
 * whose rows are completed on virtual threads that end before the answer.
 */
public final class DockerContainers implements Containers {
    private final DockerEngine engine;
    private final HostId host;
    private final WritableMounts mounts;

    /**
     * @param engine stays the caller's to close
     * @param host on which the engine runs; part of every target
     * @param real finds the one name of a place of that host which has several
     */
    public DockerContainers(DockerEngine engine, HostId host, UnaryOperator<HostPath> real) {
        this.engine = engine;
        this.host = host;
        this.mounts = new WritableMounts(real);
    }

    @Override
    public Reading<Target.Container> resolve(ContainerRef container, Duration within) {
        return engine.ask(
                within,
                api -> {
                    var found = ContainerFinder.find(api, container);
                    return found.target(host, container, mounts.of(api, found));
                });
    }

    @Override
    public Reading<ContainerPage> list(Clearance<ListContainers> clearance, Duration within) {
        var query = clearance.operation().query();
        return engine.ask(within, api -> new ContainerList(api, query).page());
    }

    @Override
    public Reading<ContainerDetails> get(Clearance<GetContainer> clearance, Duration within) {
        var id = clearance.container().id();
        return engine.ask(within, api -> DetailsReader.details(api.inspect(id)));
    }

    @Override
    public Reading<LogExcerpt> logs(Clearance<ReadContainerLogs> clearance, Duration within) {
        var id = clearance.container().id();
        var query = clearance.operation().query();
        return engine.ask(within, api -> new LogReader(api, id, query).read());
    }

    @Override
    public Outcome change(Clearance<ChangeContainerState> clearance, Duration within) {
        var operation = clearance.operation();
        var id = clearance.container().id();
        var change =
                engine.ask(
                        within.plus(graceOf(operation)),
                        api ->
                                StateChange.carryOut(
                                        api, api.inspect(id), operation, engine::faultOf));
        return switch (change) {
            case Reading.Seen<Outcome>(var outcome) -> outcome;
            case Reading.Missed<Outcome>(var fault) -> new Outcome.Failed(fault);
        };
    }

    @Override
    public Reading<Reconciliation> reconcile(ContainerIntent intent, Instant now, Duration within) {
        var seen = engine.ask(within, api -> seen(api, intent.container()));
        return switch (seen) {
            case Reading.Seen<ContainerIntent.Seen>(var facts) -> intent.judge(facts, now);
            case Reading.Missed<ContainerIntent.Seen>(var fault)
                    when fault.code() == FaultCode.CONTAINER_NOT_FOUND ->
                    Reading.of(new Reconciliation.Indeterminate("The container is gone."));
            case Reading.Missed<ContainerIntent.Seen>(var fault) -> new Reading.Missed<>(fault);
        };
    }

    private static ContainerIntent.Seen seen(EngineApi api, ContainerId id) {
        var inspection = api.inspect(id);
        return new ContainerIntent.Seen(
                inspection.state(), inspection.lastStart(), inspection.lastEnd());
    }

    private static Duration graceOf(ChangeContainerState operation) {
        boolean ends =
                operation.action() == LifecycleAction.STOP
                        || operation.action() == LifecycleAction.RESTART;
        return ends ? operation.grace() : Duration.ZERO;
    }
}
