package io.systemmanager.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.journal.KeptCredential;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Credentials as rows of the table {@code token} and back. A row is believed as far as the sealed
 * entries say the same: the one in whose place it is says what the credential is, and none after
 * that says that it was taken back. So who can write to the table makes no credential, widens none
 * and revives none. One that the row calls revoked opens nothing, so it needs no entry.
 */
final class TokenRows {
    static final String INSERT =
            "INSERT INTO token(issued, id, secret, subject, scopes, roles, created, expires,"
                    + " revoked, person) VALUES(?,?,?,?,?,?,?,?,?,?) ON CONFLICT(id) DO NOTHING";
    static final String REVOKE = "UPDATE token SET revoked=? WHERE id=? AND revoked IS NULL";

    /** A credential of that id goes on from another entry. */
    static final String CARRY =
            INSERT.replace("DO NOTHING", "DO UPDATE SET issued=excluded.issued");

    static final String REMOVE = "DELETE FROM token WHERE id=?";

    /**
     * A plus before a name keeps SQLite from looking up by it: it would go through all entries
     * after the one in whose place a row is, and not through those of what was taken back.
     */
    static final String SELECT =
            """
            SELECT id, secret, subject, scopes, roles, created, expires, revoked, person,
              (SELECT json_extract(e.entry, '$.token.digest') FROM audit_entry e
                WHERE e.idx = t.issued
                AND e.type IN ('auth.token_issued', 'auth.token_carried')) AS digest,
              EXISTS (SELECT 1 FROM audit_entry e WHERE e.type = 'auth.token_revoked'
                AND json_extract(e.entry, '$.token.cred') = +t.id AND +e.idx > t.issued) AS taken
            FROM token t\
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private TokenRows() {}

    /** Inserts nothing when there is a token of that id. */
    static boolean insert(PreparedStatement insert, TokenRecord token, long seq)
            throws SQLException {
        insert.setLong(1, seq);
        insert.setString(2, token.id().value());
        insert.setString(3, token.secret().hex());
        insert.setString(4, token.subject().value());
        insert.setString(5, words(token.scopes().stream().map(Scope::wireName).toList()));
        insert.setString(6, words(List.copyOf(token.roles())));
        insert.setString(7, token.createdAt().toString());
        insert.setString(8, token.expiresAt().map(Instant::toString).orElse(null));
        insert.setString(9, token.revokedAt().map(Instant::toString).orElse(null));
        insert.setString(10, token.person().map(Person::name).orElse(null));
        return insert.executeUpdate() == 1;
    }

    /** Changes nothing when there is no such token, or it is revoked. */
    static boolean revoke(PreparedStatement revoke, CredentialId id, Instant at)
            throws SQLException {
        revoke.setString(1, at.toString());
        revoke.setString(2, id.value());
        return revoke.executeUpdate() == 1;
    }

    /** All, newest first. */
    static List<KeptCredential> all(Connection connection) throws SQLException {
        return madeBefore(connection, Long.MAX_VALUE);
    }

    /** Those whose entry is before that one, newest first. */
    static List<KeptCredential> madeBefore(Connection connection, long seq) throws SQLException {
        var all = new ArrayList<KeptCredential>();
        try (var statement =
                connection.prepareStatement(SELECT + " WHERE issued < ? ORDER BY issued DESC")) {
            statement.setLong(1, seq);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(kept(rows));
                }
            }
        }
        return all;
    }

    private static KeptCredential kept(ResultSet row) throws SQLException {
        var id = row.getString("id");
        try {
            var token = record(row);
            if (!token.id().value().equals(id)) {
                return new KeptCredential.Unreadable(id, "Its id is not that of its secret.");
            }
            if (token.revokedAt().isPresent()) {
                return new KeptCredential.Sound(token);
            }
            if (row.getBoolean("taken")) {
                return new KeptCredential.Unreadable(
                        id, "It was taken back, and its row says that it is good.");
            }
            return token.digest().hex().equals(row.getString("digest"))
                    ? new KeptCredential.Sound(token)
                    : new KeptCredential.Unreadable(id, "Its row is not what its entry says.");
        } catch (RuntimeException broken) { // any: it may be any text
            return new KeptCredential.Unreadable(id, "No credential can be made of its row.");
        }
    }

    private static TokenRecord record(ResultSet row) throws SQLException {
        return new TokenRecord(
                new Subject(row.getString("subject")),
                new Digest(row.getString("secret")),
                words(row.getString("scopes")).stream()
                        .map(TokenRows::scope)
                        .collect(Collectors.toUnmodifiableSet()),
                words(row.getString("roles")),
                Optional.ofNullable(row.getString("person")).map(Person::new),
                Instant.parse(row.getString("created")),
                Optional.ofNullable(row.getString("expires")).map(Instant::parse),
                Optional.ofNullable(row.getString("revoked")).map(Instant::parse));
    }

    private static Scope scope(String name) {
        return Scope.named(name)
                .orElseThrow(() -> new IllegalArgumentException("an unknown scope: " + name));
    }

    private static String words(List<String> words) {
        return CanonicalJson.text(Json.texts(words.stream().sorted().toList()));
    }

    private static Set<String> words(String text) {
        try {
            return Set.of(JSON.readValue(text, String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a token's words are no JSON", e);
        }
    }
}
