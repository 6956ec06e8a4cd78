package io.systemmanager.host;

import io.systemmanager.domain.admission.Clearance;
import io.systemmanager.domain.host.HostSection;
import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.operation.ReadSystemStatus;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Reading;
import io.systemmanager.domain.port.HealthCheck;
import io.systemmanager.domain.port.HostStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The figures of a Linux host, from the kernel's files. Thread-safe.
 *
 * <p>A section that cannot be read is left out, and an alert says so; only when none of those asked
 * for can be read is the answer {@code HOST_UNREADABLE}.
 */
public final class LinuxHost implements HostStatus, HealthCheck {
    private final HostFacts facts;
    private final CpuGauge cpu;
    private final MemoryGauge memory;
    private final DiskGauge disks;

    /** The host whose file tree begins at {@code root}; for this machine that is {@code /}. */
    public LinuxHost(Path root) {
        this(root, Thread::sleep, DiskGauge::statvfs);
    }

    LinuxHost(Path root, CpuGauge.Pause pause, DiskGauge.Space space) {
        var files = new HostFiles(root);
        var groups = new ControlGroups(files);
        this.facts = new HostFacts(files);
        this.cpu = new CpuGauge(files, groups, pause);
        this.memory = new MemoryGauge(files, groups);
        this.disks = new DiskGauge(files, space);
    }

    @Override
    public Reading<SystemStatus> read(Clearance<ReadSystemStatus> clearance, Duration within) {
        var asked = clearance.operation().sections();
        var host =
                when(asked, HostSection.HOST) ? facts.read() : Optional.<SystemStatus.Host>empty();
        var cpuNow =
                when(asked, HostSection.CPU)
                        ? cpu.read(within)
                        : Optional.<SystemStatus.Cpu>empty();
        var memoryNow =
                when(asked, HostSection.MEMORY)
                        ? memory.read()
                        : Optional.<SystemStatus.Memory>empty();
        var disksNow =
                when(asked, HostSection.DISK)
                        ? disks.read(within.dividedBy(2))
                        : Optional.<DiskGauge.Disks>empty();
        var seen = new ArrayList<HostSection>();
        host.ifPresent(_ -> seen.add(HostSection.HOST));
        cpuNow.ifPresent(_ -> seen.add(HostSection.CPU));
        memoryNow.ifPresent(_ -> seen.add(HostSection.MEMORY));
        disksNow.ifPresent(_ -> seen.add(HostSection.DISK));
        var missing = missing(asked, seen);
        if (seen.isEmpty() && !missing.isEmpty()) {
            return new Reading.Missed<>(Fault.of(FaultCode.HOST_UNREADABLE));
        }
        return Reading.of(
                new SystemStatus(
                        host,
                        cpuNow,
                        memoryNow,
                        disksNow.map(DiskGauge.Disks::disks).orElse(List.of()),
                        Optional.empty(),
                        Alerts.of(cpuNow, memoryNow, disksNow, missing)));
    }

    private static boolean when(Set<HostSection> asked, HostSection section) {
        return asked.contains(section);
    }

    /** The sections that this port should have shown; the server's own is not among them. */
    private static List<HostSection> missing(Set<HostSection> asked, List<HostSection> seen) {
        return asked.stream()
                .filter(section -> section != HostSection.SERVER && !seen.contains(section))
                .sorted()
                .toList();
    }

    @Override
    public String subsystem() {
        return "host";
    }

    @Override
    public Optional<Fault> check(Duration within) {
        return facts.read().isPresent() && memory.read().isPresent()
                ? Optional.empty()
                : Optional.of(Fault.of(FaultCode.HOST_UNREADABLE));
    }
}
