package io.systemmanager.ops.cli.audit;

import io.systemmanager.host.HostIdentity;
import io.systemmanager.ops.ThisHost;
import io.systemmanager.ops.cli.Operators;
import io.systemmanager.ops.cli.StateOption;
import io.systemmanager.ops.custody.Custodian;
import io.systemmanager.ops.operators.OperatorClient;
import io.systemmanager.ops.state.LogKeyFiles;
import io.systemmanager.sqlite.LedgerCheck;
import io.systemmanager.sqlite.Pruner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Moves old entries into an archive. */
@Command(
        name = "prune",
        description =
                "Move the oldest entries into an archive; what remains proves as much as before. Two"
                        + " operators must agree, and no server may run.",
        mixinStandardHelpOptions = true)
final class Prune implements Callable<Integer> {
    private static final InstantSource CLOCK = InstantSource.system();

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
    @Mixin private StateOption state;
    @Mixin private Operators operators;

    @Option(
            names = "--older-than",
            paramLabel = "DAYS",
            defaultValue = "400d",
            description = "Entries older than so many days; default: ${DEFAULT-VALUE}.")
    private String olderThan;

    @Option(
            names = "--before",
            paramLabel = "SIZE",
            defaultValue = "-1",
            hideParamSyntax = true,
            description = "Instead: entries with a lower number.")
    private long before;

    @Option(
            names = "--archive",
            paramLabel = "FILE",
            required = true,
            description = "A file that is not there yet; a line of JSON for each entry.")
    private Path archive;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Prune() {}

    @Override
    public Integer call() throws IOException {
        var folder = state.folder();
        if (OperatorClient.serverListens(folder.operatorSocket())) {
            throw new IOException("a server runs on this state folder; stop it first");
        }
        var keys = new LogKeyFiles(folder);
        LedgerCheck.verify(folder.ledger(), keys);
        try (var ledger = Custodian.open(folder, HostIdentity.read(ThisHost.root()))) {
            var pruner = new Pruner(ledger, folder.ledger(), CLOCK);
            long size = before >= 0 ? before : pruner.sizeBefore(CLOCK.instant().minus(age()));
            var entries = pruner.prunable(size, archive);
            var out = spec.commandLine().getOut();
            out.printf(
                    "entries %d to %d go into %s%n", entries.from(), entries.size() - 1, archive);
            var pruned = pruner.prune(operators.agree(folder, ledger.all()), entries);
            out.printf("SHA-256 of the archive: %s%n", pruned.archive().hex());
            out.printf("root at the cut: %s%n", pruned.cut().root().hex());
        }
        LedgerCheck.verify(folder.ledger(), keys);
        return 0;
    }

    private Duration age() {
        if (!olderThan.matches("[1-9][0-9]{0,4}d")) {
            throw new IllegalArgumentException("--older-than reads like 400d");
        }
        return Duration.ofDays(Long.parseLong(olderThan.substring(0, olderThan.length() - 1)));
    }
}
