package io.systemmanager.domain.caller;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a call stands in a distributed trace (W3C Trace Context §3.2.2).
 *
 * @param traceId 32 hex digits, not all zero: the caller's, or a new one
 * @param spanId 16 hex digits, not all zero: the span that this server opened for the call
 * @param parentSpanId the caller's span; empty where the trace begins here
 */
public record Trace(String traceId, String spanId, Optional<String> parentSpanId) {
    private static final Pattern TRACE = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final Pattern SPAN = Pattern.compile("(?!0{16})[0-9a-f]{16}");

    public Trace {
        if (!TRACE.matcher(traceId).matches()
                || !SPAN.matcher(spanId).matches()
                || !parentSpanId.map(id -> SPAN.matcher(id).matches()).orElse(true)) {
            throw new IllegalArgumentException("not a W3C trace context");
        }
    }
}
