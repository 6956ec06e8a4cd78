package io.systemmanager.sqlite;

import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.merkle.MerkleTree;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Moves the oldest entries of a ledger into an archive. What remains proves as much as before: the
 * nodes of the tree stay, so every root and proof at or after the cut does too. The archive has an
 * entry's bytes and a line feed each, so that leaf i is SHA-256(0x00 ‖ line); its hash and the root
 * at the cut stand in the entry about it.
 *
 * @param file of that ledger
 */
public record Pruner(SqliteLedger ledger, Path file) {
    private static final int TILE = 256;

    /**
     * What was moved.
     *
     * @param from how many were pruned before
     * @param cut the log as it stood at the cut
     */
    public record Pruned(long from, Checkpoint cut, Digest archive) {}

    /**
     * The largest cut at which only entries from before that moment are cut off: up to the first
     * that is not, for clocks go backwards.
     */
    public long sizeBefore(Instant moment) {
        try (var connection = new Connections(file.toAbsolutePath()).reader();
                var statement =
                        connection.prepareStatement(
                                "SELECT coalesce(min(idx), (SELECT max(idx) + 1 FROM audit_entry))"
                                        + " FROM audit_entry WHERE time >= ?")) {
            statement.setString(1, moment.toString());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new LedgerUnavailable("the ledger cannot be read", e);
        }
    }

    /**
     * Prunes. The cut is the largest multiple of 256 that is not beyond the size given, and not
     * beyond the intent of an operation that is still open.
     *
     * @param by who asked for it
     * @param archive must not be there; it is durable before an entry is removed
     * @throws IllegalArgumentException when there is nothing to prune up to there
     */
    public Pruned prune(Subject by, long before, Path archive) throws IOException {
        if (Files.exists(archive)) {
            throw new FileAlreadyExistsException(archive + " is there already");
        }
        var draft = archive.toAbsolutePath().resolveSibling(archive.getFileName() + ".part");
        Files.deleteIfExists(draft);
        try (var connection = new Connections(file.toAbsolutePath()).reader()) {
            var rows = new TreeRows(connection);
            long from = rows.first();
            long cut = cut(connection, rows, before);
            if (cut <= from) {
                throw new IllegalArgumentException(
                        "there is nothing to prune: whole blocks of 256 entries are, and the next"
                                + " ends at "
                                + (from + TILE));
            }
            var digest = export(rows, from, cut, draft);
            Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE);
            sync(Objects.requireNonNull(draft.getParent()), StandardOpenOption.READ);
            var at = new Checkpoint(origin(), cut, new MerkleTree(rows, cut).root());
            ledger.prune(new Unit.Work.Prune(by, at, digest));
            keepNote(rows, cut, archive);
            giveBack();
            return new Pruned(from, at, digest);
        } catch (SQLException e) {
            throw new LedgerUnavailable("the ledger cannot be read: " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Beside the archive, the signed note of the log at the cut. */
    private static void keepNote(TreeRows rows, long cut, Path archive)
            throws IOException, SQLException {
        var note = archive.resolveSibling(archive.getFileName() + ".note");
        Files.writeString(note, rows.note("prune", cut).orElseThrow());
    }

    /** The room of what was removed goes back to the file system. */
    private void giveBack() throws SQLException {
        try (var connection = new Connections(file.toAbsolutePath()).writer();
                var statement = connection.createStatement()) {
            // As an update: the driver goes through all its steps then, each of which frees a page.
            statement.executeUpdate("PRAGMA incremental_vacuum");
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private String origin() {
        return Checkpoint.parse(ledger.note().text()).orElseThrow().origin();
    }

    private static long cut(Connection connection, TreeRows rows, long before) throws SQLException {
        long most = Math.min(before, rows.size());
        try (var statement = connection.createStatement();
                var open =
                        statement.executeQuery(
                                "SELECT min(intent) FROM operation WHERE status = 'running'")) {
            long intent = open.next() ? open.getLong(1) : 0;
            most = open.wasNull() ? most : Math.min(most, intent);
        }
        return Math.max(0, most) / TILE * TILE;
    }

    /** Writes the entries and hashes them on the way: what is archived is what the tree holds. */
    private static Digest export(TreeRows rows, long from, long cut, Path draft)
            throws IOException, SQLException {
        var sha256 = Digest.sha256();
        var range = new MerkleTree(rows, from).range();
        Files.createFile(
                draft,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var out =
                new DigestOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(draft)), sha256)) {
            rows.texts(
                    from,
                    cut,
                    text -> {
                        range.append(Hash.ofLeaf(text));
                        write(out, text);
                    });
        }
        if (range.size() != cut || !range.root().equals(new MerkleTree(rows, cut).root())) {
            throw Suspect.because("what would be archived is not what its tree holds");
        }
        sync(draft, StandardOpenOption.WRITE);
        return new Digest(HexFormat.of().formatHex(sha256.digest()));
    }

    private static void write(OutputStream out, byte[] text) throws IOException {
        out.write(text);
        out.write('\n');
    }

    private static void sync(Path file, StandardOpenOption how) throws IOException {
        try (var channel = FileChannel.open(file, how)) {
            channel.force(true);
        }
    }
}
