package io.systemmanager.ops.cli.notifications;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.ops.cli.Asking;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what was not delivered. */
@Command(
        name = "list",
        description =
                "List what was given up, then what is still to be delivered, the oldest first; at"
                        + " most 100.",
        mixinStandardHelpOptions = true)
final class ListUndelivered extends Asking {
    @Option(names = "--json", description = "Print each in one line of JSON.")
    private boolean json;

    ListUndelivered() {}

    @Override
    protected ObjectNode request() {
        return JsonNodeFactory.instance.objectNode().put("command", "notifications.list");
    }

    @Override
    protected void print(JsonNode answer) {
        answer.path("notifications").forEach(each -> say(json ? each.toString() : line(each)));
    }

    private static String line(JsonNode each) {
        return String.join(
                "|",
                each.path("id").asText(),
                each.path("state").asText(),
                each.path("since").asText(),
                each.path("topic").asText(),
                each.path("approval").asText(),
                each.path("why").asText());
    }
}
