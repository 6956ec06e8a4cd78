package io.systemmanager.oauth;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * The one authorization server whose access tokens count.
 *
 * @param issuer its name, compared letter by letter with the token's {@code iss}
 * @param keys where it publishes its keys (RFC 7517); https, or http on a loopback address
 * @param resource our name, which the token's {@code aud} must contain (RFC 8707)
 */
public record TrustedIssuer(String issuer, URI keys, String resource) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public TrustedIssuer {
        if (issuer.isBlank() || resource.isBlank()) {
            throw new IllegalArgumentException("issuer and resource have names");
        }
        fault(keys)
                .ifPresent(fault -> {
                    throw new IllegalArgumentException("the keys' URL: " + fault);
                });
    }

    /**
     * What is wrong with a URL of an authorization server; empty when nothing is. Without TLS
     * anybody on the way could hand us keys of their own, so that is for this machine only.
     */
    public static Optional<String> fault(URI url) {
        var host = url.getHost();
        if (host == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            return Optional.of("it reads https://NAME[:PORT]/PATH");
        }
        return switch (String.valueOf(url.getScheme())) {
            case "https" -> Optional.empty();
            case "http" ->
                    LOOPBACK.contains(host)
                            ? Optional.empty()
                            : Optional.of("http is for loopback addresses only; use https");
            default -> Optional.of("it begins with https://");
        };
    }
}
