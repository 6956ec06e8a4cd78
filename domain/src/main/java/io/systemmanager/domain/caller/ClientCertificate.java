package io.systemmanager.domain.caller;

import io.systemmanager.domain.json.Digest;
import java.time.Instant;
import java.util.Set;

/**
 * What counts of a client certificate whose chain and key the TLS layer has verified.
 *
 * @param name its subject, as RFC 2253 writes it: {@code CN=build-bot,O=Example}
 * @param uris its alternative names of the kind URI, such as {@code spiffe://example.org/build-bot}
 * @param fingerprint SHA-256 of its DER form
 * @param expiresAt its end
 */
public record ClientCertificate(
        String name, Set<String> uris, Digest fingerprint, Instant expiresAt) {

    public ClientCertificate {
        uris = Set.copyOf(uris);
    }

    /** The id by which entries name it. */
    public CredentialId id() {
        return new CredentialId(CredentialId.Kind.CERTIFICATE, fingerprint.hex().substring(0, 8));
    }
}
