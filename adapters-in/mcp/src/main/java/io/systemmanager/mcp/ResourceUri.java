package io.systemmanager.mcp;

import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.operation.Declaration;
import java.util.Optional;
import java.util.OptionalInt;

/** The address of a resource of this server, understood. */
sealed interface ResourceUri {
    String CONTAINER = "systemmanager://containers/{name}";
    String CONTAINER_LOG = "systemmanager://containers/{name}/logs{?since,tail}";
    String OPERATION = "systemmanager://operations/{id}";
    String TOOL = "systemmanager://tools/{name}";

    /** What {@code containers_get} says of a container. */
    record Container(ContainerRef container) implements ResourceUri {}

    /** What {@code containers_logs} says of one. */
    record ContainerLog(ContainerRef container, Optional<String> since, OptionalInt tail)
            implements ResourceUri {}

    /** What {@code operations_get} says of an operation. */
    record Operation(OperationId operation) implements ResourceUri {}

    /** The reference of a tool. */
    record Tool(Declaration tool) implements ResourceUri {}

    /** Reads an address; empty when there can be nothing at it. */
    static Optional<ResourceUri> read(String uri) {
        return UriParts.of(uri).flatMap(ResourceUri::of);
    }

    private static Optional<ResourceUri> of(UriParts parts) {
        try {
            return meant(parts);
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    private static Optional<ResourceUri> meant(UriParts parts) {
        var path = parts.path();
        if (path.size() == 3
                && path.getFirst().equals("containers")
                && path.getLast().equals("logs")
                && parts.hasOnly("since", "tail")) {
            var tail = parts.query("tail").map(Integer::parseInt);
            return Optional.of(
                    new ContainerLog(
                            new ContainerRef(path.get(1)),
                            parts.query("since"),
                            tail.map(OptionalInt::of).orElseGet(OptionalInt::empty)));
        }
        if (path.size() != 2 || !parts.hasOnly()) {
            return Optional.empty();
        }
        var name = path.getLast();
        return switch (path.getFirst()) {
            case "containers" -> Optional.of(new Container(new ContainerRef(name)));
            case "operations" -> Optional.of(new Operation(new OperationId(name)));
            case "tools" -> Declaration.ofTool(name).map(Tool::new);
            default -> Optional.empty();
        };
    }

    /** The one address under which changes of a container are told. */
    static String container(String name) {
        return CONTAINER.replace("{name}", name);
    }

    /** The one address under which changes of an operation are told. */
    static String operation(OperationId id) {
        return OPERATION.replace("{id}", id.value());
    }

    static String tool(Declaration tool) {
        return TOOL.replace("{name}", tool.tool());
    }
}
