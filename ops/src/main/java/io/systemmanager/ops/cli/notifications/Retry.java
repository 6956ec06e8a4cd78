package io.systemmanager.ops.cli.notifications;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.ops.cli.Asking;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Try one again that was given up, as if it were new. */
@Command(
        name = "retry",
        description = "Try one again that was given up, as if it were new.",
        mixinStandardHelpOptions = true)
final class Retry extends Asking {
    @Parameters(paramLabel = "ID", description = "The notification, ntf_ and 32 hex digits.")
    private String id;

    @SuppressWarnings("NullAway.Init") // picocli sets the field
    Retry() {}

    @Override
    protected ObjectNode request() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("command", "notifications.retry")
                .put("id", id);
    }

    @Override
    protected void print(JsonNode answer) {
        say("it is tried again");
    }
}
