package io.systemmanager.domain.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The host in figures, only the sections asked for. Processor and memory respect the limits of the
 * control group or container in which the host itself runs.
 *
 * @param alerts sentences on what is close to its end, such as a full disk
 */
public record SystemStatus(
        Optional<Host> host,
        Optional<Cpu> cpu,
        Optional<Memory> memory,
        List<Disk> disks,
        Optional<Server> server,
        List<String> alerts) {

    public SystemStatus {
        disks = List.copyOf(disks);
        alerts = List.copyOf(alerts);
    }

    /** The same status with what the server says of itself. */
    public SystemStatus with(Server self) {
        return new SystemStatus(host, cpu, memory, disks, Optional.of(self), alerts);
    }

    /** What the host is. */
    public record Host(String name, String os, String kernel, String arch, Duration uptime) {}

    /**
     * The processor.
     *
     * @param milliCores thousandths of cores that may be used
     * @param busyPercent over the sampling time, of what may be used
     * @param load1 the load averages of 1, 5 and 15 minutes, in hundredths
     */
    public record Cpu(long milliCores, int busyPercent, long load1, long load5, long load15) {}

    /** Memory and swap, in bytes. */
    public record Memory(
            long totalBytes, long availableBytes, long swapTotalBytes, long swapFreeBytes) {}

    /** One mounted file system with its own storage. */
    public record Disk(String mount, String type, long totalBytes, long availableBytes) {}

    /**
     * This server itself.
     *
     * @param checks each subsystem with {@code ok} or the code of its fault
     */
    public record Server(
            String version,
            Duration uptime,
            long heapUsedBytes,
            long heapMaxBytes,
            List<Check> checks) {
        public Server {
            checks = List.copyOf(checks);
        }
    }

    /** The state of one subsystem. */
    public record Check(String subsystem, String state) {}
}
