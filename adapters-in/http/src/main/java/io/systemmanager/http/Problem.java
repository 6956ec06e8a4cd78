package io.systemmanager.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/**
 * An error answer (RFC 9457, {@code application/problem+json}) with what every error of this server
 * carries: a code to branch on, the cause, the next step and the id under which an operator finds
 * it. None of them names a path, an address or a secret of this host.
 */
public record Problem(
        int status, String code, String cause, String nextStep, String correlationId) {
    /** The media type of the body. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The header that repeats the correlation id. */
    public static final String CORRELATION_HEADER = "X-Correlation-Id";

    /**
     * For browsers, in front of which a problem may end up: it loads nothing and is framed nowhere.
     */
    static final String CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'";

    private record Words(String code, String cause, String nextStep) {}

    private static final Words INTERNAL =
            new Words(
                    "internal",
                    "Something is broken inside the server.",
                    "The correlation id leads an operator to the cause.");

    private static final Map<Integer, Words> BY_STATUS =
            Map.ofEntries(
                    Map.entry(
                            400,
                            new Words(
                                    "bad_request",
                                    "The request breaks the rules of HTTP.",
                                    "Correct the request.")),
                    Map.entry(
                            403,
                            new Words(
                                    "host_refused",
                                    "The Host or Origin header names a place that this server does"
                                            + " not serve.",
                                    "Use a configured name of the server, or ask an operator to add"
                                            + " it.")),
                    Map.entry(
                            404,
                            new Words(
                                    "no_such_path",
                                    "There is nothing at this path.",
                                    "Agents use /mcp.")),
                    Map.entry(
                            405,
                            new Words(
                                    "method_not_allowed",
                                    "This path does not answer this method.",
                                    "Use a method that the Allow header names.")),
                    Map.entry(
                            408,
                            new Words(
                                    "request_timeout",
                                    "The request did not arrive in time.",
                                    "Send it again without pauses.")),
                    Map.entry(
                            413,
                            new Words(
                                    "request_too_large",
                                    "The request body is longer than this server reads.",
                                    "Send less at once.")),
                    Map.entry(
                            414,
                            new Words(
                                    "uri_too_long",
                                    "The request line is too long.",
                                    "Shorten the URI.")),
                    Map.entry(
                            415,
                            new Words(
                                    "unsupported_media_type",
                                    "The Content-Type is not application/json.",
                                    "Send JSON and say so in Content-Type.")),
                    Map.entry(
                            406,
                            new Words(
                                    "not_acceptable",
                                    "The Accept header excludes every form of the answer.",
                                    "Accept application/json and text/event-stream.")),
                    Map.entry(
                            431,
                            new Words(
                                    "headers_too_large",
                                    "The request headers are longer than this server reads.",
                                    "Send fewer or shorter headers.")),
                    Map.entry(
                            503,
                            new Words(
                                    "unavailable",
                                    "The server is stopping or has no room for this request.",
                                    "Try again in a moment.")));

    /** The words that go with a status; an unforeseen status below 500 reads as a bad request. */
    public static Problem of(int status, String correlationId) {
        var fallback = status < 500 ? BY_STATUS.getOrDefault(400, INTERNAL) : INTERNAL;
        var words = BY_STATUS.getOrDefault(status, fallback);
        return new Problem(status, words.code(), words.cause(), words.nextStep(), correlationId);
    }

    /** Answers a request with this problem. Nothing may have been written before. */
    public void answer(Context context) {
        context.status(status)
                .header(CORRELATION_HEADER, correlationId)
                .header("Content-Security-Policy", CONTENT_POLICY)
                .contentType(MEDIA_TYPE)
                .result(json());
    }

    /** The body, one line of UTF-8 JSON. */
    public byte[] json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("title", HttpStatus.getMessage(status))
                .put("status", status)
                .put("code", code)
                .put("cause", cause)
                .put("next_step", nextStep)
                .put("correlation_id", correlationId)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
