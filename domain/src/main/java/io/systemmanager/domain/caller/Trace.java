package io.systemmanager.domain.caller;

import java.util.Optional;

/**
 * Where a call stands in a distributed trace (W3C Trace Context §3.2.2).
 *
 * @param traceId 32 hex digits, not all zero: the caller's, or a new one
 * @param spanId 16 hex digits, not all zero: the span that this server opened for the call
 * @param parentSpanId the caller's span; empty where the trace begins here
 */
public record Trace(String traceId, String spanId, Optional<String> parentSpanId) {
    private static final int TRACE = 32;
    private static final int SPAN = 16;

    public Trace {
        if (!isId(traceId, TRACE)
                || !isId(spanId, SPAN)
                || !parentSpanId.map(id -> isId(id, SPAN)).orElse(true)) {
            throw new IllegalArgumentException("not a W3C trace context");
        }
    }

    /** Made for every call: no pattern here. */
    private static boolean isId(String id, int length) {
        boolean zero = true;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
            zero &= c == '0';
        }
        return id.length() == length && !zero;
    }
}
