package io.systemmanager.application;

import io.systemmanager.domain.audit.AccessEvent;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.port.IdentityProvider;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.domain.port.Observer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one door: tells who shows a credential, whatever its kind. Thread-safe.
 *
 * <p>Too many wrong ones from an address are answered with a pause; a good one from the same
 * address still passes, so that nobody can lock an agent out. Codes alone wait for the end of the
 * pause: to judge one is a request to the authorization server.
 */
public final class CallerDoor {

    /**
     * Who judges each kind of credential.
     *
     * @param oauth empty where no authorization server is trusted
     */
    record Judges(
            ApiTokens tokens,
            Optional<OauthCallers> oauth,
            CertificateCallers certificates,
            SignedVotes signed) {}

    private final Judges judges;
    private final Ledger ledger;
    private final InstantSource clock;
    private final FailedAttempts failures;
    private final Observer observer;
    private final Map<CredentialId, Instant> seenThisHour = new ConcurrentHashMap<>();

    CallerDoor(Judges judges, Ledger ledger, Observer observer, InstantSource clock) {
        this.judges = judges;
        this.ledger = ledger;
        this.observer = observer;
        this.clock = clock;
        this.failures = new FailedAttempts(ledger, clock);
    }

    /** Judges a token, as {@link #admit(Evidence, Client, Class)} does. */
    public Authentication admit(
            Optional<String> token, Client client, Class<? extends Caller> kind) {
        return admit(Evidence.token(token), client, kind);
    }

    /**
     * Judges a credential.
     *
     * @param kind the kind of caller that this place admits
     * @throws LedgerUnavailable when it cannot be recorded; a monitor is let in all the same
     */
    public Authentication admit(Evidence shown, Client client, Class<? extends Caller> kind) {
        var judged = judge(finding(shown, kind), client, kind);
        // Who signs shows no credential; the vote that follows is recorded with the signature.
        if (judged instanceof Authentication.Known(var caller, _)
                && !(shown instanceof Evidence.SignedVote)) {
            noteFirstUse(caller, client);
        }
        return judged;
    }

    /**
     * Judges an operator's secret that opens a session; each time it does is recorded.
     *
     * @throws LedgerUnavailable when it cannot be recorded; then no session may be opened
     */
    public Authentication signIn(Optional<String> secret, Client client) {
        var kind = Caller.Operator.class;
        return signIn(finding(Evidence.token(secret), kind), client, kind);
    }

    /**
     * Judges a person whom the authorization server sent back with a code; each time it does is
     * recorded. They have the account of their agents, and can ask for nothing by it.
     *
     * @throws LedgerUnavailable when it cannot be recorded; then nothing may be shown to them
     */
    public Authentication signIn(String code, IdentityProvider.Attempt attempt, Client client) {
        return failures.pause(client.address())
                .<Authentication>map(Authentication.Throttled::new)
                .orElseGet(() -> redeem(code, attempt, client));
    }

    private Authentication redeem(String code, IdentityProvider.Attempt attempt, Client client) {
        var found =
                judges.oauth()
                        .map(oauth -> oauth.identify(code, attempt))
                        .orElseGet(() -> Finding.Refused.because("unknown"));
        return signIn(found, client, Caller.Agent.class);
    }

    private Authentication signIn(Finding found, Client client, Class<? extends Caller> kind) {
        var judged = judge(found, client, kind);
        if (judged instanceof Authentication.Known(var caller, _)) {
            // An entry of its own, whether or not it is the first use in the hour.
            seenThisHour.remove(caller.credential());
            noteFirstUse(caller, client);
        }
        return judged;
    }

    /**
     * The operator whom a secret proves that opened a session before; empty once it is revoked or
     * over. Cheap enough for each request, and records nothing: the sign-in was.
     *
     * @param secret the SHA-256 of its text
     */
    public Optional<Caller.Operator> stillIn(Digest secret) {
        return judges.tokens().judge(secret, clock.instant())
                        instanceof Finding.Proven(Caller.Operator operator, _)
                ? Optional.of(operator)
                : Optional.empty();
    }

    private Authentication judge(Finding found, Client client, Class<? extends Caller> kind) {
        return switch (found) {
            case Finding.Proven(var caller, _) when !kind.isInstance(caller) ->
                    refuse(client, Optional.of(caller.credential()), "wrong_kind");
            case Finding.Proven(var caller, var until) -> new Authentication.Known(caller, until);
            case Finding.Refused(var credential, var why) -> refuse(client, credential, why);
            case Finding.Undecided(var wait) -> {
                refuse(client, Optional.empty(), "unjudged");
                yield new Authentication.Undecided(wait);
            }
        };
    }

    /** Writes down what is still counted. */
    void flush() {
        failures.flush();
    }

    private Finding finding(Evidence shown, Class<? extends Caller> kind) {
        var now = clock.instant();
        return switch (shown) {
            case Evidence.None() -> Finding.Refused.because("missing");
            case Evidence.Certificate(var certificate) ->
                    judges.certificates().judge(certificate, now);
            case Evidence.SignedVote vote -> judges.signed().judge(vote, now);
            case Evidence.Token(var text) ->
                    fromElsewhere(text, kind)
                            .map(oauth -> oauth.judge(text))
                            .orElseGet(() -> judges.tokens().judge(text, now));
        };
    }

    /** Access tokens prove agents and nobody else, so no other door shows them to a judge. */
    private Optional<OauthCallers> fromElsewhere(String token, Class<? extends Caller> kind) {
        return judges.oauth()
                .filter(_ -> kind == Caller.Agent.class && !token.startsWith(ApiTokens.PREFIX));
    }

    private Authentication refuse(Client client, Optional<CredentialId> credential, String why) {
        observer.refusedCredential(why);
        return failures.add(client.address(), credential, why);
    }

    private void noteFirstUse(Caller caller, Client client) {
        var hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        var last = seenThisHour.put(caller.credential(), hour);
        if (last == null || last.isBefore(hour)) {
            // Access tokens come and go: what was seen in earlier hours only takes room.
            seenThisHour.values().removeIf(hour::isAfter);
            recordFirstUse(caller, client);
        }
    }

    private void recordFirstUse(Caller caller, Client client) {
        try {
            ledger.commit(
                    new Ledger.Append(new AccessEvent.AuthenticationSucceeded(caller, client)));
        } catch (LedgerUnavailable unrecorded) {
            seenThisHour.remove(caller.credential()); // the next use is the first one recorded
            if (!(caller instanceof Caller.Monitor)) {
                throw unrecorded;
            }
            // Its figures are how people learn that the ledger is ill.
        }
    }
}
