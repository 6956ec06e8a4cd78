package io.systemmanager.sqlite;

import io.systemmanager.domain.journal.KeptCredential;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignatureCheck;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.note.VerifierKey;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Checks a ledger by what anybody can check: the key that sealed a backup may be destroyed by now.
 * Entries after the latest note are then not covered.
 */
public final class BackupCheck {
    private BackupCheck() {}

    /**
     * What was found good.
     *
     * @param note the latest
     * @param signed what it says
     * @param entries how many there are
     */
    public record Found(SignedNote note, Checkpoint signed, long entries) {}

    /**
     * Hashes every entry again, compares the tree and the latest note, and walks every change of
     * the epoch's key.
     *
     * @param log the key that the log must have
     * @param epoch the key of the first epoch, where it is known
     * @throws LedgerUnavailable when anything disagrees, or the file cannot be read
     */
    public static Found verify(Path backup, VerifierKey log, Optional<VerifierKey> epoch) {
        try (var connection = new Connections(backup.toAbsolutePath()).reader();
                var statement = connection.createStatement()) {
            statement.execute("BEGIN");
            return found(new TreeRows(connection), log, epoch);
        } catch (SQLException e) {
            throw new LedgerUnavailable("the backup cannot be read: " + e.getMessage(), e);
        }
    }

    /** The latest note, where the file has one that the log's key signed; checks nothing else. */
    public static Optional<SignedNote> note(Path ledger, VerifierKey log) {
        try (var connection = new Connections(ledger.toAbsolutePath()).reader()) {
            return new TreeRows(connection)
                    .head()
                    .flatMap(SignedNote::parse)
                    .filter(note -> note.check(log) == SignatureCheck.VALID);
        } catch (SQLException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * The credentials in a ledger, newest first, as far as its entries say the same; those are not
     * checked here.
     *
     * @param size only those whose entry is among so many first ones: nobody vouches for what is
     *     behind the note of a backup
     */
    public static List<KeptCredential> credentials(Path ledger, long size) {
        try (var connection = new Connections(ledger.toAbsolutePath()).reader()) {
            return TokenRows.madeBefore(connection, size);
        } catch (SQLException e) {
            throw new LedgerUnavailable("the credentials cannot be read: " + e.getMessage(), e);
        }
    }

    private static Found found(TreeRows rows, VerifierKey log, Optional<VerifierKey> epoch)
            throws SQLException {
        long size = rows.size();
        long floor = new FloorCheck(rows, log).size(size);
        new LogCheck(rows, List.of()).growTo(size, floor);
        var walk = new EpochWalk(rows, floor, log);
        if (epoch.isPresent() && !walk.first().equals(epoch.get())) {
            throw Suspect.because("its first epoch's key is another");
        }
        var end = walk.end(floor, size);
        var note =
                rows.head()
                        .flatMap(SignedNote::parse)
                        .filter(each -> each.check(log) == SignatureCheck.VALID)
                        .filter(each -> each.check(end) == SignatureCheck.VALID);
        var signed = note.map(SignedNote::text).flatMap(Checkpoint::parse);
        if (signed.isEmpty()
                || !signed.get().origin().equals(log.name())
                || signed.get().size() > size
                || !rows.holds(signed.get())) {
            throw Suspect.because("its signed note is not one of this log as it stands");
        }
        return new Found(note.orElseThrow(), signed.get(), size);
    }
}
