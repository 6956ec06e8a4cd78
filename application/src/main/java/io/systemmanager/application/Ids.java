package io.systemmanager.application;

import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.caller.Trace;
import io.systemmanager.domain.grant.GrantId;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.port.Randomness;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Makes new ids. Thread-safe. */
public final class Ids {
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?");

    private final InstantSource clock;
    private final Randomness randomness;

    public Ids(InstantSource clock, Randomness randomness) {
        this.clock = clock;
        this.randomness = randomness;
    }

    /** A UUID of version 7 (RFC 9562 §5.7). */
    public RequestId request() {
        var random = ByteBuffer.wrap(randomness.bytes(10));
        long high = (clock.millis() << 16) | 0x7000 | (random.getShort() & 0x0fff);
        long low = (random.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new RequestId(new UUID(high, low));
    }

    public OperationId operation() {
        return new OperationId(random("op_"));
    }

    public ApprovalId approval() {
        return new ApprovalId(random("apr_"));
    }

    public GrantId grant() {
        return new GrantId(random("grt_"));
    }

    /** 128 random bits behind a prefix, in base 32. */
    private String random(String prefix) {
        var random = randomness.bytes(16);
        var text = new StringBuilder(prefix);
        int buffer = 0;
        int bits = 0;
        for (byte each : random) {
            buffer = (buffer << 8) | (each & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BASE32.charAt(buffer >> bits & 31));
            }
        }
        return text.append(BASE32.charAt(buffer << (5 - bits) & 31)).toString();
    }

    /**
     * The place of a new call in the caller's trace, or the beginning of a trace of its own when
     * the header is missing or malformed (W3C Trace Context §3.2).
     */
    public Trace trace(Optional<String> traceparent) {
        var span = HexFormat.of().formatHex(nonZero(8));
        var matcher = TRACEPARENT.matcher(traceparent.orElse(""));
        if (matcher.matches() && !traceparent.orElse("").startsWith("ff")) {
            try {
                return new Trace(matcher.group(1), span, Optional.of(matcher.group(2)));
            } catch (IllegalArgumentException allZero) {
                return freshTrace(span);
            }
        }
        return freshTrace(span);
    }

    private Trace freshTrace(String span) {
        return new Trace(HexFormat.of().formatHex(nonZero(16)), span, Optional.empty());
    }

    private byte[] nonZero(int count) {
        var bytes = randomness.bytes(count);
        bytes[count - 1] |= 1;
        return bytes;
    }
}
