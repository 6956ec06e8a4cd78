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
            "An export of all entries verifies by itself: ops/verify-export.sh FILE KEYS. Where"
                    + " entries were pruned, put the archives in front of it first."
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
            description = "The first entry. Default: the first that was not pruned.")
    private @Nullable Long from;

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
            var first = from;
            var last = until;
            long stored = trail.begin();
            long begin = first == null ? stored : first;
            long end = last == null ? named : Math.min(named, last + 1);
            requireStored(begin, end, stored, named);
            write(trail, note, begin, end);
            spec.commandLine()
                    .getOut()
                    .println(
                            "%d entries, %d to %d; %s"
                                    .formatted(
                                            end - begin,
                                            begin,
                                            end - 1,
                                            howWhole(begin, end, stored, named)));
            return 0;
        }
    }

    private static void requireStored(long begin, long end, long stored, long named) {
        if (begin < 0 || begin >= end) {
            throw new IllegalArgumentException(
                    "the signed note names " + named + " entries; none of them is asked for");
        }
        if (begin < stored) {
            throw new IllegalArgumentException(
                    "the entries before "
                            + stored
                            + " were pruned; they are in the archives that 'audit prune' wrote");
        }
    }

    private static String howWhole(long begin, long end, long stored, long named) {
        if (begin > stored || end < named) {
            return "a part, which does not verify by itself";
        }
        return stored == 0
                ? "all that the note names"
                : "all that was not pruned, which verifies with the archives in front of it";
    }

    private void write(StoredTrail trail, SignedNote note, long begin, long end)
            throws IOException {
        try (var out = fresh(to)) {
            trail.each(begin, end, entry -> line(out, entry));
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
