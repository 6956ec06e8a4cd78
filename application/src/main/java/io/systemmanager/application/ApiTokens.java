package io.systemmanager.application;

import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.port.Credentials;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Judges tokens that this server made. They are 256 random bits, looked up by their SHA-256, so
 * guessing is hopeless and timing tells nothing.
 */
record ApiTokens(Credentials credentials) {
    /** How each of them begins. */
    static final String PREFIX = "smt_";

    private static final int LONGEST = 512;

    Finding judge(String token, Instant now) {
        if (token.length() > LONGEST) {
            return Finding.Refused.because("unknown");
        }
        return judge(Digest.of(token.getBytes(StandardCharsets.UTF_8)), now);
    }

    /** Judges the token with that SHA-256. */
    Finding judge(Digest token, Instant now) {
        return credentials
                .find(token)
                .map(record -> judge(record, now))
                .orElseGet(() -> Finding.Refused.because("unknown"));
    }

    private static Finding judge(TokenRecord record, Instant now) {
        if (record.revokedAt().isPresent()) {
            return new Finding.Refused(Optional.of(record.id()), "revoked");
        }
        return record.goodAt(now)
                ? new Finding.Proven(record.caller(), record.expiresAt())
                : new Finding.Refused(Optional.of(record.id()), "expired");
    }
}
