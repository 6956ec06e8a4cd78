package io.systemmanager.sqlite;

import io.systemmanager.domain.notification.Delivery;
import io.systemmanager.domain.notification.Notification;
import io.systemmanager.domain.notification.Notification.Matter;
import io.systemmanager.domain.notification.NotificationId;
import io.systemmanager.domain.notification.NotificationRecord;
import io.systemmanager.domain.notification.Topic;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.risk.Risk;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Notifications as rows of the table {@code notification}. */
final class OutboxRows {
    private static final String SELECT =
            "SELECT queued, id, topic, approval, at, operation, target, risk, expires, state, since, why"
                    + " FROM notification";

    private final PreparedStatement add;
    private final PreparedStatement move;

    /** Prepares what the writer needs. */
    OutboxRows(Connection connection) throws SQLException {
        add =
                connection.prepareStatement(
                        "INSERT INTO notification(queued, id, topic, approval, at, operation, target,"
                                + " risk, expires, state, since) VALUES(?,?,?,?,?,?,?,?,?,'due',?)"
                                + " ON CONFLICT(id) DO NOTHING");
        move =
                connection.prepareStatement(
                        "UPDATE notification SET state=?, since=?, why=?"
                                + " WHERE id=? AND state=? AND since=?");
    }

    /** Always true: what is there under the same id stays. */
    boolean add(Notification told, long seq) throws SQLException {
        var matter = told.matter();
        add.setLong(1, seq);
        add.setString(2, told.id().value());
        add.setString(3, told.topic().wireName());
        add.setString(4, told.approval());
        add.setString(5, told.at().toString());
        add.setString(6, matter.map(each -> each.operation().value()).orElse(null));
        add.setString(7, matter.map(Matter::target).orElse(null));
        add.setString(8, matter.map(each -> each.risk().wireName()).orElse(null));
        add.setString(9, matter.map(each -> each.expires().toString()).orElse(null));
        add.setString(10, told.at().toString());
        add.executeUpdate();
        return true;
    }

    /** Changes nothing when it does not stand any more as it was read. */
    boolean move(NotificationRecord from, Delivery to) throws SQLException {
        move.setString(1, to.wireName());
        move.setString(2, to.since().toString());
        move.setString(3, to instanceof Delivery.Failed(_, var why) ? why : null);
        move.setString(4, from.id().value());
        move.setString(5, from.delivery().wireName());
        move.setString(6, from.delivery().since().toString());
        return move.executeUpdate() == 1;
    }

    static Readers.Query<Optional<NotificationRecord>> byId(NotificationId id, SpoiltRows spoilt) {
        return connection -> {
            try (var statement = connection.prepareStatement(SELECT + " WHERE id=?")) {
                statement.setString(1, id.value());
                return records(statement, spoilt).stream().findFirst();
            }
        };
    }

    // The state is no parameter, so that the index of the few that are open is used.

    static Readers.Query<List<NotificationRecord>> due(int limit, SpoiltRows spoilt) {
        return connection -> {
            try (var statement =
                    connection.prepareStatement(
                            SELECT + " WHERE state='due' ORDER BY queued LIMIT ?")) {
                statement.setInt(1, limit);
                return records(statement, spoilt);
            }
        };
    }

    static Readers.Query<List<NotificationRecord>> failed(int limit, SpoiltRows spoilt) {
        return connection -> {
            try (var statement =
                    connection.prepareStatement(
                            SELECT + " WHERE state='failed' ORDER BY queued LIMIT ?")) {
                statement.setInt(1, limit);
                return records(statement, spoilt);
            }
        };
    }

    /** How many of the first that are open. */
    static Readers.Query<Integer> unreadable(int limit, SpoiltRows spoilt) {
        return connection -> {
            try (var statement =
                    connection.prepareStatement(
                            SELECT + " WHERE state IN ('due', 'failed') ORDER BY queued LIMIT ?")) {
                statement.setInt(1, limit);
                int unreadable = 0;
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        unreadable += read(rows, spoilt).isEmpty() ? 1 : 0;
                    }
                }
                return unreadable;
            }
        };
    }

    private static List<NotificationRecord> records(PreparedStatement statement, SpoiltRows spoilt)
            throws SQLException {
        var all = new ArrayList<NotificationRecord>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                read(rows, spoilt).ifPresent(all::add);
            }
        }
        return all;
    }

    /** A row that somebody changed hides no other. */
    private static Optional<NotificationRecord> read(ResultSet row, SpoiltRows spoilt)
            throws SQLException {
        try {
            return Optional.of(record(row));
        } catch (RuntimeException e) { // any: it may be any text
            spoilt.tell(row.getLong("queued"), e);
            return Optional.empty();
        }
    }

    private static NotificationRecord record(ResultSet row) throws SQLException {
        var notification =
                new Notification(
                        new NotificationId(row.getString("id")),
                        topic(row.getString("topic")),
                        row.getString("approval"),
                        matter(row),
                        Instant.parse(row.getString("at")));
        return new NotificationRecord(
                notification,
                delivery(
                        row.getString("state"),
                        Instant.parse(row.getString("since")),
                        row.getString("why")));
    }

    private static Topic topic(String wireName) {
        return Topic.valueOf(wireName.substring("approval.".length()).toUpperCase(Locale.ROOT));
    }

    private static Optional<Matter> matter(ResultSet row) throws SQLException {
        var operation = row.getString("operation");
        if (operation == null) {
            return Optional.empty();
        }
        return Optional.of(
                new Matter(
                        new OperationName(operation),
                        row.getString("target"),
                        Risk.valueOf(row.getString("risk").toUpperCase(Locale.ROOT)),
                        Instant.parse(row.getString("expires"))));
    }

    private static Delivery delivery(String state, Instant since, @Nullable String why) {
        return switch (state) {
            case "due" -> new Delivery.Due(since);
            case "delivered" -> new Delivery.Delivered(since);
            case "failed" -> new Delivery.Failed(since, why == null ? "" : why);
            case "dropped" -> new Delivery.Dropped(since);
            default -> throw new IllegalArgumentException("an unknown state of a notification");
        };
    }
}
