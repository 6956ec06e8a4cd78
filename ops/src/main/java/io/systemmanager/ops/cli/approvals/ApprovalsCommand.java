package io.systemmanager.ops.cli.approvals;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Shows what waits for people, and decides. */
@Command(
        name = "approvals",
        description =
                "Show what waits for a person, and decide. The server must run; each command takes"
                        + " the operator's secret, but a vote that a signature proves.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ListAll.class,
            Show.class,
            Watch.class,
            Approve.class,
            Deny.class,
            PrintStatement.class,
            Revoke.class
        })
public final class ApprovalsCommand implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    ApprovalsCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return 2;
    }
}
