package io.systemmanager.ops.cli.audit;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Looks after the ledger. */
@Command(
        name = "audit",
        description = "Look into the ledger, prove what is in it, and check it.",
        mixinStandardHelpOptions = true,
        subcommands = {
            Tail.class,
            Query.class,
            Show.class,
            Explain.class,
            Verify.class,
            Prove.class,
            Export.class,
            FindSecret.class,
            ShowAnchors.class,
            Prune.class
        })
public final class AuditCommand implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    AuditCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return 2;
    }
}
