package io.systemmanager.mcp;

import io.systemmanager.application.Authentication;
import io.systemmanager.application.CallerDoor;
import io.systemmanager.application.Evidence;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.mcpengine.Authentication.Known;
import io.systemmanager.mcpengine.Authentication.Refused;
import io.systemmanager.mcpengine.Authenticator;
import io.systemmanager.mcpengine.Challenges;
import io.systemmanager.mcpengine.Credentials;
import java.time.Duration;
import java.util.Optional;

/** Admits agents by their token or client certificate. Thread-safe. */
public final class AgentDoor implements Authenticator<Caller.Agent> {
    private static final Duration LEDGER_PAUSE = Duration.ofSeconds(5);

    private final CallerDoor door;
    private final Challenges challenges;

    /**
     * @param challenges what a 401 tells
     */
    public AgentDoor(CallerDoor door, Challenges challenges) {
        this.door = door;
        this.challenges = challenges;
    }

    @Override
    public io.systemmanager.mcpengine.Authentication<Caller.Agent> authenticate(
            Credentials credentials) {
        var client =
                new Client(Optional.empty(), Optional.empty(), "", credentials.remoteAddress());
        var shown = evidence(credentials);
        try {
            return switch (door.admit(shown, client, Caller.Agent.class)) {
                case Authentication.Known(Caller.Agent agent, var until) ->
                        new Known<>(agent, agent.subject().value(), until);
                case Authentication.Known _ -> throw new IllegalStateException("no agent");
                case Authentication.Rejected _ -> rejected(shown);
                case Authentication.Throttled(var wait) -> throttled(wait);
                case Authentication.Undecided(var wait) ->
                        unavailable(FaultCode.KEYS_UNAVAILABLE, wait);
            };
        } catch (LedgerUnavailable unrecorded) {
            return unavailable(unrecorded.fault().code(), LEDGER_PAUSE);
        }
    }

    private static Evidence evidence(Credentials credentials) {
        return credentials
                .certificate()
                .<Evidence>map(shown -> new Evidence.Certificate(ShownCertificate.of(shown)))
                .orElseGet(() -> Evidence.token(credentials.bearer()));
    }

    /** All that is bad gets the same answer; only the ledger says what is wrong with it. */
    private Refused<Caller.Agent> rejected(Evidence shown) {
        var cause =
                switch (shown) {
                    case Evidence.None() -> "There is no token.";
                    case Evidence.Token _ -> "The token is not good, or not any more.";
                    case Evidence.Certificate _ -> "The client certificate proves no agent here.";
                    case Evidence.SignedVote _ -> "A signed vote proves no agent.";
                };
        boolean token = shown instanceof Evidence.Token;
        return new Refused<>(
                401,
                "unauthenticated",
                cause,
                challenges.metadata().isPresent()
                        ? "Get a token where the challenge leads, or one that an operator made."
                        : "Send Authorization: Bearer with a token that an operator made for you.",
                Optional.of(token ? challenges.invalidToken() : challenges.missing()),
                Optional.empty());
    }

    private static Refused<Caller.Agent> throttled(Duration wait) {
        return new Refused<>(
                429,
                "throttled",
                "Too many wrong credentials from this address.",
                "Wait, then use a good one.",
                Optional.empty(),
                Optional.of(seconds(wait)));
    }

    private static Refused<Caller.Agent> unavailable(FaultCode code, Duration wait) {
        return new Refused<>(
                503,
                code.wireName(),
                code.meaning(),
                code.nextStep(),
                Optional.empty(),
                Optional.of(seconds(wait)));
    }

    private static int seconds(Duration wait) {
        return (int) Math.max(1, wait.toSeconds());
    }
}
