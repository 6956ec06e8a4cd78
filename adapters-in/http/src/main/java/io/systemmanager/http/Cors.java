package io.systemmanager.http;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Which pages of other origins may read our answers in a browser (Fetch, CORS protocol).
 * Credentials of the browser itself are never allowed: an agent's token is put into a header by the
 * page that holds it. Immutable.
 *
 * @param origins as browsers send them: {@code https://inspector.example}; none turns it off
 */
public record Cors(Set<String> origins) {
    private static final String METHODS = "GET, POST, DELETE, OPTIONS";
    private static final String EXPOSED =
            "Mcp-Session-Id, MCP-Protocol-Version, WWW-Authenticate, Retry-After, X-Correlation-Id";
    private static final String HEADERS =
            "Authorization, Content-Type, Accept, Mcp-Session-Id, MCP-Protocol-Version,"
                    + " Mcp-Method, Mcp-Name, Last-Event-ID";
    private static final Pattern PARAMETER = Pattern.compile("mcp-param-[a-z0-9_-]{1,64}");
    private static final int MOST_PARAMETERS = 16;
    private static final String SECONDS = "600";

    public Cors {
        origins = Set.copyOf(origins);
        for (var origin : origins) {
            fault(origin)
                    .ifPresent(fault -> {
                        throw new IllegalArgumentException(origin + ": " + fault);
                    });
        }
    }

    /** No page of another origin may. */
    public static Cors off() {
        return new Cors(Set.of());
    }

    /** What is wrong with an origin of the configuration; empty when it can stand there. */
    public static Optional<String> fault(String origin) {
        if (origin.contains("*")) {
            return Optional.of("each origin is named, there is no pattern");
        }
        try {
            var uri = URI.create(origin);
            var rest = uri.getScheme() + "://" + uri.getRawAuthority();
            boolean bare = origin.equals(rest.toLowerCase(Locale.ROOT)) && uri.getHost() != null;
            return bare && Set.of("https", "http").contains(uri.getScheme())
                    ? Optional.empty()
                    : Optional.of("an origin reads https://NAME[:PORT], in lower case");
        } catch (IllegalArgumentException unreadable) {
            return Optional.of("an origin reads https://NAME[:PORT], in lower case");
        }
    }

    boolean allows(String origin) {
        return origins.contains(origin);
    }

    /** Lets the page of that origin, which is allowed, read the answer. */
    void open(String origin, HttpFields.Mutable answer) {
        answer.put("Access-Control-Allow-Origin", origin);
        answer.put("Access-Control-Expose-Headers", EXPOSED);
    }

    /** Whether a request only asks what a page may send. */
    static boolean isPreflight(String method, HttpFields request) {
        return method.equals("OPTIONS")
                && request.contains(HttpHeader.ORIGIN)
                && request.contains("Access-Control-Request-Method");
    }

    /** Tells the page of that origin, which is allowed, what it may send. */
    void answerPreflight(String origin, HttpFields request, HttpFields.Mutable answer) {
        open(origin, answer);
        answer.put("Access-Control-Allow-Methods", METHODS);
        answer.put("Access-Control-Allow-Headers", HEADERS + parameters(request));
        answer.put("Access-Control-Max-Age", SECONDS);
    }

    /** The mirrored arguments that the page is about to send; which there are, the tools say. */
    private static String parameters(HttpFields request) {
        return request.getFields("Access-Control-Request-Headers").stream()
                .map(HttpField::getValue)
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> PARAMETER.matcher(name).matches())
                .limit(MOST_PARAMETERS)
                .map(name -> ", " + name)
                .collect(Collectors.joining());
    }
}
