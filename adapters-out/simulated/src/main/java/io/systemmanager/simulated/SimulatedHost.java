package io.systemmanager.simulated;

import io.systemmanager.domain.admission.Clearance;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.host.HostSection;
import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.operation.ReadSystemStatus;
import io.systemmanager.domain.outcome.Reading;
import io.systemmanager.domain.port.HostStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A small host that exists only in memory, with a disk that is nearly full. Its figures stand
 * still; only its uptime grows. Thread-safe.
 */
public final class SimulatedHost implements HostStatus {

    /** The id of every simulated host. */
    public static final HostId ID = new HostId("5151515151515151515151515151515a");

    /** What every simulated host calls itself. */
    public static final String NAME = "simulated";

    /** What stands for the first 8 digits of its boot id. */
    public static final String BOOT = "51b00700";

    private static final long GIB = 1L << 30;

    private final InstantSource clock;
    private final Instant bootedAt;

    public SimulatedHost(InstantSource clock) {
        this.clock = clock;
        this.bootedAt = clock.instant().minus(Duration.ofDays(41));
    }

    @Override
    public Reading<SystemStatus> read(Clearance<ReadSystemStatus> clearance, Duration within) {
        var asked = clearance.operation().sections();
        return Reading.of(
                new SystemStatus(
                        when(asked, HostSection.HOST, host()),
                        when(asked, HostSection.CPU, new SystemStatus.Cpu(4_000, 37, 148, 121, 90)),
                        when(
                                asked,
                                HostSection.MEMORY,
                                new SystemStatus.Memory(8 * GIB, 3 * GIB, 2 * GIB, 2 * GIB)),
                        asked.contains(HostSection.DISK) ? disks() : List.of(),
                        Optional.empty(),
                        asked.contains(HostSection.DISK)
                                ? List.of("Disk /var/lib/docker is 92 % full.")
                                : List.of()));
    }

    private static <T> Optional<T> when(Set<HostSection> asked, HostSection section, T figures) {
        return asked.contains(section) ? Optional.of(figures) : Optional.empty();
    }

    private SystemStatus.Host host() {
        return new SystemStatus.Host(
                NAME,
                "Simulated Linux",
                "6.12.0-simulated",
                "x86_64",
                Duration.between(bootedAt, clock.instant()));
    }

    private static List<SystemStatus.Disk> disks() {
        return List.of(
                new SystemStatus.Disk("/", "ext4", 40 * GIB, 22 * GIB),
                new SystemStatus.Disk("/var/lib/docker", "ext4", 100 * GIB, 8 * GIB));
    }
}
