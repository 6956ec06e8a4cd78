package io.systemmanager.ops.cli.grants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.ops.cli.Asking;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes a grant back. */
@Command(
        name = "revoke",
        description = "Take one back. What it let begin goes on; the next call waits for people.",
        mixinStandardHelpOptions = true)
final class RevokeGrant extends Asking {
    @Mixin private WhichGrant which;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; at most 500 characters.")
    private @Nullable String reason;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    RevokeGrant() {}

    @Override
    protected ObjectNode request() {
        var request = which.request("grants.revoke");
        return reason == null ? request : request.put("reason", reason);
    }

    @Override
    protected void print(JsonNode answer) {
        say("revoked");
    }
}
