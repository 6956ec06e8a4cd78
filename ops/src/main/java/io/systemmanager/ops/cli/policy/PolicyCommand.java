package io.systemmanager.ops.cli.policy;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Looks after policy files. */
@Command(
        name = "policy",
        description = "Check, test, explain and compare policy files. No server is asked.",
        mixinStandardHelpOptions = true,
        subcommands = {Check.class, RunTests.class, ExplainCall.class, Diff.class})
public final class PolicyCommand implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    PolicyCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return 2;
    }
}
