package io.systemmanager.mcpengine;

import io.javalin.http.Context;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Optional;
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

    /** The scheme, in any case, and the space behind it. */
    String BEARER = "Bearer ";

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
        var bearer = headers.stream().flatMap(header -> bearer(header).stream()).findFirst();
        return new Found(new Credentials(bearer, certificate, context.req().getRemoteAddr()));
    }

    /** What a header of the form of RFC 6750 §2.1 holds. By hand: every call passes here. */
    private static Optional<String> bearer(String header) {
        if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        int from = BEARER.length();
        int to = header.length();
        while (from < to && header.charAt(from) == ' ') {
            from++;
        }
        while (from < to && header.charAt(to - 1) == ' ') {
            to--;
        }
        return isToken(header, from, to)
                ? Optional.of(header.substring(from, to))
                : Optional.empty();
    }

    /** Letters, digits and {@code ._~+/-}, at least one, and behind them any number of '='. */
    private static boolean isToken(String header, int from, int to) {
        int end = to;
        while (end > from && header.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = from; i < end; i++) {
            char c = header.charAt(i);
            boolean alphanumeric =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && "._~+/-".indexOf(c) < 0) {
                return false;
            }
        }
        return end > from;
    }

    /** The leaf of the chain: the first one. */
    private static Optional<X509Certificate> certificate(Context context) {
        return context.req().getAttribute(CERTIFICATES) instanceof X509Certificate[] chain
                        && chain.length > 0
                ? Optional.of(chain[0])
                : Optional.empty();
    }
}
