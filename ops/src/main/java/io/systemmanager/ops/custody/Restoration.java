package io.systemmanager.ops.custody;

import io.systemmanager.domain.approval.Agreement;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.audit.LogEvent;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.ops.state.LogKeyFiles;
import io.systemmanager.ops.state.StateFolder;
import io.systemmanager.sqlite.BackupCheck;
import io.systemmanager.sqlite.LedgerCheck;
import io.systemmanager.sqlite.LedgerCopy;
import io.systemmanager.sqlite.SqliteLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Makes a ledger out of a backup. A log that went on from an older state under its old name would
 * sign two histories of one size, so it is a log of a new name with new keys, whose first entry
 * quotes the notes of the one before. Credentials and records of operations are taken over; the old
 * entries stay in the backup.
 *
 * @param form how its entries are written
 */
public record Restoration(EntryForm form, InstantSource clock) {

    /**
     * Makes it in a folder of its own.
     *
     * @param found what the backup was checked to be
     * @param backup a copy that nobody else uses
     * @param name of the new log
     * @param credentials those that go on to be good
     * @param last the last note that is known of the log before
     * @param agreed who agreed to it; empty when it is only rehearsed
     * @return the ledger, verified
     */
    public LedgerCheck.Found build(
            BackupCheck.Found found,
            Path backup,
            StateFolder into,
            String name,
            List<TokenRecord> credentials,
            Optional<SignedNote> last,
            Optional<Agreement> agreed)
            throws IOException {
        var keys = LogKeyFiles.begin(into, name);
        var previous = new LogEvent.Predecessor(found.note(), last, agreed);
        try (var ledger = SqliteLedger.begin(into.ledger(), form, keys, clock, previous)) {
            ledger.carryOver(credentials);
        }
        LedgerCopy.carryOver(backup, into.ledger());
        return LedgerCheck.verify(into.ledger(), keys);
    }

    /** The credentials in a backup that nobody took back, as far as its signed entries say so. */
    static List<TokenRecord> credentials(Path backup, BackupCheck.Found found) {
        return BackupCheck.credentials(backup, found.signed().size()).stream()
                .flatMap(each -> each.sound().stream())
                .filter(token -> token.revokedAt().isEmpty())
                .toList();
    }

    /** The name of the log that follows one. */
    static String following(String name, int atLeast) {
        int slash = name.lastIndexOf('/');
        int before = Math.max(atLeast, Integer.parseInt(name.substring(slash + 1)));
        return LogKeys.origin(name.substring(0, name.indexOf('/')), before + 1);
    }

    /** Removes a folder of ours with what is in it. */
    static void remove(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> {
                        try {
                            Files.delete(file);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
