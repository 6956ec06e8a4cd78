package io.systemmanager.ops;

import io.systemmanager.domain.admission.OwnThings;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.host.HostPath;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Reading;
import io.systemmanager.domain.port.Containers;
import io.systemmanager.host.OwnProcess;
import io.systemmanager.host.RealPaths;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what on the host belongs to this server. In a container its folders have other names
 * than on the host, which only the engine knows; until that was asked, nothing can be told. What
 * was found holds as long as the process. Thread-safe.
 */
final class OwnGround implements Supplier<OwnThings> {
    private static final Logger LOG = LoggerFactory.getLogger(OwnGround.class);
    private static final Duration WITHIN = Duration.ofSeconds(2);

    private final OwnProcess process;
    private final Set<HostPath> paths;
    private final Containers containers;
    private volatile @Nullable OwnThings found;

    /**
     * @param places where the server keeps its own files, as this process calls them
     */
    OwnGround(OwnProcess process, List<Path> places, RealPaths real, Containers containers) {
        this.process = process;
        this.containers = containers;
        this.paths =
                places.stream()
                        .map(place -> HostPath.named(place.toAbsolutePath().toString()))
                        .map(real)
                        .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public OwnThings get() {
        var known = found;
        return known != null ? known : look();
    }

    private OwnThings look() {
        var now = process.container().map(this::inside).orElseGet(() -> things(Set.of(), paths));
        if (now.complete()) {
            found = now;
            LOG.info("what no operation may touch: {}", now);
        }
        return now;
    }

    private OwnThings inside(ContainerRef own) {
        return switch (containers.resolve(own, WITHIN)) {
            case Reading.Seen<Target.Container>(var container) ->
                    things(Set.of(container.id()), outside(container));
            case Reading.Missed<Target.Container>(var fault)
                    when fault.code() == FaultCode.CONTAINER_NOT_FOUND ->
                    things(Set.of(), paths); // another engine's; with this one the tree is shared
            case Reading.Missed<Target.Container> _ -> OwnThings.UNTOLD;
        };
    }

    /** The server's places as the host calls them, where a mount of its container leads there. */
    private Set<HostPath> outside(Target.Container own) {
        var outside = new LinkedHashSet<HostPath>();
        for (var place : paths) {
            own.writes().stream()
                    .filter(mount -> mount.inside().holds(place))
                    .map(mount -> place.moved(mount.inside(), mount.source()))
                    .forEach(outside::add);
        }
        return outside;
    }

    private OwnThings things(Set<ContainerId> ids, Set<HostPath> places) {
        return new OwnThings(ids, places, process.unit().map(Set::of).orElse(Set.of()), true);
    }
}
