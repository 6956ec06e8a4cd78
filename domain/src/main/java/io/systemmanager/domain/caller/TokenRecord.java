package io.systemmanager.domain.caller;

import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.json.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is kept of an API token or an operator's secret: never the secret itself, which is 256
 * random bits, so that its plain SHA-256 cannot be searched.
 *
 * @param secret SHA-256 of the secret's text
 * @param scopes empty for operators and monitors, whose kind says it all
 * @param roles the policy roles of an agent; of an operator, as which they may decide
 * @param person whose account it is: for whom an agent acts, where that is known; an operator is
 *     always somebody, and unless said otherwise the person of their account's name
 * @param expiresAt empty where it does not expire
 * @param revokedAt empty while it is good
 */
public record TokenRecord(
        Subject subject,
        Digest secret,
        Set<Scope> scopes,
        Set<String> roles,
        Optional<Person> person,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt) {

    private static final String OPERATOR = "operator:";

    public TokenRecord {
        scopes = Set.copyOf(scopes);
        roles = Set.copyOf(roles);
        if (person.isEmpty() && subject.value().startsWith(OPERATOR)) {
            person = Optional.of(Person.named(subject));
        }
    }

    /** The id by which people and entries name it. */
    public CredentialId id() {
        return new CredentialId(secret.hex().substring(0, 8));
    }

    /**
     * Of all that makes the credential what it is, its secret's digest among it, but not of whether
     * it was taken back: what the entry about its making says, so that nobody can put another in
     * its place. The secret cannot be searched by it.
     */
    public Digest digest() {
        return Digest.of(
                "sm/credential/v1",
                Json.object()
                        .put("secret", secret.hex())
                        .put("sub", subject.value())
                        .put("scopes", sorted(scopes.stream().map(Scope::wireName)))
                        .put("roles", sorted(roles.stream()))
                        .put("person", person.map(Person::name))
                        .put("created", createdAt.toString())
                        .put("expires", expiresAt.map(Instant::toString))
                        .build());
    }

    private static Json.Arr sorted(Stream<String> words) {
        return Json.texts(words.sorted().toList());
    }

    /** Whether it opens anything at that moment. */
    public boolean goodAt(Instant now) {
        return revokedAt.isEmpty() && expiresAt.map(now::isBefore).orElse(true);
    }

    /** The caller whom it proves. */
    public Caller caller() {
        var kind = subject.value().substring(0, subject.value().indexOf(':'));
        return switch (kind) {
            case "agent" -> new Caller.Agent(subject, id(), scopes, roles, person);
            case "operator" -> new Caller.Operator(subject, id(), roles, person.orElseThrow());
            case "monitor" -> new Caller.Monitor(subject, id());
            default -> throw new IllegalStateException("no credential proves a " + kind);
        };
    }

    public TokenRecord revoked(Instant at) {
        return new TokenRecord(
                subject, secret, scopes, roles, person, createdAt, expiresAt, Optional.of(at));
    }
}
