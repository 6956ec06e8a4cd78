package io.systemmanager.host;

import io.systemmanager.domain.host.SystemStatus;
import java.util.Optional;

/** Reads memory and swap, within the limits of the container in which the host runs. */
record MemoryGauge(HostFiles files, ControlGroups groups) {
    private static final String FILE = "proc/meminfo";

    /** The figures; empty when the kernel's cannot be read. */
    Optional<SystemStatus.Memory> read() {
        var total = files.number(FILE, "MemTotal:");
        var available = files.number(FILE, "MemAvailable:");
        if (total.isEmpty() || available.isEmpty()) {
            return Optional.empty();
        }
        long most = total.getAsLong() * 1_024;
        long free = available.getAsLong() * 1_024;
        for (var limit : groups.memory()) {
            most = Math.min(most, limit.limitBytes());
            free = Math.min(free, limit.freeBytes());
        }
        long swap = files.number(FILE, "SwapTotal:").orElse(0) * 1_024;
        long swapFree = files.number(FILE, "SwapFree:").orElse(0) * 1_024;
        for (var limit : groups.swap()) {
            swap = Math.min(swap, limit.limitBytes());
            swapFree = Math.min(swapFree, limit.freeBytes());
        }
        return Optional.of(
                new SystemStatus.Memory(
                        most, Math.min(free, most), swap, Math.min(swapFree, swap)));
    }
}
