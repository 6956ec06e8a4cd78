package io.systemmanager.application;

import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.host.HostId;
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
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.operation.UndoOperation;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.Reading;
import io.systemmanager.domain.port.Containers;
import java.time.Duration;
import java.util.Optional;

/** Finds what an operation acts on. */
final class Targets {
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final HostId host;
    private final Containers containers;

    Targets(HostId host, Containers containers) {
        this.host = host;
        this.containers = containers;
    }

    /**
     * What was found.
     *
     * @param fault why it could not be resolved; the target then is only what the caller called it
     */
    record Found(Target target, Optional<Fault> fault) {}

    /** Looks the target up by its immutable id. */
    Found resolve(Operation operation) {
        return container(operation)
                .map(this::resolve)
                .orElseGet(() -> new Found(new Target.Host(host), Optional.empty()));
    }

    /** The target as the caller named it, without looking. */
    Target asNamed(Operation operation) {
        return container(operation)
                .<Target>map(name -> new Target.UnresolvedContainer(host, name))
                .orElseGet(() -> new Target.Host(host));
    }

    private Found resolve(ContainerRef name) {
        return switch (containers.resolve(name, WITHIN)) {
            case Reading.Seen<Target.Container>(var target) -> new Found(target, Optional.empty());
            case Reading.Missed<Target.Container>(var fault) ->
                    new Found(new Target.UnresolvedContainer(host, name), Optional.of(fault));
        };
    }

    private static Optional<ContainerRef> container(Operation operation) {
        return switch (operation) {
            case GetContainer(var name, _) -> Optional.of(name);
            case ReadContainerLogs(var name, _) -> Optional.of(name);
            case ChangeContainerState(var name, _, _) -> Optional.of(name);
            case ListContainers _, ReadSystemStatus _ -> Optional.empty();
            case GetOperation _, ListOperations _, UndoOperation _, ExplainPolicy _, QueryAudit _ ->
                    Optional.empty();
        };
    }
}
