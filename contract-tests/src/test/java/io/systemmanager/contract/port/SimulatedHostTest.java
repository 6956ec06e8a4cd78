package io.systemmanager.contract.port;

import io.systemmanager.domain.port.HostStatus;
import io.systemmanager.simulated.SimulatedClock;
import io.systemmanager.simulated.SimulatedHost;
import java.time.Instant;

class SimulatedHostTest implements HostStatusContract {
    private final HostStatus host =
            new SimulatedHost(new SimulatedClock(Instant.parse("2026-11-24T12:00:00Z")));

    @Override
    public HostStatus host() {
        return host;
    }
}
