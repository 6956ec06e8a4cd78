package io.systemmanager.sqlite;

import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what is stored with what was written, while the ledger is in use and beside its writer:
 * all that came since the last time, and a stretch of what is older. For one thread; the figure may
 * be read by any.
 */
final class Patrol {
    private static final Logger LOG = LoggerFactory.getLogger(Patrol.class);

    private final Connections connections;
    private final GroupCommit commits;
    private final RandomGenerator random;
    private volatile long checked;

    Patrol(Connections connections, GroupCommit commits, RandomGenerator random) {
        this.connections = connections;
        this.commits = commits;
        this.random = random;
        this.checked = commits.size();
    }

    /** How many entries the newest are counted of that were found good. */
    long checked() {
        return checked;
    }

    /**
     * What is wrong with the ledger; empty when nothing was found, and when it cannot be read. What
     * is found is looked at twice, for nothing takes the alarm back.
     */
    Optional<String> walk() {
        return once().flatMap(_ -> once());
    }

    private Optional<String> once() {
        long durable = commits.size();
        try (var connection = connections.reader();
                var statement = connection.createStatement()) {
            statement.execute("BEGIN"); // so that all of it is of one moment
            long size = look(connection);
            if (size < durable) {
                return Optional.of("the ledger does not verify: it lost entries");
            }
            checked = size;
            return Optional.empty();
        } catch (LedgerUnavailable e) {
            return suspicion(e, e.state() == LedgerState.SUSPECT, e.getMessage());
        } catch (SQLException e) {
            return suspicion(e, Suspect.isDamage(e), "the ledger does not verify: it is damaged");
        }
    }

    private long look(Connection connection) throws SQLException {
        var rows = new TreeRows(connection);
        long since = checked;
        var good = commits.check(rows).restore(Math.max(0, rows.size() - since)).checkpoint();
        new Stretch(connection).check(good, Math.min(since, good.size()), random);
        return good.size();
    }

    private static Optional<String> suspicion(
            Exception found, boolean suspicious, @Nullable String why) {
        if (suspicious) {
            return Optional.ofNullable(why);
        }
        LOG.warn("the ledger could not be checked", found);
        return Optional.empty();
    }
}
