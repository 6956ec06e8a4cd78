package io.systemmanager.application;

import io.systemmanager.domain.caller.CertificateGrant;
import io.systemmanager.domain.caller.ClientCertificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Makes callers of client certificates.
 *
 * @param grants the first that is for a certificate counts
 */
public record CertificateCallers(List<CertificateGrant> grants) {
    public CertificateCallers {
        grants = List.copyOf(grants);
    }

    /**
     * A connection can live longer than the certificate that opened it, so its end is looked at.
     */
    Finding judge(ClientCertificate certificate, Instant now) {
        if (!now.isBefore(certificate.expiresAt())) {
            return new Finding.Refused(Optional.of(certificate.id()), "expired");
        }
        return grants.stream()
                .filter(grant -> grant.isFor(certificate))
                .findFirst()
                .<Finding>map(grant ->
                        new Finding.Proven(
                                grant.caller(certificate), Optional.of(certificate.expiresAt())))
                .orElseGet(() -> new Finding.Refused(Optional.of(certificate.id()), "unmapped"));
    }
}
