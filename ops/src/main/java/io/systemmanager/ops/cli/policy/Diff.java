package io.systemmanager.ops.cli.policy;

import io.systemmanager.ops.policy.PolicyDifference;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells which calls two policies judge differently. */
@Command(
        name = "diff",
        description = {
            "Tell which calls the second policy judges differently from the first.",
            "Tried is every operation for every role, by an agent and on a container that no rule"
                    + " names, and by and on one of each that a rule speaks about."
        },
        mixinStandardHelpOptions = true)
final class Diff implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OLD", description = "A policy file.")
    private Path before;

    @Parameters(index = "1", paramLabel = "NEW", description = "Another.")
    private Path after;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Diff() {}

    @Override
    public Integer call() {
        var difference = PolicyDifference.between(Policies.of(before), Policies.of(after));
        var out = spec.commandLine().getOut();
        difference
                .changes()
                .forEach(change ->
                        out.println(
                                "%s, %s: %s -> %s"
                                        .formatted(
                                                change.role(),
                                                change.call(),
                                                Policies.inWords(change.before()),
                                                Policies.inWords(change.after()))));
        out.println(
                "%d of %d calls tried are judged differently"
                        .formatted(difference.changes().size(), difference.tried()));
        return 0;
    }
}
