package io.systemmanager.ops.cli.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.ops.cli.Asking;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes an approval back. */
@Command(
        name = "revoke",
        description = "Take back what waits, or what was agreed to and has not begun.",
        mixinStandardHelpOptions = true)
final class Revoke extends Asking {
    @Mixin private Which which;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; at most 500 characters.")
    private @Nullable String reason;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Revoke() {}

    @Override
    protected ObjectNode request() {
        var request = which.request("approvals.revoke");
        return reason == null ? request : request.put("reason", reason);
    }

    @Override
    protected void print(JsonNode answer) {
        say("revoked");
    }
}
