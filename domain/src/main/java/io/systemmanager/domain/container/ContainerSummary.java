package io.systemmanager.domain.container;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One container in a list.
 *
 * @param name without the leading slash
 * @param image as it was named when the container was made
 * @param health healthy, unhealthy or starting; empty where no check is defined
 * @param startedAt of the running process; empty when it does not run
 * @param restarts how often the engine restarted it
 * @param ports such as {@code 127.0.0.1:8080->80/tcp}
 * @param stack the compose project; empty when it belongs to none
 * @param usage a sample of what it uses, only when asked for and alive
 */
public record ContainerSummary(
        ContainerId id,
        String name,
        String image,
        ContainerState state,
        Optional<String> health,
        Optional<Instant> startedAt,
        int restarts,
        List<String> ports,
        Optional<String> stack,
        Optional<Usage> usage) {

    public ContainerSummary {
        ports = List.copyOf(ports);
    }

    /**
     * A sample of usage.
     *
     * @param cpuPercent in hundredths of a percent of one core
     * @param memoryBytes without the page cache
     * @param memoryLimitBytes the container's limit, or the host's memory
     */
    public record Usage(long cpuPercent, long memoryBytes, long memoryLimitBytes) {}
}
