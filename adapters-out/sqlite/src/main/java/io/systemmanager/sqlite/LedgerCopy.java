package io.systemmanager.sqlite;

import io.systemmanager.domain.port.EpochKeys;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Objects;

/** Copies a ledger, also while a server writes it, and moves what a restore keeps. */
public final class LedgerCopy {
    private LedgerCopy() {}

    /**
     * Makes a copy of one moment, verifies all of it, and only then gives it its name. Only its
     * owner can read it.
     *
     * @param target must not exist
     * @return the state that was copied
     * @throws IOException when it cannot be written
     * @throws LedgerUnavailable when the ledger cannot be read or the copy does not verify
     */
    public static LedgerCheck.Found make(Path ledger, EpochKeys keys, Path target)
            throws IOException {
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target + " is there already");
        }
        var draft = target.toAbsolutePath().resolveSibling(target.getFileName() + ".part");
        Files.deleteIfExists(draft);
        Files.createFile(
                draft,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            var kept = new ArrayList<>(keys.kept()); // before: the epoch may change meanwhile
            vacuum(ledger, draft);
            kept.addAll(keys.kept());
            sync(draft, StandardOpenOption.WRITE);
            var found = LedgerCheck.verify(draft, kept);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            sync(Objects.requireNonNull(draft.getParent()), StandardOpenOption.READ);
            return found;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void vacuum(Path ledger, Path draft) {
        try (var connection = new Connections(ledger.toAbsolutePath()).reader();
                var statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, draft.toString());
            statement.execute();
        } catch (SQLException e) {
            throw new LedgerUnavailable("the ledger cannot be copied: " + e.getMessage(), e);
        }
    }

    private static void sync(Path file, StandardOpenOption how) throws IOException {
        try (var channel = FileChannel.open(file, how)) {
            channel.force(true);
        }
    }

    /**
     * Takes the records of operations of one ledger over into a new one, and those of credentials
     * that were taken back. The places of their entries become negative there: those entries are in
     * the old log. The credentials that are good take {@link SqliteLedger#carryOver}. What waited
     * for people waits no more: it may have been decided and done since the copy was made.
     *
     * @param from a file that nobody else uses; brought to the schema of this version
     */
    public static void carryOver(Path from, Path into) {
        Schema.migrate(new Connections(from.toAbsolutePath()));
        try (var connection = new Connections(into.toAbsolutePath()).writer();
                var attach = connection.prepareStatement("ATTACH ? AS old");
                var statement = connection.createStatement()) {
            attach.setString(1, from.toAbsolutePath().toString());
            attach.execute();
            statement.execute("BEGIN IMMEDIATE");
            var size = " - (SELECT coalesce(max(idx), -1) + 1 FROM old.audit_entry)";
            statement.executeUpdate("INSERT INTO main.operation SELECT * FROM old.operation");
            statement.executeUpdate("UPDATE main.operation SET intent = intent" + size);
            statement.executeUpdate(
                    "INSERT INTO main.token SELECT issued"
                            + size
                            + ", id, secret, subject, scopes, roles, created, expires, revoked, person"
                            + " FROM old.token WHERE revoked IS NOT NULL");
            statement.executeUpdate(
                    "UPDATE main.operation SET status='failed', record=json_set(record, '$.state',"
                            + " json_object('status', 'failed', 'code', 'approval_stale', 'cause',"
                            + " 'The ledger was restored from a backup since it was asked for.'))"
                            + " WHERE status='approval_required'");
            statement.execute("COMMIT");
        } catch (SQLException e) {
            throw new LedgerUnavailable("the records cannot be taken over: " + e.getMessage(), e);
        }
    }

    /**
     * Looks that no process has the ledger open.
     *
     * @throws LedgerUnavailable when one has
     */
    public static void requireUnused(Path ledger) {
        if (Files.exists(ledger)) {
            LedgerFile.hold(ledger).close();
        }
    }
}
