package io.systemmanager.ops.cli.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.ops.cli.Asking;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A vote: on exactly what this person was shown, here or before. */
abstract class Deciding extends Asking {
    @Mixin private Which which;

    @Option(
            names = "--digest",
            paramLabel = "HEX",
            description =
                    "What you saw, as 'approvals show' printed it. Without it the approval is shown"
                            + " and you are asked.")
    private @Nullable String digest;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; at most 500 characters.")
    private @Nullable String reason;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Deciding() {}

    /** {@code approve} or {@code deny}. */
    abstract String vote();

    @Override
    public Integer call() throws IOException {
        if (digest == null) {
            var card = new Card(asked(which.request("approvals.show")).path("approval"));
            card.lines().forEach(this::say);
            if (!isConfirmed()) {
                say("nothing was decided");
                return 1;
            }
            digest = card.digest();
        }
        return super.call();
    }

    @Override
    protected ObjectNode request() {
        var request = which.request("approvals.vote").put("vote", vote()).put("digest", digest);
        return reason == null ? request : request.put("reason", reason);
    }

    @Override
    protected void print(JsonNode answer) {
        var card = answer.path("approval");
        say(
                "%s; the operation %s"
                        .formatted(
                                card.path("state").asText(),
                                card.path("operation_status").asText()));
    }

    private boolean isConfirmed() throws IOException {
        var console = terminal("give --digest, as 'approvals show' prints it");
        var answer = console.readLine("%s this? [y/N] ", vote());
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).equals("y");
    }
}
