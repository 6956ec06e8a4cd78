package io.systemmanager.sqlite;

import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.merkle.MerkleTree;
import io.systemmanager.domain.merkle.TreeNode;
import io.systemmanager.domain.merkle.TreeNodes;
import io.systemmanager.domain.note.Checkpoint;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is stored of the tree. For the one thread that has the connection. */
record TreeRows(Connection connection) implements TreeNodes {
    private static final String LEAVES =
            "SELECT leaf FROM audit_entry WHERE idx >= ?1 AND idx < ?1 + ?2 ORDER BY idx";
    private static final String NODES =
            "SELECT hash FROM audit_node WHERE level = ?3 AND idx >= ?1 AND idx < ?1 + ?2"
                    + " ORDER BY idx";

    /** Called for each entry, in order. */
    @FunctionalInterface
    interface Visitor {
        void entry(long index, Hash ofText, Hash stored) throws SQLException;
    }

    @Override
    public List<Hash> read(int level, long first, int count) {
        try (var statement = connection.prepareStatement(level == 0 ? LEAVES : NODES)) {
            statement.setLong(1, first);
            statement.setInt(2, count);
            if (level > 0) {
                statement.setInt(3, level);
            }
            var hashes = new ArrayList<Hash>(count);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    hashes.add(Cells.hash(rows, 1));
                }
            }
            if (hashes.size() != count) {
                throw Suspect.because("nodes of its tree are missing");
            }
            return hashes;
        } catch (SQLException e) {
            throw Suspect.because("its tree cannot be read", e);
        }
    }

    /** The stored node in that place. */
    Optional<Hash> node(TreeNode place) throws SQLException {
        try (var statement = connection.prepareStatement(NODES)) {
            statement.setLong(1, place.index());
            statement.setInt(2, 1);
            statement.setInt(3, place.level());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(Cells.hash(rows, 1)) : Optional.empty();
            }
        }
    }

    /**
     * How many entries the log has, by the index of the last: whether any is missing before it, the
     * hashing of the newest finds, or that of all.
     */
    long size() throws SQLException {
        return number("SELECT coalesce(max(idx), -1) + 1 FROM audit_entry").orElse(0);
    }

    /** The index of the first entry that is here; 0 where there is none. */
    long first() throws SQLException {
        return number("SELECT coalesce(min(idx), 0) FROM audit_entry").orElse(0);
    }

    /** What was pruned. */
    Optional<Floor> floor() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT size, entry FROM audit_floor")) {
            return rows.next()
                    ? Optional.of(new Floor(rows.getLong(1), rows.getLong(2)))
                    : Optional.empty();
        }
    }

    /**
     * Where a prune cut.
     *
     * @param size the entries below it are in an archive
     * @param entry the index of the one that says so
     */
    record Floor(long size, long entry) {}

    /** Whether the log as it stood at that size had that root. */
    boolean holds(Checkpoint checkpoint) {
        return new MerkleTree(this, checkpoint.size()).root().equals(checkpoint.root());
    }

    /** Whether enough of the tree is left to say what the root of that size was. */
    boolean canTell(long size) throws SQLException {
        return size % (1 << Byte.SIZE) == 0 || size >= first();
    }

    /** A member of an entry of that type as text; empty where there is no such. */
    Optional<String> fact(long index, String type, String path) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "SELECT json_extract(entry, ?3) FROM audit_entry"
                                + " WHERE idx = ?1 AND type = ?2")) {
            statement.setLong(1, index);
            statement.setString(2, type);
            statement.setString(3, path);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
            }
        }
    }

    /** The sizes of the log right after each change of keys, of those from that entry on. */
    List<Long> changesFrom(long first) throws SQLException {
        return numbers(
                "SELECT idx + 1 FROM audit_entry WHERE type = 'log.key_rotated' AND idx >= ?"
                        + " ORDER BY idx",
                first);
    }

    /** The sizes beyond that one of which a note of the kind is kept. */
    List<Long> keptAfter(String kind, long size) throws SQLException {
        return numbers(
                "SELECT size FROM audit_checkpoint WHERE kind = '" // a word of this code
                        + kind
                        + "' AND size > ? ORDER BY size",
                size);
    }

    /** The largest size up to that one of which a note of the kind is kept. */
    OptionalLong lastKept(String kind, long size) throws SQLException {
        return number(
                "SELECT max(size) FROM audit_checkpoint WHERE kind = '"
                        + kind
                        + "' AND size <= "
                        + size);
    }

    /** The note of a kind that is kept of that size. */
    Optional<String> note(String kind, long size) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "SELECT note FROM audit_checkpoint WHERE kind = ?1 AND size = ?2")) {
            statement.setString(1, kind);
            statement.setLong(2, size);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(Cells.text(rows, 1)) : Optional.empty();
            }
        }
    }

    /** Takes an entry's bytes. */
    @FunctionalInterface
    interface TextVisitor {
        void text(byte[] bytes) throws IOException;
    }

    /** Goes through the texts of the entries from the one on and below the other. */
    void texts(long from, long below, TextVisitor visitor) throws SQLException, IOException {
        try (var statement =
                connection.prepareStatement(
                        "SELECT CAST(entry AS BLOB) FROM audit_entry WHERE idx >= ?1 AND idx < ?2"
                                + " ORDER BY idx")) {
            statement.setLong(1, from);
            statement.setLong(2, below);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    visitor.text(Cells.bytes(rows, 1));
                }
            }
        }
    }

    /**
     * The digests that entries from ?1 on name. Looked for in the text first: few entries name any.
     */
    static final String NAMED =
            "SELECT named.value FROM audit_entry, json_tree(audit_entry.entry) AS named"
                    + " WHERE idx >= ?1 AND entry LIKE '%\"blob\":\"%'"
                    + " AND named.key = 'blob' AND named.type = 'text'";

    /** Takes what is kept beside entries. */
    @FunctionalInterface
    interface EvidenceVisitor {
        void evidence(String digest, byte[] data) throws IOException;
    }

    /** Goes through the evidence that no entry from that index on names. */
    void evidenceBelow(long cut, EvidenceVisitor visitor) throws SQLException, IOException {
        try (var statement =
                connection.prepareStatement(
                        "SELECT digest, data FROM audit_blob WHERE digest NOT IN ("
                                + NAMED
                                + ") ORDER BY digest")) {
            statement.setLong(1, cut);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    visitor.evidence(Cells.text(rows, 1), Cells.bytes(rows, 2));
                }
            }
        }
    }

    private OptionalLong number(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                return OptionalLong.empty();
            }
            long number = rows.getLong(1);
            return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
        }
    }

    private List<Long> numbers(String sql, long parameter) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, parameter);
            var numbers = new ArrayList<Long>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    numbers.add(rows.getLong(1));
                }
            }
            return numbers;
        }
    }

    /** How many entries the last commit sealed; empty where there was none. */
    OptionalLong sealedSize() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT size FROM audit_seal")) {
            return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
        }
    }

    /** The seal of the last commit; no bytes where there was none. */
    byte[] seal() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT seal FROM audit_seal")) {
            return rows.next() ? Cells.bytes(rows, 1) : new byte[0];
        }
    }

    /** The text of the latest note. */
    Optional<String> head() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT note FROM audit_head")) {
            return rows.next() ? Optional.of(Cells.text(rows, 1)) : Optional.empty();
        }
    }

    /** Goes through the entries from that index on. */
    void entriesFrom(long first, Visitor visitor) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "SELECT idx, CAST(entry AS BLOB), leaf FROM audit_entry WHERE idx >= ?"
                                + " ORDER BY idx")) {
            statement.setLong(1, first);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    visitor.entry(
                            rows.getLong(1),
                            Hash.ofLeaf(Cells.bytes(rows, 2)),
                            Cells.hash(rows, 3));
                }
            }
        }
    }
}
