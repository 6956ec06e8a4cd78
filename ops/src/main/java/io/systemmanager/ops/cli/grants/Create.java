package io.systemmanager.ops.cli.grants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.ops.cli.Asking;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a grant, with the agreement of whoever makes it. */
@Command(
        name = "create",
        description =
                "Agree in advance to calls of one agent. It answers where policy asks for people and"
                        + " those who agreed have the roles that it asks for.",
        mixinStandardHelpOptions = true)
final class Create extends Asking {
    @Option(
            names = "--agent",
            required = true,
            paramLabel = "AGENT",
            description = "Whose calls, as in agent:ci.")
    private String agent;

    @Option(
            names = "--client",
            required = true,
            paramLabel = "NAME",
            description = "The agent's program, by the name that approvals show.")
    private String client;

    @Option(
            names = "--operation",
            required = true,
            paramLabel = "PATTERN",
            description = "What, as in containers_lifecycle.restart.")
    private String operation;

    @Option(
            names = "--container",
            paramLabel = "PATTERN",
            description = "On what, as in web-*; one of several is enough.")
    private List<String> containers = List.of();

    @Option(
            names = "--label",
            paramLabel = "NAME=PATTERN",
            description = "Only containers with that label; with several, all of them.")
    private List<String> labels = List.of();

    @Option(
            names = "--param",
            paramLabel = "NAME=BOUND",
            description =
                    "What an argument may be, as in grace_s=0..30 or grace_s=10; others may be what"
                            + " the tool allows.")
    private List<String> parameters = List.of();

    @Option(
            names = "--uses",
            required = true,
            paramLabel = "N",
            description = "How many calls, 1 to 100.")
    private String uses;

    @Option(
            names = "--rate",
            required = true,
            paramLabel = "N/WINDOW",
            description = "How many at most in any minute or hour, as in 5/hour.")
    private String rate;

    @Option(
            names = "--from",
            paramLabel = "MOMENT",
            description = "From when on, as in 2026-01-01T12:00:00Z. Default: at once.")
    private String from = "";

    @Option(
            names = "--for",
            required = true,
            paramLabel = "TIME",
            description = "For how long, as in 2h or 30m; it ends at most 8 hours from now.")
    private String lasts;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why; it stands in the ledger.")
    private String reason;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Create() {}

    /** By the names that every surface uses. */
    @Override
    protected ObjectNode request() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("command", "grants.create")
                .put("agent", agent)
                .put("client", client)
                .put("operation", operation)
                .put("containers", String.join(" ", containers))
                .put("labels", String.join(" ", labels))
                .put("parameters", String.join(" ", parameters))
                .put("uses", uses)
                .put("rate", rate)
                .put("from", from)
                .put("lasts", lasts)
                .put("reason", reason);
    }

    @Override
    protected void print(JsonNode answer) {
        new GrantCard(answer.path("grant")).lines().forEach(this::say);
    }
}
