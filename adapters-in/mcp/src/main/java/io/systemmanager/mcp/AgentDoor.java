package io.systemmanager.mcp;

import io.systemmanager.application.Authentication;
import io.systemmanager.application.TokenDoor;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.mcpengine.Authentication.Known;
import io.systemmanager.mcpengine.Authentication.Refused;
import io.systemmanager.mcpengine.Authenticator;
import io.systemmanager.mcpengine.Credentials;
import java.time.Duration;
import java.util.Optional;

/** Admits agents by their token. Thread-safe. */
public final class AgentDoor implements Authenticator<Caller.Agent> {
    private final TokenDoor door;

    public AgentDoor(TokenDoor door) {
        this.door = door;
    }

    @Override
    public io.systemmanager.mcpengine.Authentication<Caller.Agent> authenticate(
            Credentials credentials) {
        var client =
                new Client(Optional.empty(), Optional.empty(), "", credentials.remoteAddress());
        try {
            return switch (door.admit(credentials.bearer(), client, Caller.Agent.class)) {
                case Authentication.Known(Caller.Agent agent) ->
                        new Known<>(agent, agent.subject().value(), Optional.empty());
                case Authentication.Known _ -> throw new IllegalStateException("no agent");
                case Authentication.Rejected(var why) -> rejected(why.equals("missing"));
                case Authentication.Throttled(var wait) -> throttled(wait);
            };
        } catch (LedgerUnavailable unrecorded) {
            return new Refused<>(
                    503,
                    "ledger_unavailable",
                    "The ledger cannot record, and what cannot be recorded is not done.",
                    "Try again later; an operator must look at the server's storage.",
                    Optional.empty(),
                    Optional.of(5));
        }
    }

    /** All bad tokens get the same answer; only the ledger says what is wrong with them. */
    private static Refused<Caller.Agent> rejected(boolean missing) {
        return new Refused<>(
                401,
                "unauthenticated",
                missing ? "There is no token." : "The token is not good, or not any more.",
                "Send Authorization: Bearer with a token that an operator made for you.",
                Optional.of(missing ? "Bearer" : "Bearer error=\"invalid_token\""),
                Optional.empty());
    }

    private static Refused<Caller.Agent> throttled(Duration wait) {
        return new Refused<>(
                429,
                "throttled",
                "Too many wrong tokens from this address.",
                "Wait, then use a good token.",
                Optional.empty(),
                Optional.of((int) Math.max(1, wait.toSeconds())));
    }
}
