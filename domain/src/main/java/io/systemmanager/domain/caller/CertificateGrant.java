package io.systemmanager.domain.caller;

import java.util.Set;

/**
 * Which agent the holder of a certificate is, and what it may be used for.
 *
 * @param holder whom the certificate must name
 * @param subject the agent
 */
public record CertificateGrant(
        Holder holder, Subject subject, Set<Scope> scopes, Set<String> roles) {

    /** How a certificate names its holder. Compared letter by letter, without patterns. */
    public sealed interface Holder {

        /** The certificate's whole subject, as RFC 2253 writes it. */
        record Name(String name) implements Holder {}

        /** One of its alternative names of the kind URI. */
        record Uri(String uri) implements Holder {}
    }

    public CertificateGrant {
        scopes = Set.copyOf(scopes);
        roles = Set.copyOf(roles);
    }

    /** Whether it speaks about that certificate. */
    public boolean isFor(ClientCertificate certificate) {
        return switch (holder) {
            case Holder.Name(var name) -> name.equals(certificate.name());
            case Holder.Uri(var uri) -> certificate.uris().contains(uri);
        };
    }

    /** The agent whom the certificate proves. */
    public Caller.Agent caller(ClientCertificate certificate) {
        return new Caller.Agent(subject, certificate.id(), scopes, roles);
    }
}
