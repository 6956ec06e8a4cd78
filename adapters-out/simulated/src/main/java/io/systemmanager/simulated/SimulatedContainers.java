package io.systemmanager.simulated;

import io.systemmanager.domain.admission.Clearance;
import io.systemmanager.domain.container.ContainerDetails;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerPage;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerSelection;
import io.systemmanager.domain.container.ContainerSummary;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.container.LogExcerpt;
import io.systemmanager.domain.container.LogQuery;
import io.systemmanager.domain.container.LogWindow;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.host.HostPath;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Containers that exist only in memory. An action really changes the state, a restart gives a new
 * start time, and what was removed is gone. Thread-safe; answers at once, so that no deadline ends.
 */
public final class SimulatedContainers implements Containers, HealthCheck {
    private final HostId host;
    private final InstantSource clock;
    private final Map<ContainerId, SimulatedContainer> all = new LinkedHashMap<>();

    public SimulatedContainers(
            HostId host, InstantSource clock, List<SimulatedContainer> containers) {
        this.host = host;
        this.clock = clock;
        containers.forEach(each -> all.put(each.id(), each));
    }

    /** The small host of the quick start: six containers, one of them ill, one long gone. */
    public static SimulatedContainers sample(InstantSource clock) {
        return new SimulatedContainers(
                SimulatedHost.ID, clock, SampleContainers.upTo(clock.instant()));
    }

    /** Adds a container, in place of one with the same name. */
    public synchronized void add(SimulatedContainer container) {
        all.put(container.id(), container);
    }

    /** Takes a container away, as another hand on the host could. */
    public synchronized void remove(ContainerId id) {
        all.remove(id);
    }

    @Override
    public synchronized Reading<Target.Container> resolve(ContainerRef asked, Duration within) {
        var named = all.values().stream().filter(c -> c.name().equals(asked.value())).toList();
        var found =
                named.isEmpty()
                        ? all.values().stream()
                                .filter(c -> c.id().value().startsWith(asked.value()))
                                .toList()
                        : named;
        if (found.size() > 1) {
            return new Reading.Missed<>(Fault.of(FaultCode.CONTAINER_AMBIGUOUS));
        }
        return found.isEmpty()
                ? new Reading.Missed<>(Fault.of(FaultCode.CONTAINER_NOT_FOUND))
                : Reading.of(target(asked, found.getFirst()));
    }

    private Target.Container target(ContainerRef asked, SimulatedContainer found) {
        return new Target.Container(
                host,
                asked,
                found.id(),
                found.name(),
                found.details().config().imageId(),
                found.details().labels(),
                found.state(),
                writes(found.details().mounts()));
    }

    private static List<Target.WritableMount> writes(List<ContainerDetails.Mount> mounts) {
        return mounts.stream()
                .filter(ContainerDetails.Mount::writable)
                .map(mount ->
                        new Target.WritableMount(place(mount), new HostPath(mount.destination())))
                .sorted(Comparator.comparing(Target.WritableMount::inside))
                .toList();
    }

    private static HostPath place(ContainerDetails.Mount mount) {
        return new HostPath(
                mount.type().equals("volume")
                        ? "/var/lib/docker/volumes/" + mount.source() + "/_data"
                        : mount.source());
    }

    @Override
    public synchronized Reading<ContainerPage> list(
            Clearance<ListContainers> clearance, Duration within) {
        var query = clearance.operation().query();
        var rows =
                all.values().stream()
                        .map(each -> row(each.details().summary(), query.stats()))
                        .toList();
        return Reading.of(ContainerSelection.page(query, rows, this::labels));
    }

    private Map<String, String> labels(ContainerSummary row) {
        var container = all.get(row.id());
        return container == null ? Map.of() : container.details().labels();
    }

    /** Usage is shown only when it was asked for and there is a process that uses something. */
    private static ContainerSummary row(ContainerSummary of, boolean stats) {
        return new ContainerSummary(
                of.id(),
                of.name(),
                of.image(),
                of.state(),
                of.health(),
                of.startedAt(),
                of.restarts(),
                of.ports(),
                of.stack(),
                of.usage().filter(usage -> stats && of.state().alive()));
    }

    @Override
    public synchronized Reading<ContainerDetails> get(
            Clearance<GetContainer> clearance, Duration within) {
        return find(clearance).map(SimulatedContainers::withoutUsage);
    }

    private static ContainerDetails withoutUsage(SimulatedContainer found) {
        var of = found.details();
        return new ContainerDetails(
                row(of.summary(), false),
                of.createdAt(),
                of.exitCode(),
                of.finishedAt(),
                of.config(),
                of.env(),
                of.mounts(),
                of.networks(),
                of.health(),
                of.resources(),
                of.labels(),
                of.etag());
    }

    @Override
    public synchronized Reading<LogExcerpt> logs(
            Clearance<ReadContainerLogs> clearance, Duration within) {
        var query = clearance.operation().query();
        return find(clearance).map(container -> excerpt(container, query));
    }

    private static LogExcerpt excerpt(SimulatedContainer container, LogQuery query) {
        var window = new LogWindow(query);
        container.log().stream()
                .filter(line ->
                        query.stream() == LogQuery.Stream.ALL || query.stream() == line.stream())
                .filter(line -> query.since().map(s -> !line.at().isBefore(s)).orElse(true))
                .filter(line -> query.until().map(u -> line.at().isBefore(u)).orElse(true))
                .map(line -> (line.text() + "\n").getBytes(StandardCharsets.UTF_8))
                .forEach(bytes -> window.add(bytes, 0, bytes.length));
        return window.excerpt(Optional.empty());
    }

    @Override
    public synchronized Outcome change(Clearance<ChangeContainerState> clearance, Duration within) {
        var action = clearance.operation().action();
        return switch (find(clearance)) {
            case Reading.Missed<SimulatedContainer>(var fault) -> new Outcome.Failed(fault);
            case Reading.Seen<SimulatedContainer>(var found) -> change(found, action);
        };
    }

    private Outcome change(SimulatedContainer found, LifecycleAction action) {
        var before = found.state();
        if (!action.possibleFrom(before)) {
            return new Outcome.Failed(Fault.of(FaultCode.INVALID_STATE));
        }
        if (action.alreadyDone(before)) {
            return new Outcome.Succeeded(before.wireName(), before.wireName());
        }
        var after = found.after(action, clock.instant());
        all.put(after.id(), after);
        return new Outcome.Succeeded(before.wireName(), after.state().wireName());
    }

    @Override
    public synchronized Reading<Reconciliation> reconcile(
            ContainerIntent intent, Instant now, Duration within) {
        var found = all.get(intent.container());
        if (found == null) {
            return Reading.of(new Reconciliation.Indeterminate("The container is gone."));
        }
        var details = found.details();
        return intent.judge(
                new ContainerIntent.Seen(
                        found.state(), details.summary().startedAt(), details.finishedAt()),
                now);
    }

    private Reading<SimulatedContainer> find(Clearance<?> clearance) {
        var found = all.get(clearance.container().id());
        return found == null
                ? new Reading.Missed<>(Fault.of(FaultCode.CONTAINER_NOT_FOUND))
                : Reading.of(found);
    }

    @Override
    public String subsystem() {
        return "docker";
    }

    @Override
    public Optional<Fault> check(Duration within) {
        return Optional.empty();
    }
}
