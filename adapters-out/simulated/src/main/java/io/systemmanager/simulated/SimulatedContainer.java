package io.systemmanager.simulated;

import io.systemmanager.domain.container.ContainerDetails;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.ContainerSummary;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.container.LogQuery;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One container of the simulated host at one moment. Immutable: a change of state is a new object.
 *
 * @param details all that its sections show; its etag is worked out here
 * @param log oldest line first
 */
public record SimulatedContainer(ContainerDetails details, List<LogLine> log) {

    /** A line of output, without its line feed; the stream is never {@code ALL}. */
    public record LogLine(Instant at, LogQuery.Stream stream, String text) {}

    public SimulatedContainer {
        details = tagged(details);
        log = List.copyOf(log);
    }

    /** Begins a container of that name, running since the given moment unless told otherwise. */
    public static SimulatedContainerBuilder named(String name, Instant since) {
        return new SimulatedContainerBuilder(name, since);
    }

    public ContainerId id() {
        return details.summary().id();
    }

    public String name() {
        return details.summary().name();
    }

    public ContainerState state() {
        return details.summary().state();
    }

    /** The same container after an action that is possible from its state. */
    SimulatedContainer after(LifecycleAction action, Instant now) {
        var summary = details.summary();
        return switch (action) {
            case START, RESTART ->
                    with(
                            ContainerState.RUNNING,
                            Optional.of(now),
                            Optional.empty(),
                            Optional.empty());
            case STOP ->
                    with(ContainerState.EXITED, Optional.empty(), Optional.of(0), Optional.of(now));
            case PAUSE, UNPAUSE ->
                    with(
                            action.goal(),
                            summary.startedAt(),
                            details.exitCode(),
                            details.finishedAt());
        };
    }

    /** A process that was started anew passes its health check. */
    private SimulatedContainer with(
            ContainerState state,
            Optional<Instant> startedAt,
            Optional<Integer> exitCode,
            Optional<Instant> finishedAt) {
        var old = details.summary();
        boolean fresh = startedAt.isPresent() && !startedAt.equals(old.startedAt());
        var health =
                fresh
                        ? details.health()
                                .map(h -> new ContainerDetails.Health("healthy", 0, List.of()))
                        : details.health();
        var summary =
                new ContainerSummary(
                        old.id(),
                        old.name(),
                        old.image(),
                        state,
                        health.map(ContainerDetails.Health::status),
                        startedAt,
                        old.restarts(),
                        old.ports(),
                        old.stack(),
                        old.usage());
        return new SimulatedContainer(
                new ContainerDetails(
                        summary,
                        details.createdAt(),
                        exitCode,
                        finishedAt,
                        details.config(),
                        details.env(),
                        details.mounts(),
                        details.networks(),
                        health,
                        details.resources(),
                        details.labels(),
                        ""),
                log);
    }

    /** Only what can change goes into the tag; the rest is fixed when the container is made. */
    private static ContainerDetails tagged(ContainerDetails of) {
        var summary = of.summary();
        var facts =
                Json.object()
                        .put("id", summary.id().value())
                        .put("name", summary.name())
                        .put("state", summary.state().wireName())
                        .put("started", summary.startedAt().map(Instant::toString))
                        .put("exit", of.exitCode().map(String::valueOf))
                        .put("finished", of.finishedAt().map(Instant::toString))
                        .put("health", summary.health())
                        .build();
        return new ContainerDetails(
                summary,
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
                Digest.of("sm/etag/v1", facts).hex().substring(0, 16));
    }
}
