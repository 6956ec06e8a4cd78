package io.systemmanager.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** One row of {@code GET /containers/json}: what the engine tells of many containers at once. */
record ListedContainer(JsonNode row) {

    static List<ListedContainer> all(JsonNode answer) {
        if (!answer.isArray()) {
            throw EngineTrouble.of(EngineTrouble.Kind.UNREADABLE, "the list is no array");
        }
        var rows = new ArrayList<ListedContainer>(answer.size());
        answer.forEach(row -> rows.add(new ListedContainer(row)));
        return rows;
    }

    ContainerId id() {
        return Facts.id(row.path("Id"));
    }

    Map<String, String> labels() {
        return Facts.textMap(row.path("Labels"));
    }

    /** All but what only an inspection tells: when it started, and how often again. */
    ContainerSummary summary() {
        return new ContainerSummary(
                id(),
                name(),
                Facts.text(row.path("Image")),
                Facts.state(row.path("State")),
                health(Facts.text(row.path("Status"))),
                Optional.empty(),
                0,
                ports(),
                Facts.stack(labels()),
                Optional.empty());
    }

    /** Its own name; {@code /db/web} is what a legacy link calls another container. */
    private String name() {
        return Facts.texts(row.path("Names")).stream()
                .map(Facts::withoutSlash)
                .filter(name -> !name.isEmpty() && name.indexOf('/') < 0)
                .findFirst()
                .orElseGet(() -> id().shortForm());
    }

    /** The list has health only inside a text such as {@code Up 5 minutes (healthy)}. */
    private static Optional<String> health(String status) {
        if (status.endsWith("(unhealthy)")) {
            return Optional.of("unhealthy");
        }
        if (status.endsWith("(healthy)")) {
            return Optional.of("healthy");
        }
        return status.endsWith("(health: starting)") ? Optional.of("starting") : Optional.empty();
    }

    private List<String> ports() {
        var ports = new TreeSet<String>();
        for (var port : row.path("Ports")) {
            ports.add(
                    Facts.port(
                            Facts.text(port.path("IP")),
                            Facts.text(port.path("PublicPort")),
                            Facts.text(port.path("PrivatePort"))
                                    + "/"
                                    + Facts.text(port.path("Type"))));
        }
        return List.copyOf(ports);
    }
}
