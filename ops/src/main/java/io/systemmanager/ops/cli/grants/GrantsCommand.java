package io.systemmanager.ops.cli.grants;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Agrees in advance to what an agent will do, and takes that back. */
@Command(
        name = "grants",
        description =
                "Agree in advance to what an agent will do, within bounds. The server must run; each"
                        + " command takes the operator's secret.",
        mixinStandardHelpOptions = true,
        subcommands = {
            Create.class,
            ListGrants.class,
            ShowGrant.class,
            Agree.class,
            RevokeGrant.class
        })
public final class GrantsCommand implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    GrantsCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return 2;
    }
}
