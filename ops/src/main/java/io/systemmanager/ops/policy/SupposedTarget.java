package io.systemmanager.ops.policy;

import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.operation.Target;
import java.util.Map;

/** Targets of calls that nobody makes. Policies do not look at what is made up here. */
final class SupposedTarget {
    private static final HostId HOST = new HostId("0".repeat(32));
    private static final ContainerId CONTAINER = new ContainerId("0".repeat(64));

    private SupposedTarget() {}

    static Target host() {
        return new Target.Host(HOST);
    }

    static Target container(ContainerRef name, Map<String, String> labels) {
        return new Target.Container(
                HOST, name, CONTAINER, name.value(), "", labels, ContainerState.RUNNING);
    }
}
