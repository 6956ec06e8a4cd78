package io.systemmanager.ops.cli.audit;

import io.systemmanager.domain.note.VerifierKey;
import io.systemmanager.domain.trail.EntryProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proves that an entry is in the log, to somebody who has neither log nor server. */
@Command(
        name = "prove",
        description = {
            "Print the proof that an entry is in the log (C2SP tlog-proof, with the entry in it);",
            "or check such a proof, which needs no ledger."
        },
        mixinStandardHelpOptions = true)
final class Prove implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
    @Mixin private LedgerOption ledger;

    @Parameters(index = "0", arity = "0..1", paramLabel = "SEQ", description = "The entry's index.")
    private @Nullable Long seq;

    @Option(names = "--check", paramLabel = "FILE", description = "A proof to check.")
    private @Nullable Path check;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "With --check: verifier keys that you trust, a line each.")
    private @Nullable Path keys;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Prove() {}

    @Override
    public Integer call() throws IOException {
        var file = check;
        var trusted = keys;
        var index = seq;
        if (file != null && trusted != null && index == null) {
            return checked(file, trusted);
        }
        if (index == null || file != null || trusted != null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "give SEQ, or --check FILE and --keys FILE");
        }
        try (var trail = ledger.open()) {
            var proof =
                    trail.prove(index)
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "no signed note names entry "
                                                    + index
                                                    + "; one that is new is named within seconds"));
            var out = spec.commandLine().getOut();
            out.print(proof.text());
            out.flush();
            return 0;
        }
    }

    private int checked(Path file, Path trusted) throws IOException {
        var proof =
                EntryProof.parse(Files.readString(file))
                        .orElseThrow(() ->
                                new IllegalArgumentException(file + " is no proof of an entry"));
        var flaw = proof.flaw(read(trusted));
        if (flaw.isPresent()) {
            spec.commandLine().getOut().println("FAIL: " + flaw.get());
            return 1;
        }
        var origin = proof.note().text().lines().findFirst().orElseThrow();
        spec.commandLine()
                .getOut()
                .println(
                        "OK: entry "
                                + proof.proof().index()
                                + " of "
                                + proof.proof().size()
                                + " in "
                                + origin);
        spec.commandLine()
                .getOut()
                .println(io.systemmanager.domain.text.VisibleText.line(proof.entry()));
        return 0;
    }

    private static List<VerifierKey> read(Path file) throws IOException {
        var keys = new ArrayList<VerifierKey>();
        for (var line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                keys.add(
                        VerifierKey.parse(line.strip())
                                .orElseThrow(() ->
                                        new IllegalArgumentException(
                                                file + " holds a line that is no verifier key")));
            }
        }
        return keys;
    }
}
