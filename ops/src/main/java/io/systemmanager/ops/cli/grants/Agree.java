package io.systemmanager.ops.cli.grants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.ops.cli.Asking;
import io.systemmanager.ops.cli.Secrets;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One more person's agreement, to exactly what they were shown. */
@Command(
        name = "agree",
        description = "Agree to a grant that somebody else made, where policy asks for several.",
        mixinStandardHelpOptions = true)
final class Agree extends Asking {
    @Mixin private WhichGrant which;

    @Option(
            names = "--digest",
            paramLabel = "HEX",
            description =
                    "What you saw, as 'grants show' printed it. Without it the grant is shown and"
                            + " you are asked.")
    private @Nullable String digest;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; at most 500 characters.")
    private @Nullable String reason;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Agree() {}

    @Override
    public Integer call() throws IOException {
        if (digest == null) {
            var card = asked(which.request("grants.show")).path("grant");
            new GrantCard(card).lines().forEach(this::say);
            var console = Secrets.terminal("give --digest, as 'grants show' prints it");
            var answer = console.readLine("agree to this? [y/N] ");
            if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).equals("y")) {
                say("nothing was decided");
                return 1;
            }
            digest = card.path("digest").asText();
        }
        return super.call();
    }

    @Override
    protected ObjectNode request() {
        var request = which.request("grants.agree").put("digest", digest);
        return reason == null ? request : request.put("reason", reason);
    }

    @Override
    protected void print(JsonNode answer) {
        say(new GrantCard(answer.path("grant")).line());
    }
}
