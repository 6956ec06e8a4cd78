package io.systemmanager.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.TokenRecord;
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

/** Token records as rows of the table {@code token} and back. */
final class TokenRows {
    static final String INSERT =
            "INSERT INTO token(issued, id, secret, subject, scopes, roles, created, expires,"
                    + " revoked, person) VALUES(?,?,?,?,?,?,?,?,?,?) ON CONFLICT(id) DO NOTHING";
    static final String REVOKE = "UPDATE token SET revoked=? WHERE id=? AND revoked IS NULL";
    private static final String ALL =
            "SELECT secret, subject, scopes, roles, created, expires, revoked, person FROM token"
                    + " ORDER BY issued DESC";

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

    /**
     * All, newest first.
     *
     * @throws IllegalArgumentException when this version cannot read one
     */
    static List<TokenRecord> all(Connection connection) throws SQLException {
        var tokens = new ArrayList<TokenRecord>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(ALL)) {
            while (rows.next()) {
                tokens.add(record(rows));
            }
        }
        return tokens;
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
