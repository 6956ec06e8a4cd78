package io.systemmanager.sqlite;

import io.systemmanager.domain.merkle.MerkleTree;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.domain.trail.AuditPage;
import io.systemmanager.domain.trail.AuditQuery;
import io.systemmanager.domain.trail.AuditRecord;
import io.systemmanager.domain.trail.EntryProof;
import io.systemmanager.domain.trail.LogGrowth;
import io.systemmanager.domain.trail.LogState;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The questions that are asked about the log. Each reads from one moment of the database. */
final class AuditQueries {
    /** How many entries one call looks at where no index helps: a tenth of a second of work. */
    private static final int STRETCH = 20_000;

    private static final String FROM =
            "SELECT idx, CAST(entry AS BLOB), leaf FROM audit_entry"
                    + " WHERE idx >= ? ORDER BY idx LIMIT ?";

    private AuditQueries() {}

    static Readers.Query<AuditPage> page(AuditQuery query) {
        return page(query, STRETCH);
    }

    static Readers.Query<AuditPage> page(AuditQuery query, int stretch) {
        var search = new Search(query.conditions());
        return atOneMoment(connection -> {
            long before = query.before().orElse(Long.MAX_VALUE);
            long end = Math.min(before, size(connection));
            long floor = search.indexed() ? 0 : Math.max(0, end - stretch);
            var found = new ArrayList<AuditRecord>();
            try (var statement = search.newest(connection, end, floor, query.limit());
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(record(rows));
                }
            }
            long reached = found.size() == query.limit() ? found.getLast().seq() : floor;
            return new AuditPage(
                    found,
                    reached > first(connection) ? OptionalLong.of(reached) : OptionalLong.empty());
        });
    }

    static Readers.Query<Optional<AuditRecord>> entry(long seq) {
        return connection ->
                from(connection, seq, 1).stream().filter(found -> found.seq() == seq).findFirst();
    }

    /** Entries in their order from that index on. */
    static List<AuditRecord> from(Connection connection, long seq, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(FROM)) {
            statement.setLong(1, seq);
            statement.setInt(2, limit);
            var found = new ArrayList<AuditRecord>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(record(rows));
                }
            }
            return found;
        }
    }

    static Readers.Query<Optional<EntryProof>> proof(long seq) {
        return atOneMoment(connection -> {
            var entry = entry(seq).run(connection);
            var signed = signed(connection);
            if (entry.isEmpty() || signed.isEmpty() || signed.get().size() <= seq) {
                return Optional.empty();
            }
            var path = signed.get().tree(connection).inclusion(seq);
            return Optional.of(new EntryProof(entry.get().text(), path, signed.get().note()));
        });
    }

    static Readers.Query<Optional<LogGrowth>> growth(long size) {
        return atOneMoment(connection -> {
            var signed = signed(connection).filter(of -> size >= 0 && size <= of.size());
            return signed.map(
                    of -> new LogGrowth(of.tree(connection).consistencyFrom(size), of.note()));
        });
    }

    static Readers.Query<LogState> state(List<LogKeys> keys) {
        return atOneMoment(connection -> {
            var rows = new TreeRows(connection);
            long size = size(connection);
            var tree = new MerkleTree(rows, size);
            var checkpoint = new Checkpoint(keys.getFirst().origin(), size, tree.root());
            var note = rows.head().flatMap(SignedNote::parse);
            return new LogState(checkpoint, note, flaw(new LogCheck(rows, keys), checkpoint));
        });
    }

    private static Optional<String> flaw(LogCheck check, Checkpoint checkpoint)
            throws SQLException {
        try {
            check.checkHead(check.sealing(checkpoint), checkpoint.size());
            return Optional.empty();
        } catch (LedgerUnavailable suspect) {
            return Optional.of(String.valueOf(suspect.getMessage()));
        }
    }

    /** A note and the size that it names. */
    private record Signed(SignedNote note, long size) {
        MerkleTree tree(Connection connection) {
            return new MerkleTree(new TreeRows(connection), size);
        }
    }

    private static Optional<Signed> signed(Connection connection) throws SQLException {
        return new TreeRows(connection)
                .head()
                .flatMap(SignedNote::parse)
                .flatMap(note ->
                        Checkpoint.parse(note.text()).map(of -> new Signed(note, of.size())));
    }

    private static <T> Readers.Query<T> atOneMoment(Readers.Query<T> query) {
        return connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("BEGIN");
                try {
                    return query.run(connection);
                } finally {
                    statement.execute("ROLLBACK");
                }
            }
        };
    }

    /** Not by counting, which would walk through the whole table. */
    static long size(Connection connection) throws SQLException {
        return number(connection, "SELECT coalesce(max(idx), -1) + 1 FROM audit_entry");
    }

    static long first(Connection connection) throws SQLException {
        return number(connection, "SELECT coalesce(min(idx), 0) FROM audit_entry");
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static AuditRecord record(ResultSet row) throws SQLException {
        return new AuditRecord(
                row.getLong(1),
                new String(Cells.bytes(row, 2), StandardCharsets.UTF_8),
                Cells.hash(row, 3));
    }
}
