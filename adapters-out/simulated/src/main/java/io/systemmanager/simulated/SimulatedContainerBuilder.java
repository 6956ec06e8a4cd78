package io.systemmanager.simulated;

import io.systemmanager.domain.container.ContainerDetails;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.ContainerSummary;
import io.systemmanager.domain.container.LogQuery;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.simulated.SimulatedContainer.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a {@link SimulatedContainer} together; not thread-safe. */
public final class SimulatedContainerBuilder {
    private static final String COMPOSE_PROJECT = "com.docker.compose.project";
    private static final long MIB = 1L << 20;

    private final String name;
    private final Instant since;
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final List<ContainerDetails.EnvEntry> env = new ArrayList<>();
    private final List<ContainerDetails.Mount> mounts = new ArrayList<>();
    private final List<String> ports = new ArrayList<>();
    private final List<LogLine> log = new ArrayList<>();
    private String image = "busybox:1.37";
    private ContainerState state = ContainerState.RUNNING;
    private Optional<Integer> exitCode = Optional.empty();
    private Optional<ContainerDetails.Health> health = Optional.empty();
    private List<String> command = List.of("sh");
    private ContainerSummary.Usage usage = new ContainerSummary.Usage(0, MIB, 512 * MIB);
    private int restarts;

    SimulatedContainerBuilder(String name, Instant since) {
        this.name = name;
        this.since = since;
    }

    public SimulatedContainerBuilder image(String image) {
        this.image = image;
        return this;
    }

    public SimulatedContainerBuilder command(String... words) {
        this.command = List.of(words);
        return this;
    }

    public SimulatedContainerBuilder paused() {
        this.state = ContainerState.PAUSED;
        return this;
    }

    public SimulatedContainerBuilder neverStarted() {
        this.state = ContainerState.CREATED;
        return this;
    }

    public SimulatedContainerBuilder exited(int code) {
        this.state = ContainerState.EXITED;
        this.exitCode = Optional.of(code);
        return this;
    }

    public SimulatedContainerBuilder label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    /** Makes it a service of that compose project. */
    public SimulatedContainerBuilder stack(String project) {
        return label(COMPOSE_PROJECT, project).label("com.docker.compose.service", name);
    }

    /** The value is looked at for its kind, and forgotten. */
    public SimulatedContainerBuilder env(String key, String value) {
        env.add(ContainerDetails.EnvEntry.of(key, value));
        return this;
    }

    public SimulatedContainerBuilder volume(String source, String destination) {
        mounts.add(new ContainerDetails.Mount("volume", source, destination, true));
        return this;
    }

    /** A folder of the host, seen inside. */
    public SimulatedContainerBuilder bind(String source, String destination, boolean writable) {
        mounts.add(new ContainerDetails.Mount("bind", source, destination, writable));
        return this;
    }

    public SimulatedContainerBuilder port(String port) {
        ports.add(port);
        return this;
    }

    public SimulatedContainerBuilder health(String status, int failingStreak, String... log) {
        this.health = Optional.of(new ContainerDetails.Health(status, failingStreak, List.of(log)));
        return this;
    }

    public SimulatedContainerBuilder restarts(int count) {
        this.restarts = count;
        return this;
    }

    /** What a sample would show while it runs; CPU in hundredths of a percent of one core. */
    public SimulatedContainerBuilder usage(long cpuPercent, long memoryMib) {
        this.usage = new ContainerSummary.Usage(cpuPercent, memoryMib * MIB, 512 * MIB);
        return this;
    }

    /** A line on standard output, one second after the line before. */
    public SimulatedContainerBuilder prints(String line) {
        return log(LogQuery.Stream.STDOUT, line);
    }

    /** A line on standard error, one second after the line before. */
    public SimulatedContainerBuilder complains(String line) {
        return log(LogQuery.Stream.STDERR, line);
    }

    private SimulatedContainerBuilder log(LogQuery.Stream stream, String line) {
        log.add(new LogLine(since.plusSeconds(log.size()), stream, line));
        return this;
    }

    public SimulatedContainer build() {
        var summary =
                new ContainerSummary(
                        new ContainerId(digest("container " + name)),
                        name,
                        image,
                        state,
                        health.map(ContainerDetails.Health::status),
                        state.alive() ? Optional.of(since) : Optional.empty(),
                        restarts,
                        ports,
                        Optional.ofNullable(labels.get(COMPOSE_PROJECT)),
                        Optional.of(usage));
        var ended =
                state == ContainerState.EXITED
                        ? Optional.of(since.plusSeconds(log.size()))
                        : Optional.<Instant>empty();
        return new SimulatedContainer(
                new ContainerDetails(
                        summary,
                        since.minus(Duration.ofDays(1)),
                        exitCode,
                        ended,
                        config(),
                        env,
                        mounts,
                        List.of(network()),
                        health,
                        new ContainerDetails.Resources(512 * MIB, 0, 0),
                        labels,
                        ""),
                log);
    }

    private ContainerDetails.Config config() {
        return new ContainerDetails.Config(
                "sha256:" + digest("image " + image),
                List.of(),
                command,
                Optional.of("/"),
                Optional.empty(),
                "unless-stopped",
                false,
                List.of(),
                false);
    }

    private ContainerDetails.NetworkLink network() {
        var project = labels.get(COMPOSE_PROJECT);
        var network = project == null ? "bridge" : project + "_default";
        int last = 2 + Math.floorMod(name.hashCode(), 250);
        return new ContainerDetails.NetworkLink(
                network, state.alive() ? "172.18.0." + last : "", List.of(name));
    }

    private static String digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
