package io.systemmanager.sqlite;

import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.merkle.TreeNode;
import io.systemmanager.domain.merkle.TreeNodes;
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
                    hashes.add(Hash.of(rows.getBytes(1)));
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
                return rows.next() ? Optional.of(Hash.of(rows.getBytes(1))) : Optional.empty();
            }
        }
    }

    /** How many entries there are. */
    long size() throws SQLException {
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT count(*), coalesce(max(idx), -1) + 1 FROM audit_entry")) {
            rows.next();
            if (rows.getLong(1) != rows.getLong(2)) {
                throw Suspect.because("entries are missing");
            }
            return rows.getLong(2);
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
            return rows.next() ? rows.getBytes(1) : new byte[0];
        }
    }

    /** The text of the latest note. */
    Optional<String> head() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT note FROM audit_head")) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
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
                            Hash.ofLeaf(rows.getBytes(2)),
                            Hash.of(rows.getBytes(3)));
                }
            }
        }
    }
}
