package io.systemmanager.ops.cli.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.ops.cli.Asking;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists approvals. */
@Command(
        name = "list",
        description = "List what waits, the oldest first.",
        mixinStandardHelpOptions = true)
final class ListAll extends Asking {
    @Option(names = "--all", description = "Also what is over; the newest 100, the newest first.")
    private boolean all;

    @Option(names = "--json", description = "Print each in one line of JSON.")
    private boolean json;

    ListAll() {}

    @Override
    protected ObjectNode request() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("command", "approvals.list")
                .put("all", all);
    }

    @Override
    protected void print(JsonNode answer) {
        answer.path("approvals")
                .forEach(each -> say(json ? each.toString() : new Card(each).line()));
        answer.path("unreadable").forEach(this::warn);
    }

    /** Beside the list, so that a script that reads its lines meets approvals only. */
    private void warn(JsonNode unreadable) {
        complain(
                "%s is stuck and is never carried out: %s"
                        .formatted(
                                unreadable.path("id").asText(), unreadable.path("why").asText()));
    }
}
