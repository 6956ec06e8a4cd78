package io.systemmanager.mcpengine;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * What a request showed to prove who sends it: a token, a certificate or nothing; never both, for
 * that is refused before anyone is asked.
 *
 * @param bearer the token of the {@code Authorization} header; empty where there is none of that
 *     form. Never taken from the query
 * @param certificate the client's own certificate of the TLS connection, whose chain and key TLS
 *     has verified; empty where the client showed none
 * @param remoteAddress the peer's address, for throttling and audit
 */
public record Credentials(
        Optional<String> bearer, Optional<X509Certificate> certificate, String remoteAddress) {

    /** Without a certificate. */
    public Credentials(Optional<String> bearer, String remoteAddress) {
        this(bearer, Optional.empty(), remoteAddress);
    }

    /** Without the token. */
    @Override
    public String toString() {
        if (certificate.isPresent()) {
            return "Credentials[certificate]";
        }
        return "Credentials[" + (bearer.isPresent() ? "bearer" : "none") + "]";
    }
}
