package io.systemmanager.ops.cli.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.ops.cli.Asking;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows one approval whole. */
@Command(
        name = "show",
        description = "Show one whole: what would be done, to what, and for whom.",
        mixinStandardHelpOptions = true)
final class Show extends Asking {
    @Mixin private Which which;

    @Option(names = "--json", description = "Print it in one line of JSON.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Show() {}

    @Override
    protected ObjectNode request() {
        return which.request("approvals.show");
    }

    @Override
    protected void print(JsonNode answer) {
        var approval = answer.path("approval");
        if (json) {
            say(approval.toString());
        } else {
            new Card(approval).lines().forEach(this::say);
        }
    }
}
