package io.systemmanager.ops.cli.audit;

import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignedNote;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one entry whole. */
@Command(name = "show", description = "Show one entry whole.", mixinStandardHelpOptions = true)
final class Show implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
    @Mixin private LedgerOption ledger;

    @Parameters(index = "0", paramLabel = "SEQ", description = "The entry's index.")
    private long seq;

    @Option(names = "--json", description = "Print the entry as it is stored, in one line.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Show() {}

    @Override
    public Integer call() throws IOException {
        try (var trail = ledger.open()) {
            var entry =
                    trail.entry(seq)
                            .orElseThrow(
                                    () -> new IllegalArgumentException("there is no entry " + seq));
            var out = spec.commandLine().getOut();
            var view = EntryView.of(entry);
            if (json) {
                out.println(view.line());
                return 0;
            }
            out.println(view.pretty());
            out.println();
            out.println("leaf hash   " + entry.leaf().hex());
            out.println(
                    entry.intact()
                            ? "its text    is that of the hash"
                            : "its text    IS NOT THAT OF THE HASH: the entry was changed");
            out.println(
                    "signed      "
                            + signed(
                                    trail.note().map(SignedNote::text).flatMap(Checkpoint::parse)));
            return 0;
        }
    }

    private String signed(java.util.Optional<Checkpoint> latest) {
        return latest.filter(note -> note.size() > seq)
                .map(note ->
                        "the latest note names " + note.size() + " entries, this one among them")
                .orElse("not yet: no note names it");
    }
}
