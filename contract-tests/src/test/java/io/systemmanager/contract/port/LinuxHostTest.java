package io.systemmanager.contract.port;

import io.systemmanager.domain.port.HostStatus;
import io.systemmanager.host.LinuxHost;
import java.nio.file.Path;

/** The real adapter on the machine that runs the tests. */
class LinuxHostTest implements HostStatusContract {
    private final HostStatus host = new LinuxHost(Path.of("/"));

    @Override
    public HostStatus host() {
        return host;
    }
}
