package io.systemmanager.domain.operation;

import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.host.HostPath;
import java.util.List;
import java.util.Map;

/** What an operation acts on, resolved to something that cannot be renamed under it. */
public sealed interface Target {

    /** The host on which it lies. */
    HostId host();

    /** The host as a whole. */
    record Host(HostId host) implements Target {}

    /**
     * A container.
     *
     * @param asked as the caller named it
     * @param name without the leading slash, as the engine had it when it was resolved
     * @param imageId the digest of its image
     * @param labels all of them; policies match on them
     * @param state when it was resolved
     * @param writes the places of the host that it can write by its mounts; a place that has
     *     several names stands under each
     */
    record Container(
            HostId host,
            ContainerRef asked,
            ContainerId id,
            String name,
            String imageId,
            Map<String, String> labels,
            ContainerState state,
            List<WritableMount> writes)
            implements Target {
        public Container {
            labels = Map.copyOf(labels);
            writes = List.copyOf(writes);
        }

        /** One that can write no place of the host. */
        public Container(
                HostId host,
                ContainerRef asked,
                ContainerId id,
                String name,
                String imageId,
                Map<String, String> labels,
                ContainerState state) {
            this(host, asked, id, name, imageId, labels, state, List.of());
        }
    }

    /**
     * A place of the host that a container can write.
     *
     * @param inside how the container calls it
     */
    record WritableMount(HostPath source, HostPath inside) {}

    /** A container that could not be resolved: only what the caller called it is known. */
    record UnresolvedContainer(HostId host, ContainerRef asked) implements Target {}
}
