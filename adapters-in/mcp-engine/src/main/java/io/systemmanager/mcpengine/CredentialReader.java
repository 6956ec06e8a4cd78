package io.systemmanager.mcpengine;

import io.javalin.http.Context;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the bearer token from the {@code Authorization} header and from nowhere else (RFC 6750),
 * and the certificate from the TLS connection.
 */
sealed interface CredentialReader {

    /** What the request shows, which may be nothing. */
    record Found(Credentials credentials) implements CredentialReader {}

    /** More than one credential, of which it cannot be said which one counts. */
    record Ambiguous() implements CredentialReader {}

    /** The form of a bearer credential (RFC 6750 §2.1). */
    Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*) *");

    /** A token where none may stand (RFC 6750 §2.3). */
    Pattern QUERY_TOKEN = Pattern.compile("(^|&)access_token(=|&|$)");

    /** Where the container puts the chain that TLS has verified (Servlet 6, 3.10). */
    String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    static CredentialReader read(Context context) {
        var headers = Collections.list(context.req().getHeaders("Authorization"));
        var query = context.queryString();
        boolean inQuery = query != null && QUERY_TOKEN.matcher(query).find();
        var certificate = certificate(context);
        int shown = headers.size() + (inQuery ? 1 : 0) + (certificate.isPresent() ? 1 : 0);
        if (shown > 1) {
            return new Ambiguous();
        }
        var bearer =
                headers.stream()
                        .map(BEARER::matcher)
                        .filter(Matcher::matches)
                        .map(match -> match.group(1))
                        .findFirst();
        return new Found(new Credentials(bearer, certificate, context.req().getRemoteAddr()));
    }

    /** The leaf of the chain: the first one. */
    private static Optional<X509Certificate> certificate(Context context) {
        return context.req().getAttribute(CERTIFICATES) instanceof X509Certificate[] chain
                        && chain.length > 0
                ? Optional.of(chain[0])
                : Optional.empty();
    }
}
