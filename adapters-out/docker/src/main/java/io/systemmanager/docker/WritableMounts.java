package io.systemmanager.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.systemmanager.domain.host.HostPath;
import io.systemmanager.domain.operation.Target.WritableMount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Finds the places of the host that a container can write by its mounts. A place stands under each
 * name by which it may be known: as the engine has it, as the host's file system resolves it, and
 * for a volume that is a bind mount in disguise, the folder behind it.
 *
 * @param real resolves links
 */
record WritableMounts(UnaryOperator<HostPath> real) {
    /** What cannot leave the path segment of an Engine API call. */
    private static final Pattern VOLUME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");

    List<WritableMount> of(EngineApi api, Inspection container) {
        var mounts = new ArrayList<WritableMount>();
        for (var mount : container.root().path("Mounts")) {
            var inside = place(Facts.text(mount.path("Destination")));
            if (mount.path("RW").asBoolean() && inside.isPresent()) {
                for (var source : sources(api, mount)) {
                    mounts.add(new WritableMount(source, inside.get()));
                }
            }
        }
        mounts.sort( // the engine's order is random
                Comparator.comparing(WritableMount::inside).thenComparing(WritableMount::source));
        return mounts;
    }

    private TreeSet<HostPath> sources(EngineApi api, JsonNode mount) {
        var sources = new TreeSet<HostPath>();
        place(Facts.text(mount.path("Source"))).ifPresent(sources::add);
        if (mount.path("Type").asText().equals("volume")) {
            device(api, Facts.text(mount.path("Name"))).ifPresent(sources::add);
        }
        List.copyOf(sources).forEach(source -> sources.add(real.apply(source)));
        return sources;
    }

    /**
     * The folder that a volume of the local driver binds; empty for one that is a folder itself.
     */
    private static Optional<HostPath> device(EngineApi api, String volume) {
        if (!VOLUME.matcher(volume).matches()) {
            return Optional.empty();
        }
        try {
            return place(Facts.text(api.get("/volumes/" + volume).path("Options").path("device")));
        } catch (EngineTrouble e) {
            if (e.is(404)) { // it went away since
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Empty for what is no place in the host's file tree, such as a network share. */
    private static Optional<HostPath> place(String path) {
        return path.startsWith("/") ? Optional.of(HostPath.named(path)) : Optional.empty();
    }
}
