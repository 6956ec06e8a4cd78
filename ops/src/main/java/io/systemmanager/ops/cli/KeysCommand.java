package io.systemmanager.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.host.HostIdentity;
import io.systemmanager.ops.ThisHost;
import io.systemmanager.ops.custody.Custodian;
import io.systemmanager.ops.state.LogKeyFiles;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Looks after the keys of the log. */
@Command(
        name = "keys",
        description = "Replace the keys of the ledger's log.",
        mixinStandardHelpOptions = true,
        subcommands = KeysCommand.Rotate.class)
final class KeysCommand implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    KeysCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return 2;
    }

    /** Begins an epoch: by the running server, or itself where none runs. */
    @Command(
            name = "rotate",
            description =
                    "Replace the epoch's key and destroy the old one; the server does it daily and at"
                            + " each start.",
            mixinStandardHelpOptions = true)
    static final class Rotate extends Asking {
        private static final Subject COMMAND = new Subject("system:command");

        @Override
        public Integer call() throws IOException {
            if (serverRuns()) {
                return super.call();
            }
            try (var ledger = Custodian.open(folder(), HostIdentity.read(ThisHost.root()))) {
                ledger.rotate(COMMAND);
            }
            tell(new LogKeyFiles(folder()).read().epoch().verifier().text());
            return 0;
        }

        @Override
        protected ObjectNode request() {
            return JsonNodeFactory.instance.objectNode().put("command", "keys.rotate");
        }

        @Override
        protected void print(JsonNode answer) {
            tell(answer.path("epoch_vkey").asText());
        }

        private void tell(String key) {
            say("a new epoch began; its verifier key: " + key);
        }
    }
}
