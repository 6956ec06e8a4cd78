package io.systemmanager.ops.custody;

import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.ops.state.LogKeyFiles;
import io.systemmanager.ops.state.StateFolder;
import io.systemmanager.sqlite.BackupCheck;
import io.systemmanager.sqlite.LedgerCopy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a backup, verifies it, makes a ledger of it as a restore would, and removes both: so that
 * it is known before the day that restoring works. Thread-safe.
 */
public final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    private final StateFolder state;
    private final EntryForm form;
    private final InstantSource clock;
    private volatile Optional<Boolean> good = Optional.empty();
    private volatile Instant last;

    public Rehearsal(StateFolder state, EntryForm form, InstantSource clock) {
        this.state = state;
        this.form = form;
        this.clock = clock;
        this.last = clock.instant();
    }

    /** Rehearses; what is in the way is thrown. */
    public void run() {
        var folder = state.root().resolve("rehearsal.tmp");
        try {
            Restoration.remove(folder);
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            try {
                rehearse(new StateFolder(folder));
            } finally {
                Restoration.remove(folder);
            }
            good = Optional.of(true);
            last = clock.instant();
        } catch (IOException e) {
            good = Optional.of(false);
            throw new UncheckedIOException("the restore cannot be rehearsed", e);
        } catch (LedgerUnavailable e) {
            good = Optional.of(false);
            throw e;
        }
    }

    private void rehearse(StateFolder folder) throws IOException {
        long needed = 2 * Files.size(state.ledger());
        if (Files.getFileStore(state.root()).getUsableSpace() < needed) {
            throw new IOException("there is no room for a copy of the ledger");
        }
        var keys = new LogKeyFiles(state);
        var copy = folder.root().resolve("backup.db");
        LedgerCopy.make(state.ledger(), keys, copy);
        var log = keys.read().log().verifier();
        var found = BackupCheck.verify(copy, log, Optional.empty());
        var name = Restoration.following(log.name(), 0);
        new Restoration(form, clock)
                .build(
                        found,
                        copy,
                        folder,
                        name,
                        Restoration.credentials(copy, found),
                        Optional.of(found.note()),
                        Optional.empty());
        LOG.info("a restore of {} entries was rehearsed", found.entries());
    }

    /** 1 when the last one went well, 0 when not, no number before the first. */
    public double success() {
        return good.map(well -> well ? 1.0 : 0.0).orElse(Double.NaN);
    }

    /** Since the last that went well, or since the start. */
    public Duration age() {
        return Duration.between(last, clock.instant());
    }
}
