package io.systemmanager.host;

import io.systemmanager.domain.host.HostSection;
import io.systemmanager.domain.host.SystemStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says in a sentence each what is close to its end, or could not be seen. */
final class Alerts {
    private static final long DISK_FULL_PERCENT = 90;
    private static final long MEMORY_LOW_PERCENT = 10;
    private static final long LOAD_PER_CORE = 2;

    private Alerts() {}

    static List<String> of(
            Optional<SystemStatus.Cpu> cpu,
            Optional<SystemStatus.Memory> memory,
            Optional<DiskGauge.Disks> disks,
            List<HostSection> missing) {
        var alerts = new ArrayList<String>();
        cpu.ifPresent(figures -> load(figures, alerts));
        memory.ifPresent(figures -> memory(figures, alerts));
        disks.ifPresent(seen -> disks(seen, alerts));
        missing.forEach(
                section -> alerts.add("The section " + section.wireName() + " cannot be read."));
        return alerts;
    }

    private static void load(SystemStatus.Cpu cpu, List<String> alerts) {
        // Load in hundredths, cores in thousandths.
        if (cpu.load1() * 10 > LOAD_PER_CORE * cpu.milliCores()) {
            alerts.add(
                    String.format(
                            Locale.ROOT,
                            "The load %.2f is more than twice the %.1f cores.",
                            cpu.load1() / 100.0,
                            cpu.milliCores() / 1_000.0));
        }
    }

    private static void memory(SystemStatus.Memory memory, List<String> alerts) {
        if (memory.availableBytes() < memory.totalBytes() / 100 * MEMORY_LOW_PERCENT) {
            alerts.add(
                    "Only %d %% of memory is available."
                            .formatted(memory.availableBytes() * 100 / memory.totalBytes()));
        }
    }

    private static void disks(DiskGauge.Disks disks, List<String> alerts) {
        for (var disk : disks.disks()) {
            long used = 100 - disk.availableBytes() / Math.max(1, disk.totalBytes() / 100);
            if (used >= DISK_FULL_PERCENT) {
                alerts.add("Disk %s is %d %% full.".formatted(disk.mount(), Math.min(100, used)));
            }
        }
        disks.silent().forEach(mount -> alerts.add("Disk %s does not answer.".formatted(mount)));
    }
}
