package io.systemmanager.domain.admission;

import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.host.HostPath;
import io.systemmanager.domain.operation.Target;
import java.util.Optional;
import java.util.Set;

/**
 * What belongs to the server itself: its policy, tokens, ledger and keys by the folders in which
 * they lie, its unit and its container. No operation may change any of it, and no policy can lift
 * that; it is asked at the {@link Gate} before policy is.
 *
 * @param containers in which the server runs
 * @param paths real ones, by the names that the engine's host has for them
 * @param units as the service manager calls them
 * @param complete false while it could not be found out; then no change is known to be harmless
 */
public record OwnThings(
        Set<ContainerId> containers, Set<HostPath> paths, Set<String> units, boolean complete) {
    /** The rule that decides where policy has no say. */
    public static final String RULE = "self-protection";

    /** Of a server that has nothing where it looks, as on a simulated host. */
    public static final OwnThings NONE = new OwnThings(Set.of(), Set.of(), Set.of(), true);

    /** While it cannot be told. */
    public static final OwnThings UNTOLD = new OwnThings(Set.of(), Set.of(), Set.of(), false);

    public OwnThings {
        containers = Set.copyOf(containers);
        paths = Set.copyOf(paths);
        units = Set.copyOf(units);
    }

    /** Why that may not be changed; empty where nothing of this stands against it. */
    public Optional<String> objection(Target target) {
        return switch (target) {
            case Target.Container container -> objection(container);
            // Of what was not resolved nothing is done.
            case Target.UnresolvedContainer _, Target.Host _ -> Optional.empty();
        };
    }

    /** Whether changing what lies there would change what belongs to the server. */
    public boolean reaches(HostPath place) {
        return paths.stream().anyMatch(place::overlaps);
    }

    private Optional<String> objection(Target.Container container) {
        if (!complete) {
            return Optional.of("It cannot be told now whether this is the server's own.");
        }
        if (containers.contains(container.id())) {
            return Optional.of("The server itself runs in this container.");
        }
        return container.writes().stream().anyMatch(mount -> reaches(mount.source()))
                ? Optional.of("This container can write where the server keeps its own files.")
                : Optional.empty();
    }
}
