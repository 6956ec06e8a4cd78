package io.systemmanager.contract.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.server.RunningServer;
import io.systemmanager.ops.cli.SystemManagerCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody at a shell on the server's host, with their secret in a file.
 *
 * @param secret where it lies
 */
record Operator(RunningServer server, Path secret) {

    /** What the command said, and how it ended. */
    record Ran(int code, String out, String err) {}

    /** The one of the first start. */
    static Operator first(RunningServer server) {
        return new Operator(server, keep(server, "local", server.operatorSecret()));
    }

    /** Another one, whose secret this one makes. */
    Operator hires(String name) {
        return new Operator(
                server, keep(server, name, good("token", "create", "operator:" + name)));
    }

    private static Path keep(RunningServer server, String name, String secret) {
        try {
            return Files.writeString(server.state().root().resolve(name + ".secret"), secret);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Types a command that takes the secret. */
    Ran types(String... command) {
        var all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--secret-file", secret.toString()));
        return run(server, all);
    }

    /** Types one that goes well; answers what it prints. */
    String good(String... command) {
        var ran = types(command);
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran.out().strip();
    }

    /** Calls a tool as the agent of the first start; answers what it prints. */
    static String call(RunningServer server, String tool, String arguments) {
        var port = Integer.toString(server.server().port());
        return run(server, List.of("call", tool, arguments, "--port", port)).out().strip();
    }

    private static Ran run(RunningServer server, List<String> command) {
        var all = new ArrayList<>(command);
        all.addAll(List.of("--state", server.state().root().toString()));
        var out = new StringWriter();
        var err = new StringWriter();
        int code =
                SystemManagerCommand.line()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(all.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }
}
