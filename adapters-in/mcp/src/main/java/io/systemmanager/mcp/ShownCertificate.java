package io.systemmanager.mcp;

import io.systemmanager.domain.caller.ClientCertificate;
import io.systemmanager.domain.json.Digest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/** Reads what counts from a client certificate. */
final class ShownCertificate {
    private static final int URI = 6; // RFC 5280 §4.2.1.6: uniformResourceIdentifier

    private ShownCertificate() {}

    /** TLS has parsed and verified it, so a part that cannot be read now is our fault. */
    static ClientCertificate of(X509Certificate certificate) {
        try {
            return new ClientCertificate(
                    certificate.getSubjectX500Principal().getName(X500Principal.RFC2253),
                    uris(certificate),
                    Digest.of(certificate.getEncoded()),
                    certificate.getNotAfter().toInstant());
        } catch (CertificateEncodingException | CertificateParsingException e) {
            throw new IllegalStateException("a verified certificate cannot be read", e);
        }
    }

    private static Set<String> uris(X509Certificate certificate)
            throws CertificateParsingException {
        var names = Optional.ofNullable(certificate.getSubjectAlternativeNames());
        return names.orElseGet(List::of).stream()
                .filter(name -> name.getFirst().equals(URI))
                .map(name -> String.valueOf(name.get(1)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
