package io.systemmanager.ops.cli.grants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.ops.cli.Asking;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists grants. */
@Command(
        name = "list",
        description = "List those that are not over, the oldest first.",
        mixinStandardHelpOptions = true)
final class ListGrants extends Asking {
    @Option(names = "--all", description = "Also what is over; the newest 100, the newest first.")
    private boolean all;

    @Option(names = "--json", description = "Print each in one line of JSON.")
    private boolean json;

    ListGrants() {}

    @Override
    protected ObjectNode request() {
        return JsonNodeFactory.instance.objectNode().put("command", "grants.list").put("all", all);
    }

    @Override
    protected void print(JsonNode answer) {
        answer.path("grants")
                .forEach(each -> say(json ? each.toString() : new GrantCard(each).line()));
        answer.path("unreadable")
                .forEach(each ->
                        complain(
                                "%s answers nothing: %s"
                                        .formatted(
                                                each.path("id").asText(),
                                                each.path("why").asText())));
    }
}
