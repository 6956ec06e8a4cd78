package io.systemmanager.ops.cli.audit;

import io.systemmanager.domain.trail.AuditRecord;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the newest entries, and those that come. */
@Command(
        name = "tail",
        description = "Show the newest entries, and with -f those that come.",
        mixinStandardHelpOptions = true)
final class Tail implements Callable<Integer> {
    private static final int PAUSE_MILLIS = 500;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
    @Mixin private LedgerOption ledger;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "10",
            description = "How many, 0 to 1000. Default: ${DEFAULT-VALUE}.")
    private int lines;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until interrupted.")
    private boolean follow;

    @Option(names = "--json", description = "Print entries as they are stored, one a line.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Tail() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (lines < 0 || lines > 1_000) {
            throw new IllegalArgumentException("--lines is 0 to 1000");
        }
        if (!json) {
            spec.commandLine().getOut().print(EntryView.head());
        }
        long next;
        try (var trail = ledger.open()) {
            long end = trail.end();
            next = print(trail.from(Math.max(0, end - lines), lines), end);
        }
        while (follow) {
            Thread.sleep(PAUSE_MILLIS);
            // Opened anew each time: the server may have been stopped, and the file be another.
            try (var trail = ledger.open()) {
                next = print(trail.from(next, 1_000), next);
            }
        }
        return 0;
    }

    /** Answers the index after the last one printed. */
    private long print(List<AuditRecord> entries, long otherwise) {
        var out = spec.commandLine().getOut();
        for (var entry : entries) {
            var view = EntryView.of(entry);
            out.print(json ? view.line() + System.lineSeparator() : view.row());
        }
        out.flush();
        return entries.isEmpty() ? otherwise : entries.getLast().seq() + 1;
    }
}
