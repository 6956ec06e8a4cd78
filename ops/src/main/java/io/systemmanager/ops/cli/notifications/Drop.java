package io.systemmanager.ops.cli.notifications;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.ops.cli.Asking;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Give one up for good. */
@Command(name = "drop", description = "Give one up for good.", mixinStandardHelpOptions = true)
final class Drop extends Asking {
    @Parameters(paramLabel = "ID", description = "The notification, ntf_ and 32 hex digits.")
    private String id;

    @SuppressWarnings("NullAway.Init") // picocli sets the field
    Drop() {}

    @Override
    protected ObjectNode request() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("command", "notifications.drop")
                .put("id", id);
    }

    @Override
    protected void print(JsonNode answer) {
        say("dropped");
    }
}
