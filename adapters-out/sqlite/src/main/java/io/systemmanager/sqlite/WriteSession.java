package io.systemmanager.sqlite;

import io.systemmanager.domain.audit.Evidence;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.journal.IdempotencyKey;
import io.systemmanager.domain.journal.KeptCredential;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.merkle.TreeNode;
import io.systemmanager.domain.port.Ledger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/**
 * The writer's connection with its prepared statements. Used by the writer thread alone; thrown
 * away after any failure.
 */
final class WriteSession implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement mark;
    private final PreparedStatement release;
    private final PreparedStatement back;
    private final PreparedStatement insertEntry;
    private final PreparedStatement insertEvidence;
    private final PreparedStatement openOperation;
    private final PreparedStatement endOperation;
    private final PreparedStatement settleOperation;
    private final PreparedStatement moveOperation;
    private final ApprovalRows approvals;
    private final OutboxRows outbox;
    private final GrantRows grants;
    private final PreparedStatement issueToken;
    private final PreparedStatement revokeToken;
    private final PreparedStatement insertNode;
    private final PreparedStatement writeSeal;
    private final PreparedStatement writeHead;

    /** Whether a transaction is. */
    private boolean open;

    /** Takes the connection over. */
    WriteSession(Connection connection) throws SQLException {
        this.connection = connection;
        begin = connection.prepareStatement("BEGIN IMMEDIATE");
        commit = connection.prepareStatement("COMMIT");
        mark = connection.prepareStatement("SAVEPOINT unit");
        release = connection.prepareStatement("RELEASE unit");
        back = connection.prepareStatement("ROLLBACK TO unit");
        insertEntry =
                connection.prepareStatement(
                        "INSERT INTO audit_entry(idx, entry, leaf) VALUES(?,?,?)");
        insertEvidence =
                connection.prepareStatement(
                        "INSERT OR IGNORE INTO audit_blob(digest, data) VALUES(?,?)");
        openOperation =
                connection.prepareStatement(
                        "INSERT INTO operation(intent, id, caller, idem_key, name, status, created,"
                                + " updated, record) VALUES(?,?,?,?,?,?,?,?,?)"
                                + " ON CONFLICT DO NOTHING");
        endOperation =
                connection.prepareStatement(
                        "UPDATE operation SET status=?, updated=?, record=?"
                                + " WHERE id=? AND status='running'");
        settleOperation =
                connection.prepareStatement(
                        "UPDATE operation SET status=?, updated=?, record=?"
                                + " WHERE id=? AND "
                                + OperationQueries.NOT_LOOKED_AT);
        moveOperation =
                connection.prepareStatement(
                        "UPDATE operation SET status=?, updated=?, record=?, intent=coalesce(?, intent)"
                                + " WHERE id=? AND status='approval_required'");
        approvals = new ApprovalRows(connection);
        outbox = new OutboxRows(connection);
        grants = new GrantRows(connection);
        issueToken = connection.prepareStatement(TokenRows.INSERT);
        revokeToken = connection.prepareStatement(TokenRows.REVOKE);
        insertNode =
                connection.prepareStatement(
                        "INSERT INTO audit_node(level, idx, hash) VALUES(?,?,?)");
        writeSeal =
                connection.prepareStatement(
                        "INSERT OR REPLACE INTO audit_seal(id, size, seal) VALUES(1,?,?)");
        writeHead =
                connection.prepareStatement(
                        "INSERT INTO audit_head(id, size, note) VALUES(1,?,?)"
                                + " ON CONFLICT(id) DO UPDATE SET size=excluded.size,"
                                + " note=excluded.note WHERE excluded.size > audit_head.size");
    }

    /** What is stored of the tree. */
    TreeRows tree() {
        return new TreeRows(connection);
    }

    /** All tokens, newest first. */
    List<KeptCredential> tokens() throws SQLException {
        return TokenRows.all(connection);
    }

    /** Those whose entry is before that one. */
    List<KeptCredential> tokensMadeBefore(long seq) throws SQLException {
        return TokenRows.madeBefore(connection, seq);
    }

    /** The entry in that place stands for the credential from now on. */
    void carry(TokenRecord token, long seq) throws SQLException {
        try (var carry = connection.prepareStatement(TokenRows.CARRY)) {
            TokenRows.insert(carry, token, seq);
        }
    }

    void remove(CredentialId token) throws SQLException {
        try (var remove = connection.prepareStatement(TokenRows.REMOVE)) {
            remove.setString(1, token.value());
            remove.executeUpdate();
        }
    }

    void begin() throws SQLException {
        begin.execute();
        open = true;
    }

    void commit() throws SQLException {
        commit.execute();
        open = false;
    }

    /** Makes a place to which {@link #back} returns. */
    void mark() throws SQLException {
        mark.execute();
    }

    void release() throws SQLException {
        release.execute();
    }

    /** Undoes what was written since {@link #mark}. */
    void back() throws SQLException {
        back.execute();
        release.execute();
    }

    /**
     * Brings what the write-ahead log holds into the database, as far as no reader is in the way.
     * It reads the log that was opened, also where its name is gone.
     */
    void salvage() throws SQLException {
        try (var statement = connection.createStatement()) {
            if (open) {
                statement.execute("ROLLBACK");
                open = false;
            }
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    /** Writes a page without changing anything, so that a commit really goes to the disk. */
    void probe() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version=0");
        }
    }

    /** Writes an entry, exactly these characters. */
    void append(long seq, String entry, Hash leaf) throws SQLException {
        insertEntry.setLong(1, seq);
        insertEntry.setString(2, entry);
        insertEntry.setBytes(3, leaf.bytes());
        insertEntry.executeUpdate();
    }

    /** Keeps what an entry names; equal evidence is kept once. */
    void keep(Evidence evidence) throws SQLException {
        insertEvidence.setString(1, evidence.digest());
        insertEvidence.setBytes(2, evidence.data());
        insertEvidence.executeUpdate();
    }

    void node(TreeNode node) throws SQLException {
        insertNode.setInt(1, node.level());
        insertNode.setLong(2, node.index());
        insertNode.setBytes(3, node.hash().bytes());
        insertNode.executeUpdate();
    }

    void seal(long size, byte[] seal) throws SQLException {
        writeSeal.setLong(1, size);
        writeSeal.setBytes(2, seal);
        writeSeal.executeUpdate();
    }

    /** Keeps a signed note for good. */
    void checkpoint(long size, String kind, String note) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "INSERT INTO audit_checkpoint(size, kind, note) VALUES(?,?,?)")) {
            statement.setLong(1, size);
            statement.setString(2, kind);
            statement.setString(3, note);
            statement.executeUpdate();
        }
    }

    /** Removes the entries below a cut, and the evidence that no other entry names. */
    void prune(long cut, long entry) throws SQLException {
        try (var floor =
                        connection.prepareStatement(
                                "INSERT INTO audit_floor(id, size, entry) VALUES(1,?1,?2) ON CONFLICT(id)"
                                        + " DO UPDATE SET size=excluded.size, entry=excluded.entry");
                var delete = connection.prepareStatement("DELETE FROM audit_entry WHERE idx < ?");
                var letGo =
                        connection.prepareStatement(
                                "DELETE FROM audit_blob WHERE digest NOT IN ("
                                        + TreeRows.NAMED
                                        + ")")) {
            floor.setLong(1, cut);
            floor.setLong(2, entry);
            floor.executeUpdate();
            delete.setLong(1, cut);
            delete.executeUpdate();
            letGo.setLong(1, cut);
            letGo.executeUpdate();
        }
    }

    /** Keeps a signed note as the latest, unless there is a later one. */
    void head(long size, String note) throws SQLException {
        writeHead.setLong(1, size);
        writeHead.setString(2, note);
        writeHead.executeUpdate();
    }

    /** Changes the state; false when the guard did not hold and nothing was changed. */
    boolean change(Ledger.Change change, long seq) throws SQLException {
        return switch (change) {
            case Ledger.Append _ -> true;
            case Ledger.OpenOperation(var operation, _) -> open(operation, seq);
            case Ledger.EndOperation(var operation, _) -> update(endOperation, operation);
            case Ledger.SettleOperation(var operation, _) -> update(settleOperation, operation);
            case Ledger.AskApproval(var operation, var approval, _) ->
                    open(operation, seq) && approvals.ask(approval, seq);
            case Ledger.MoveApproval move -> approvals.move(move) && moveOperation(move, seq);
            case Ledger.Announce(var announced, var notification) ->
                    change(announced, seq) && outbox.add(notification, seq);
            case Ledger.MoveNotification(var from, var to, _) -> outbox.move(from, to);
            case Ledger.CreateGrant(var grant, _) -> grants.create(grant, seq);
            case Ledger.MoveGrant(var from, var to, _) -> grants.move(from, to);
            case Ledger.OpenByGrant(var operation, var answer, _, _) ->
                    open(operation, seq) && grants.move(answer.before(), answer.after());
            case Ledger.IssueToken(var token, _) -> TokenRows.insert(issueToken, token, seq);
            case Ledger.RevokeToken(var id, var at, _) -> TokenRows.revoke(revokeToken, id, at);
        };
    }

    private boolean open(OperationRecord operation, long seq) throws SQLException {
        openOperation.setLong(1, seq);
        openOperation.setString(2, operation.id().value());
        openOperation.setString(3, operation.caller().value());
        openOperation.setString(4, operation.key().map(IdempotencyKey::value).orElse(null));
        openOperation.setString(5, operation.operation().value());
        openOperation.setString(6, operation.state().status().wireName());
        openOperation.setString(7, operation.createdAt().toString());
        openOperation.setString(8, operation.updatedAt().toString());
        openOperation.setString(9, OperationForm.text(operation));
        return openOperation.executeUpdate() == 1;
    }

    /** From its beginning on, its intent is the entry of that. */
    private boolean moveOperation(Ledger.MoveApproval move, long seq) throws SQLException {
        if (move.operation().isEmpty()) {
            return true;
        }
        var operation = move.operation().get();
        moveOperation.setString(1, operation.state().status().wireName());
        moveOperation.setString(2, operation.updatedAt().toString());
        moveOperation.setString(3, OperationForm.text(operation));
        if (operation.state() instanceof OperationState.Running) {
            moveOperation.setLong(4, seq);
        } else {
            moveOperation.setNull(4, Types.INTEGER);
        }
        moveOperation.setString(5, operation.id().value());
        return moveOperation.executeUpdate() == 1;
    }

    private static boolean update(PreparedStatement statement, OperationRecord operation)
            throws SQLException {
        statement.setString(1, operation.state().status().wireName());
        statement.setString(2, operation.updatedAt().toString());
        statement.setString(3, OperationForm.text(operation));
        statement.setString(4, operation.id().value());
        return statement.executeUpdate() == 1;
    }

    /** Rolls an open transaction back with it. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
