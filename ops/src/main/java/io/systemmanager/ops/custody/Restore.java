package io.systemmanager.ops.custody;

import io.systemmanager.application.TokenOffice;
import io.systemmanager.domain.approval.Agreement;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.journal.KeptCredential;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.note.VerifierKey;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.ops.SecureRandomness;
import io.systemmanager.ops.state.LogKeyFiles;
import io.systemmanager.ops.state.StateFolder;
import io.systemmanager.sqlite.BackupCheck;
import io.systemmanager.sqlite.LedgerCopy;
import io.systemmanager.sqlite.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts a ledger that was made out of a backup in the place of what is there, which is kept. No
 * server may run. What is done last are the keys: cut short before, the ledger does not verify, no
 * server starts, and the restore can be done again.
 */
public record Restore(StateFolder state, EntryForm form, InstantSource clock) {

    /**
     * What came of it.
     *
     * @param verifiers the keys of the new log, which operators keep elsewhere
     * @param kept the files in which the old entries are
     */
    public record Restored(Checkpoint from, List<String> verifiers, List<Path> kept) {}

    /**
     * Looks whether a backup can be restored here. What it found good is a copy, so that it is
     * still the same when people have agreed.
     *
     * @param log the key that the backup's log must have
     * @param epoch the key of its first epoch, where it is known
     */
    public Ready check(Path backup, VerifierKey log, Optional<VerifierKey> epoch)
            throws IOException {
        LedgerCopy.requireUnused(state.ledger());
        new LogKeyFiles(state).requireReplaceable();
        var work = new StateFolder(state.root().resolve("restore.tmp"));
        Restoration.remove(work.root());
        Files.createDirectories(
                work.root(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            var copy = work.root().resolve("backup.db");
            Files.copy(backup, copy);
            var found = BackupCheck.verify(copy, log, epoch);
            var revoked = revoked();
            var known = Restoration.credentials(copy, found);
            var gone = known.stream().filter(each -> revoked.contains(each.id().value())).toList();
            var good = known.stream().filter(each -> !gone.contains(each)).toList();
            return new Ready(work, copy, log, found, good, gone);
        } catch (IOException | LedgerUnavailable e) {
            Restoration.remove(work.root());
            throw e;
        }
    }

    /**
     * A backup that was found good; closing it removes the copy.
     *
     * @param log the key of its log
     * @param credentials those in it that were revoked neither there nor here, where that can be
     *     read
     * @param revoked those that are here revoked since, or not to be believed
     */
    public record Ready(
            StateFolder work,
            Path copy,
            VerifierKey log,
            BackupCheck.Found found,
            List<TokenRecord> credentials,
            List<TokenRecord> revoked)
            implements AutoCloseable {
        public Ready {
            credentials = List.copyOf(credentials);
            revoked = List.copyOf(revoked);
        }

        private List<TokenRecord> known() {
            return Stream.concat(credentials.stream(), revoked.stream()).toList();
        }

        @Override
        public void close() throws IOException {
            Restoration.remove(work.root());
        }
    }

    /** Restores, when no server was started meanwhile. */
    public Restored run(Ready ready, Agreement agreed) throws IOException {
        LedgerCopy.requireUnused(state.ledger());
        var present = present();
        var log = ready.log();
        var name = Restoration.following(log.name(), present.map(LogKeys::incarnation).orElse(0));
        new Restoration(form, clock)
                .build(
                        ready.found(),
                        ready.copy(),
                        ready.work(),
                        name,
                        ready.known(),
                        lastNote(present),
                        Optional.of(agreed));
        keepRevoked(ready, agreed);
        return new Restored(
                ready.found().signed(), install(ready.work(), ready.copy(), log), kept());
    }

    /** What was taken back does not come back with a ledger that did not know of it yet. */
    private void keepRevoked(Ready ready, Agreement agreed) throws IOException {
        var work = ready.work();
        var keys = new LogKeyFiles(work).read();
        try (var ledger = SqliteLedger.open(work.ledger(), form, keys, clock)) {
            var office = new TokenOffice(ledger, ledger, clock, new SecureRandomness());
            for (var token : ready.revoked()) {
                office.revoke(agreed.first().subject(), token.id());
            }
        }
    }

    /** The ids of those that do not count here any more. */
    private Set<String> revoked() {
        if (Files.notExists(state.ledger())) {
            return Set.of();
        }
        try {
            return BackupCheck.credentials(state.ledger(), Long.MAX_VALUE).stream()
                    .flatMap(Restore::revoked)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (LedgerUnavailable broken) { // which may be why there is a restore
            return Set.of();
        }
    }

    private static Stream<String> revoked(KeptCredential kept) {
        return switch (kept) {
            case KeptCredential.Sound(var token) ->
                    token.revokedAt().isPresent() ? Stream.of(token.id().value()) : Stream.of();
            case KeptCredential.Unreadable(var id, _) -> Stream.of(id);
        };
    }

    private Optional<LogKeys> present() {
        try {
            return Optional.of(new LogKeyFiles(state).read());
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private Optional<SignedNote> lastNote(Optional<LogKeys> present) {
        return present.filter(_ -> Files.exists(state.ledger()))
                .flatMap(keys -> BackupCheck.note(state.ledger(), keys.log().verifier()));
    }

    private List<String> install(StateFolder work, Path copy, VerifierKey log) throws IOException {
        var keys = new LogKeyFiles(work);
        var verifiers = LogKeyFiles.verifiers(keys.read());
        int incarnation = Integer.parseInt(log.name().substring(log.name().lastIndexOf('/') + 1));
        archive(copy, "restored-" + incarnation);
        var replaced = "replaced-" + clock.instant().getEpochSecond();
        for (var suffix : List.of("-wal", "-shm", "")) {
            var file = state.root().resolve(state.ledger().getFileName() + suffix);
            if (Files.exists(file)) {
                Files.move(file, state.root().resolve("ledger-" + replaced + ".db" + suffix));
            }
        }
        Files.move(work.ledger(), state.ledger());
        new LogKeyFiles(state).replaceBy(keys);
        return verifiers;
    }

    private void archive(Path copy, String name) throws IOException {
        var target = state.root().resolve("ledger-" + name + ".db");
        Files.deleteIfExists(target); // of a restore from the same log before
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("r--------"));
        Files.move(copy, target);
    }

    private List<Path> kept() throws IOException {
        try (var files = Files.newDirectoryStream(state.root(), "ledger-*.db")) {
            var all = new java.util.ArrayList<Path>();
            files.forEach(all::add);
            all.sort(null);
            return List.copyOf(all);
        }
    }
}
