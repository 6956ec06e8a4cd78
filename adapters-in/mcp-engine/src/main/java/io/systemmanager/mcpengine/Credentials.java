package io.systemmanager.mcpengine;

import java.util.Optional;

/**
 * What a request showed to prove who sends it.
 *
 * @param bearer the token of the {@code Authorization} header; empty where there is none of that
 *     form. Never taken from the query
 * @param remoteAddress the peer's address, for throttling and audit
 */
public record Credentials(Optional<String> bearer, String remoteAddress) {

    /** Without the token. */
    @Override
    public String toString() {
        return "Credentials[" + (bearer.isPresent() ? "bearer" : "none") + "]";
    }
}
