package io.systemmanager.application;

import io.systemmanager.domain.audit.AccessEvent;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.journal.KeptCredential;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.port.Credentials;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.Randomness;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes and takes back credentials, on behalf of an operator. Thread-safe. */
public final class TokenOffice {
    private final Ledger ledger;
    private final Credentials credentials;
    private final InstantSource clock;
    private final Randomness randomness;

    public TokenOffice(
            Ledger ledger, Credentials credentials, InstantSource clock, Randomness randomness) {
        this.ledger = ledger;
        this.credentials = credentials;
        this.clock = clock;
        this.randomness = randomness;
    }

    /**
     * A new credential. This is the only moment at which its secret is known.
     *
     * @param secret {@code smt_} and 43 characters of base64url: 256 random bits
     */
    public record Issued(String secret, TokenRecord token) {
        @Override
        public String toString() {
            return "Issued[" + token.id() + "]"; // a log must not learn the secret
        }
    }

    /**
     * Makes a credential good from now on; its hash is durable when this returns.
     *
     * @param person whose account it is, where the subject's name does not tell
     */
    public Issued issue(
            Subject by,
            Subject subject,
            Set<Scope> scopes,
            Set<String> roles,
            Optional<Person> person,
            Optional<Duration> lifetime) {
        var now = clock.instant();
        var secret =
                ApiTokens.PREFIX
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(randomness.bytes(32));
        var token =
                new TokenRecord(
                        subject,
                        Digest.of(secret.getBytes(StandardCharsets.UTF_8)),
                        scopes,
                        roles,
                        person,
                        now,
                        lifetime.map(now::plus),
                        Optional.empty());
        var change = new Ledger.IssueToken(token, new AccessEvent.TokenIssued(by, token));
        return switch (ledger.commit(change)) {
            case Ledger.Committed _ -> new Issued(secret, token);
            case Ledger.Conflict _ -> issue(by, subject, scopes, roles, person, lifetime);
        };
    }

    /** Takes a credential back at once; false when there is none that is still good. */
    public boolean revoke(Subject by, CredentialId id) {
        var change =
                new Ledger.RevokeToken(id, clock.instant(), new AccessEvent.TokenRevoked(by, id));
        return ledger.commit(change) instanceof Ledger.Committed;
    }

    /** All, newest first. */
    public List<TokenRecord> list() {
        return credentials.all();
    }

    /** What is not what this server wrote, and opens nothing. */
    public List<KeptCredential.Unreadable> unreadable() {
        return credentials.unreadable();
    }
}
