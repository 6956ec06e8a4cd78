package io.systemmanager.ops.cli.audit;

import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.domain.trail.AuditRecord;
import io.systemmanager.sqlite.StoredTrail;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes entries into a file that verifies by itself. */
@Command(
        name = "export",
        description = {
            "Write entries as they are stored, one a line, and the signed note into FILE.note.",
            "An export of all entries verifies by itself: ops/verify-export.sh FILE KEYS."
        },
        mixinStandardHelpOptions = true)
final class Export implements Callable<Integer> {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
    @Mixin private LedgerOption ledger;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE",
            description = "A new file, readable by its owner alone.")
    private Path to;

    @Option(
            names = "--from",
            paramLabel = "SEQ",
            defaultValue = "0",
            description = "The first entry. Default: ${DEFAULT-VALUE}.")
    private long from;

    @Option(
            names = "--until",
            paramLabel = "SEQ",
            description = "The last entry. Default: the last that the signed note names.")
    private @Nullable Long until;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Export() {}

    @Override
    public Integer call() throws IOException {
        try (var trail = ledger.open()) {
            var note =
                    trail.note()
                            .orElseThrow(() -> new LedgerUnavailable("there is no signed note"));
            long named = Checkpoint.parse(note.text()).orElseThrow().size();
            var last = until;
            long end = last == null ? named : Math.min(named, last + 1);
            if (from < 0 || from >= end) {
                throw new IllegalArgumentException(
                        "the signed note names " + named + " entries; none of them is asked for");
            }
            write(trail, note, end);
            boolean whole = from == 0 && end == named;
            spec.commandLine()
                    .getOut()
                    .println(
                            "%d entries, %d to %d; %s"
                                    .formatted(
                                            end - from,
                                            from,
                                            end - 1,
                                            whole
                                                    ? "all that the note names"
                                                    : "a part, which does not verify by itself"));
            return 0;
        }
    }

    private void write(StoredTrail trail, SignedNote note, long end) throws IOException {
        try (var out = fresh(to)) {
            trail.each(from, end, entry -> line(out, entry));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        try (var out = fresh(to.resolveSibling(to.getFileName() + ".note"))) {
            out.write(note.encoded().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static OutputStream fresh(Path file) throws IOException {
        var owner = PosixFilePermissions.fromString("rw-------");
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
        } catch (FileAlreadyExistsException e) {
            throw new IllegalArgumentException(file + " is there already; name a new file", e);
        }
        return new BufferedOutputStream(Files.newOutputStream(file));
    }

    private static void line(OutputStream out, AuditRecord entry) {
        try {
            out.write(entry.text().getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
