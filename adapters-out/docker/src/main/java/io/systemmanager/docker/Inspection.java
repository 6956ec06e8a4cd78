package io.systemmanager.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.ContainerSummary;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.operation.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The answer of {@code GET /containers/{id}/json}. */
record Inspection(JsonNode root) {

    static Inspection of(JsonNode answer) {
        if (!answer.path("State").isObject()) {
            throw EngineTrouble.of(EngineTrouble.Kind.UNREADABLE, "not an inspection");
        }
        return new Inspection(answer);
    }

    ContainerId id() {
        return Facts.id(root.path("Id"));
    }

    String name() {
        return Facts.withoutSlash(Facts.text(root.path("Name")));
    }

    ContainerState state() {
        return Facts.state(root.path("State").path("Status"));
    }

    Map<String, String> labels() {
        return Facts.textMap(root.path("Config").path("Labels"));
    }

    /** Whether its output is one raw stream, without frames. */
    boolean hasTerminal() {
        return root.path("Config").path("Tty").asBoolean();
    }

    /** Whether the engine removes it when it ends. */
    boolean removesItself() {
        return root.path("HostConfig").path("AutoRemove").asBoolean();
    }

    /** When the process of the present or last run started; empty before the first. */
    Optional<Instant> lastStart() {
        return Facts.time(root.path("State").path("StartedAt"));
    }

    int lastExitCode() {
        return root.path("State").path("ExitCode").asInt();
    }

    Optional<Instant> lastEnd() {
        return Facts.time(root.path("State").path("FinishedAt"));
    }

    Optional<String> health() {
        return Facts.some(root.path("State").path("Health").path("Status"))
                .filter(status -> !status.equals("none"));
    }

    Target.Container target(HostId host, ContainerRef asked, List<Target.WritableMount> writes) {
        return new Target.Container(
                host,
                asked,
                id(),
                name(),
                Facts.text(root.path("Image")),
                labels(),
                state(),
                writes);
    }

    ContainerSummary summary() {
        var alive = state().alive();
        return new ContainerSummary(
                id(),
                name(),
                Facts.text(root.path("Config").path("Image")),
                state(),
                health(),
                alive ? lastStart() : Optional.empty(),
                root.path("RestartCount").asInt(),
                ports(),
                Facts.stack(labels()),
                Optional.empty());
    }

    private List<String> ports() {
        var ports = new TreeSet<String>();
        for (var exposed : root.path("NetworkSettings").path("Ports").properties()) {
            if (exposed.getValue().isEmpty()) {
                ports.add(exposed.getKey());
            }
            for (var binding : exposed.getValue()) {
                ports.add(
                        Facts.port(
                                Facts.text(binding.path("HostIp")),
                                Facts.text(binding.path("HostPort")),
                                exposed.getKey()));
            }
        }
        return List.copyOf(ports);
    }
}
