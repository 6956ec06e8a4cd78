package io.systemmanager.application;

import io.systemmanager.domain.audit.AuditEvent;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.port.Credentials;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.Observer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells who shows a token. Thread-safe.
 *
 * <p>Tokens are 256 random bits, looked up by their SHA-256, so guessing is hopeless and timing
 * tells nothing. Too many wrong ones from an address are answered with a pause; a good token from
 * the same address still passes, so that nobody can lock an agent out.
 */
public final class TokenDoor {
    private static final int LONGEST = 512;

    private final Credentials credentials;
    private final Ledger ledger;
    private final InstantSource clock;
    private final FailedAttempts failures;
    private final Observer observer;
    private final Map<CredentialId, Instant> seenThisHour = new ConcurrentHashMap<>();

    TokenDoor(Credentials credentials, Ledger ledger, Observer observer, InstantSource clock) {
        this.credentials = credentials;
        this.ledger = ledger;
        this.observer = observer;
        this.clock = clock;
        this.failures = new FailedAttempts(ledger, clock);
    }

    /**
     * Judges a credential.
     *
     * @param token as shown; empty when none was
     * @param kind the kind of caller that this place admits
     * @throws io.systemmanager.domain.port.LedgerUnavailable when it cannot be recorded
     */
    public Authentication admit(
            Optional<String> token, Client client, Class<? extends Caller> kind) {
        var record = token.filter(text -> text.length() <= LONGEST).flatMap(this::find);
        var why = refusal(token, record, kind);
        if (why.isPresent()) {
            observer.refusedCredential(why.get());
            return failures.add(client.address(), record.map(TokenRecord::id), why.get());
        }
        var caller = record.orElseThrow().caller();
        noteFirstUse(caller, client);
        return new Authentication.Known(caller);
    }

    /** Writes down what is still counted. */
    void flush() {
        failures.flush();
    }

    private Optional<TokenRecord> find(String token) {
        return credentials.find(Digest.of(token.getBytes(StandardCharsets.UTF_8)));
    }

    private Optional<String> refusal(
            Optional<String> token, Optional<TokenRecord> record, Class<? extends Caller> kind) {
        if (token.isEmpty()) {
            return Optional.of("missing");
        }
        if (record.isEmpty()) {
            return Optional.of("unknown");
        }
        var found = record.get();
        if (found.revokedAt().isPresent()) {
            return Optional.of("revoked");
        }
        if (!found.goodAt(clock.instant())) {
            return Optional.of("expired");
        }
        return kind.isInstance(found.caller()) ? Optional.empty() : Optional.of("wrong_kind");
    }

    private void noteFirstUse(Caller caller, Client client) {
        var hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        var last = seenThisHour.put(caller.credential(), hour);
        if (last == null || Duration.between(last, hour).isPositive()) {
            ledger.commit(
                    new Ledger.Append(new AuditEvent.AuthenticationSucceeded(caller, client)));
        }
    }
}
