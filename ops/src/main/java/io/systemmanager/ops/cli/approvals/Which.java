package io.systemmanager.ops.cli.approvals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Parameters;

/** The approval that a command is about. */
final class Which {
    @Parameters(paramLabel = "ID", description = "The approval, apr_ and 26 characters.")
    private String id;

    @SuppressWarnings("NullAway.Init") // picocli sets the field
    Which() {}

    ObjectNode request(String command) {
        return JsonNodeFactory.instance.objectNode().put("command", command).put("id", id);
    }
}
