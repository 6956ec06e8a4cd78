package io.systemmanager.sqlite;

import io.systemmanager.domain.journal.KeptApproval;
import io.systemmanager.domain.journal.KeptCredential;
import io.systemmanager.domain.journal.KeptGrant;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the records beside the log against it: what they say of credentials, of what waits for
 * people and of what people agreed to in advance must be what the entries say. The entries
 * themselves {@link LedgerCheck} proves.
 */
public final class RecordCheck {
    private RecordCheck() {}

    /**
     * A record that nothing believes.
     *
     * @param what of what it is, such as {@code credential}
     */
    public record Belied(String what, String id, String why) {}

    /**
     * All that the entries do not bear out: of the credentials, of the approvals that are open, and
     * of the grants that stand at that moment. What is over counts for nothing.
     *
     * @throws LedgerUnavailable when the file cannot be read
     */
    public static List<Belied> belied(Path ledger, Instant now) {
        try (var connection = new Connections(ledger.toAbsolutePath()).reader()) {
            return belied(connection, now);
        } catch (SQLException e) {
            throw new LedgerUnavailable("the records cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Belied> belied(Connection connection, Instant now) throws SQLException {
        var all = new ArrayList<Belied>();
        for (var each : TokenRows.all(connection)) {
            if (each instanceof KeptCredential.Unreadable(var id, var why)) {
                all.add(new Belied("credential", id, why));
            }
        }
        for (var each : ApprovalRows.open().run(connection)) {
            if (each instanceof KeptApproval.Unreadable(var id, var why)) {
                all.add(new Belied("approval", id, why));
            }
        }
        for (var each : GrantRows.standing(now).run(connection)) {
            if (each instanceof KeptGrant.Unreadable(var id, var why)) {
                all.add(new Belied("grant", id, why));
            }
        }
        return all;
    }
}
