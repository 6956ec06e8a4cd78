package io.systemmanager.sqlite;

import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.grant.GrantId;
import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.journal.KeptGrant;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.port.Grants;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Grants as rows of the table {@code standing_grant}. A row is believed as far as the sealed
 * entries about its grant say the same: its bounds, who agreed as what, and how much is left. So
 * who can write to the table makes no grant and prolongs none.
 */
final class GrantRows {
    static final String SELECT =
            """
            SELECT id, over_ms, record,
              (SELECT json_extract(a.entry, '$.grant.digest') FROM audit_entry a
                WHERE a.grant_id = g.id AND a.type = 'grant.created') AS digest,
              (SELECT group_concat(json_extract(a.entry, '$.grant.vote.by') || ' '
                  || json_extract(a.entry, '$.grant.vote.roles'), char(10) ORDER BY a.idx)
                FROM audit_entry a WHERE a.grant_id = g.id
                AND a.type IN ('grant.created', 'grant.voted')) AS votes,
              (SELECT json_extract(a.entry, '$.grant.remaining') FROM audit_entry a
                WHERE a.grant_id = g.id ORDER BY a.idx DESC LIMIT 1) AS remaining
            FROM standing_grant g\
            """;

    private final PreparedStatement insert;
    private final PreparedStatement letGo;
    private final PreparedStatement move;

    /** Prepares what the writer needs. */
    GrantRows(Connection connection) throws SQLException {
        insert =
                connection.prepareStatement(
                        "INSERT INTO standing_grant(made, id, over_ms, record) SELECT ?1, ?2, ?3, ?4"
                                + " WHERE (SELECT count(*) FROM standing_grant WHERE over_ms > ?5)"
                                + " < ?6 ON CONFLICT DO NOTHING");
        letGo =
                connection.prepareStatement(
                        "DELETE FROM standing_grant WHERE over_ms <= ?1 AND made NOT IN (SELECT made"
                                + " FROM standing_grant WHERE over_ms <= ?1 ORDER BY made DESC"
                                + " LIMIT ?2)");
        move =
                connection.prepareStatement(
                        "UPDATE standing_grant SET over_ms=?, record=? WHERE id=? AND record=?");
    }

    /** Inserts nothing when as many stand as may. */
    boolean create(StandingGrant.Live grant, long seq) throws SQLException {
        long now = grant.terms().createdAt().toEpochMilli();
        letGo.setLong(1, now);
        letGo.setInt(2, Grants.MOST_OVER);
        letGo.executeUpdate();
        insert.setLong(1, seq);
        insert.setString(2, grant.id().value());
        insert.setLong(3, over(grant));
        insert.setString(4, GrantForm.text(grant));
        insert.setLong(5, now);
        insert.setInt(6, Grants.MOST_STANDING);
        return insert.executeUpdate() == 1;
    }

    /** Changes nothing when it is not any more as it was read. */
    boolean move(StandingGrant from, StandingGrant to) throws SQLException {
        move.setLong(1, over(to));
        move.setString(2, GrantForm.text(to));
        move.setString(3, to.id().value());
        move.setString(4, GrantForm.text(from));
        return move.executeUpdate() == 1;
    }

    static Readers.Query<Optional<KeptGrant>> byId(GrantId id) {
        return connection -> {
            try (var statement = connection.prepareStatement(SELECT + " WHERE id=?")) {
                statement.setString(1, id.value());
                return kept(statement).stream().findFirst();
            }
        };
    }

    static Readers.Query<List<KeptGrant>> standing(Instant now) {
        return connection -> {
            try (var statement =
                    connection.prepareStatement(SELECT + " WHERE over_ms > ? ORDER BY made")) {
                statement.setLong(1, now.toEpochMilli());
                return kept(statement);
            }
        };
    }

    static Readers.Query<List<KeptGrant>> latest(int limit) {
        return connection -> {
            try (var statement =
                    connection.prepareStatement(SELECT + " ORDER BY made DESC LIMIT ?")) {
                statement.setInt(1, limit);
                return kept(statement);
            }
        };
    }

    /** Who agreed as what, in the form of {@link #SELECT}. */
    private static String votes(StandingGrant grant) {
        return grant.votes().stream()
                .map(Vote::by)
                .map(by ->
                        by.person().name()
                                + " "
                                + CanonicalJson.text(
                                        Json.texts(by.roles().stream().sorted().toList())))
                .collect(Collectors.joining("\n"));
    }

    private static long over(StandingGrant grant) {
        return grant.overAt().toEpochMilli();
    }

    private static List<KeptGrant> kept(PreparedStatement statement) throws SQLException {
        var all = new ArrayList<KeptGrant>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                all.add(kept(rows));
            }
        }
        return all;
    }

    private static KeptGrant kept(ResultSet row) throws SQLException {
        var id = row.getString("id");
        var over = row.getLong("over_ms");
        var text = row.getString("record");
        try {
            var grant = GrantForm.grant(text);
            if (!grant.id().value().equals(id) || over(grant) != over) {
                return new KeptGrant.Unreadable(id, "Its record is not what its columns say.");
            }
            if (!grant.terms().digest().hex().equals(row.getString("digest"))
                    || !votes(grant).equals(row.getString("votes"))
                    || grant.remaining() != row.getInt("remaining")) {
                return new KeptGrant.Unreadable(id, "Its record is not what its entries say.");
            }
            // A move names the whole text as it was read, so none would ever fit another text.
            return GrantForm.text(grant).equals(text)
                    ? new KeptGrant.Sound(grant)
                    : new KeptGrant.Unreadable(id, "Its record is not in this server's form.");
        } catch (RuntimeException broken) { // any: it may be any text
            return new KeptGrant.Unreadable(id, "No grant can be made of its record.");
        }
    }
}
