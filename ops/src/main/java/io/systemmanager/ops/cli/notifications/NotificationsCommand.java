package io.systemmanager.ops.cli.notifications;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Shows what was not delivered, and decides about it. */
@Command(
        name = "notifications",
        description =
                "Show which notifications were not delivered, and decide about them. The server must"
                        + " run; each command takes the operator's secret.",
        mixinStandardHelpOptions = true,
        subcommands = {ListUndelivered.class, Retry.class, Drop.class})
public final class NotificationsCommand implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    NotificationsCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return 2;
    }
}
