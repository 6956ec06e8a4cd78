package io.systemmanager.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.caller.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes, lists and takes back tokens, by the running server, with the operator's secret. */
@Command(
        name = "token",
        description = "Make, list and revoke tokens. The server must run.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TokenCommand.Create.class,
            TokenCommand.ListAll.class,
            TokenCommand.Revoke.class
        })
final class TokenCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    TokenCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return 2;
    }

    /** Makes a token. */
    @Command(
            name = "create",
            description = "Make a token; it is shown once.",
            mixinStandardHelpOptions = true)
    static final class Create extends Asking {
        @Parameters(
                paramLabel = "SUBJECT",
                description = "agent:NAME, monitor:NAME or operator:NAME.")
        private String subject;

        @Option(
                names = "--scope",
                paramLabel = "SCOPE",
                description = "May be given several times; agents only.")
        private List<String> scopes = List.of();

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                description =
                        "Policy role; of operators, as which they may decide. Default: agent, or"
                                + " operator.")
        private List<String> roles = List.of();

        @Option(
                names = "--person",
                paramLabel = "NAME",
                description =
                        "Whose account it is: the human for whom an agent acts, who then decides"
                                + " nothing that it asks for; of an operator, if not NAME.")
        private @Nullable String person;

        @Option(
                names = "--days",
                paramLabel = "N",
                defaultValue = "90",
                description = "Lifetime; default: ${DEFAULT-VALUE}.")
        private int days;

        @SuppressWarnings("NullAway.Init") // picocli sets the fields
        Create() {}

        @Override
        protected ObjectNode request() {
            boolean agent = subject.startsWith("agent:");
            if (agent && scopes.isEmpty()) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        "an agent's token needs at least one --scope of: "
                                + Arrays.stream(Scope.values())
                                        .map(Scope::wireName)
                                        .collect(Collectors.joining(", ")));
            }
            var request = MAPPER.createObjectNode().put("command", "token.create");
            request.put("subject", subject).put("days", days);
            scopes.forEach(request.putArray("scopes")::add);
            (roles.isEmpty() ? usualRoles() : roles).forEach(request.putArray("roles")::add);
            return person == null ? request : request.put("person", person);
        }

        private List<String> usualRoles() {
            return subject.startsWith("agent:")
                    ? List.of("agent")
                    : subject.startsWith("operator:") ? List.of("operator") : List.of();
        }

        @Override
        protected void print(JsonNode answer) {
            say(answer.path("secret").asText());
            spec.commandLine()
                    .getErr()
                    .println(
                            "id %s, until %s; it is not shown again"
                                    .formatted(
                                            answer.at("/token/id").asText(),
                                            answer.at("/token/expires_at").asText()));
        }
    }

    /** Lists tokens. */
    @Command(name = "list", description = "List all tokens.", mixinStandardHelpOptions = true)
    static final class ListAll extends Asking {
        @Override
        protected ObjectNode request() {
            return MAPPER.createObjectNode().put("command", "token.list");
        }

        @Override
        protected void print(JsonNode answer) {
            answer.path("tokens").forEach(token -> say(token.toString()));
            answer.path("unreadable")
                    .forEach(each ->
                            complain(
                                    each.path("id").asText()
                                            + " opens nothing. "
                                            + each.path("why").asText()));
        }
    }

    /** Takes a token back. */
    @Command(
            name = "revoke",
            description = "Take a token back at once.",
            mixinStandardHelpOptions = true)
    static final class Revoke extends Asking {
        @Parameters(paramLabel = "ID", description = "The token's id, 8 hex digits.")
        private String id;

        @SuppressWarnings("NullAway.Init") // picocli sets the field
        Revoke() {}

        @Override
        protected ObjectNode request() {
            return MAPPER.createObjectNode().put("command", "token.revoke").put("id", id);
        }

        @Override
        protected void print(JsonNode answer) {
            say("revoked");
        }
    }
}
