package io.systemmanager.ops.cli.grants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.ops.cli.Asking;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows one grant whole. */
@Command(
        name = "show",
        description = "Show one whole: its bounds, who agreed, and what remains.",
        mixinStandardHelpOptions = true)
final class ShowGrant extends Asking {
    @Mixin private WhichGrant which;

    @Option(names = "--json", description = "Print it in one line of JSON.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    ShowGrant() {}

    @Override
    protected ObjectNode request() {
        return which.request("grants.show");
    }

    @Override
    protected void print(JsonNode answer) {
        var grant = answer.path("grant");
        if (json) {
            say(grant.toString());
        } else {
            new GrantCard(grant).lines().forEach(this::say);
        }
    }
}
