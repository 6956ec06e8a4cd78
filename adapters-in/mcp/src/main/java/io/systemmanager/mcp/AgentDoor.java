package io.systemmanager.mcp;

import io.systemmanager.application.TokenDoor;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.mcpengine.Authentication;
import io.systemmanager.mcpengine.Authenticator;
import io.systemmanager.mcpengine.Credentials;
import java.util.Optional;

/** Admits agents by their token. Thread-safe. */
public final class AgentDoor implements Authenticator<Caller.Agent> {
    private final TokenDoor door;

    public AgentDoor(TokenDoor door) {
        this.door = door;
    }

    @Override
    public Authentication<Caller.Agent> authenticate(Credentials credentials) {
        var client =
                new Client(Optional.empty(), Optional.empty(), "", credentials.remoteAddress());
        try {
            return answer(door.admit(credentials.bearer(), client, Caller.Agent.class));
        } catch (LedgerUnavailable unrecorded) {
            return Authentication.refused(
                    503,
                    "ledger_unavailable",
                    "The ledger cannot record, and what cannot be recorded is not done.",
                    "Try again later.");
        }
    }
}
