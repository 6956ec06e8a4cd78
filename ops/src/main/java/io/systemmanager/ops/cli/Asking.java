package io.systemmanager.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.ops.operators.OperatorClient;
import io.systemmanager.ops.state.StateFolder;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that asks the running server, with the operator's secret. */
public abstract class Asking implements Callable<Integer> {
    @CommandLine.Spec protected CommandLine.Model.CommandSpec spec;
    @Mixin private StateOption state;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description =
                    "Where the operator's secret is read; - for standard input. Default: the terminal.")
    private @Nullable String secretFile;

    private @Nullable String secret;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    protected Asking() {}

    /** The request, without the secret. */
    protected abstract ObjectNode request();

    /** Prints a good answer. */
    protected abstract void print(JsonNode answer);

    @Override
    public Integer call() throws IOException {
        print(asked(request()));
        return 0;
    }

    /**
     * The answer to a request, which gets the secret here; that is read once, and not for a request
     * that a signature proves, unless a file holds it.
     *
     * @throws IOException when the server refuses, with its words
     */
    protected final JsonNode asked(ObjectNode request) throws IOException {
        if (secret == null && (secretFile != null || !request.has("signature"))) {
            secret = secret();
        }
        var answer = ask(secret == null ? request : request.put("secret", secret));
        if (!answer.path("ok").asBoolean(false)) {
            throw new IOException(answer.path("error").asText("the server gave no answer"));
        }
        return answer;
    }

    protected final StateFolder folder() {
        return state.folder();
    }

    /** Whether a server runs on the state folder. */
    protected final boolean serverRuns() {
        return OperatorClient.serverListens(folder().operatorSocket());
    }

    protected final void say(String line) {
        spec.commandLine().getOut().println(line);
    }

    /** Says something that is no part of what was asked for. */
    protected final void complain(String line) {
        spec.commandLine().getErr().println(line);
    }

    private JsonNode ask(ObjectNode request) throws IOException {
        try {
            return OperatorClient.ask(folder().operatorSocket(), request);
        } catch (IOException absent) {
            throw new IOException("the server does not run on this state folder", absent);
        }
    }

    private String secret() throws IOException {
        return secretFile == null ? Secrets.ask("operator secret") : Secrets.read(secretFile);
    }
}
