package io.systemmanager.sqlite;

import io.systemmanager.domain.merkle.CompactRange;
import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.merkle.TreeNode;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.LogKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Somebody who may write the database and knows its form: he changes it past every guard rail. */
final class Forger implements AutoCloseable {
    private final Connection connection;

    Forger(Path ledger) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
        for (var trigger :
                texts("SELECT name FROM sqlite_schema WHERE type='trigger' ORDER BY name")) {
            run("DROP TRIGGER " + trigger);
        }
        try (var fast = connection.createStatement()) {
            fast.execute("PRAGMA synchronous=OFF");
        }
        run("BEGIN");
    }

    /** Runs a statement and answers how many rows it changed. */
    int run(String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    List<String> texts(String sql) throws SQLException {
        var texts = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    long size() throws SQLException {
        return Long.parseLong(
                texts("SELECT coalesce(max(idx), -1) + 1 FROM audit_entry").getFirst());
    }

    String entry(long index) throws SQLException {
        return texts("SELECT entry FROM audit_entry WHERE idx=" + index).getFirst();
    }

    /**
     * Puts another text in the place of an entry; its leaf is that of the new text, if he likes.
     */
    void replace(long index, String text, boolean withLeaf) throws SQLException {
        run("UPDATE audit_entry SET entry=? WHERE idx=?", text, index);
        if (withLeaf) {
            run("UPDATE audit_entry SET leaf=? WHERE idx=?", leaf(text).bytes(), index);
        }
    }

    void append(String text) throws SQLException {
        run(
                "INSERT INTO audit_entry(idx, entry, leaf) VALUES(?,?,?)",
                size(),
                text,
                leaf(text).bytes());
    }

    /** Moves the entries from there on by that many places. */
    void shift(long from, int by) throws SQLException {
        run("UPDATE audit_entry SET idx=-1-(idx+?) WHERE idx>=?", by, from);
        run("UPDATE audit_entry SET idx=-1-idx WHERE idx<0");
    }

    /** Makes leaves and nodes agree with the texts, as far as no key is needed. */
    Checkpoint rebuild(String origin) throws SQLException {
        run("DELETE FROM audit_node");
        var range = CompactRange.empty();
        for (var text : texts("SELECT entry FROM audit_entry ORDER BY idx")) {
            run("UPDATE audit_entry SET leaf=? WHERE idx=?", leaf(text).bytes(), range.size());
            for (TreeNode node : range.append(leaf(text))) {
                run(
                        "INSERT INTO audit_node(level, idx, hash) VALUES(?,?,?)",
                        node.level(),
                        node.index(),
                        node.hash().bytes());
            }
        }
        return new Checkpoint(origin, range.size(), range.root());
    }

    /** Makes everything agree with the texts, and seals and signs it with stolen keys. */
    void rewrite(LogKeys stolen) throws SQLException {
        var checkpoint = rebuild(stolen.origin());
        run(
                "UPDATE audit_seal SET size=?, seal=?",
                checkpoint.size(),
                stolen.seal().seal(checkpoint));
        run(
                "UPDATE audit_head SET size=?, note=?",
                checkpoint.size(),
                stolen.sign(checkpoint).encoded());
    }

    private static Hash leaf(String text) {
        return Hash.ofLeaf(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws SQLException {
        run("COMMIT");
        connection.close();
    }
}
