package io.systemmanager.ops.cli.grants;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Parameters;

/** The grant that a command is about. */
final class WhichGrant {
    @Parameters(paramLabel = "ID", description = "The grant, grt_ and 26 characters.")
    private String id;

    @SuppressWarnings("NullAway.Init") // picocli sets the field
    WhichGrant() {}

    ObjectNode request(String command) {
        return JsonNodeFactory.instance.objectNode().put("command", command).put("id", id);
    }
}
