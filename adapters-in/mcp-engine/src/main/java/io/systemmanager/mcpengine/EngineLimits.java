package io.systemmanager.mcpengine;

import java.time.Duration;

/**
 * What the engine grants.
 *
 * @param streamsPerPrincipal streams of one principal that are held open without a call
 * @param streams such streams in all
 * @param keepAlive how often a quiet stream carries a comment; at most a third of the listener's
 *     idle time
 * @param reauthentication how often the credential behind an open stream is judged again
 * @param cacheTime how long a client may keep a list
 * @param sessions of the handshake revisions
 */
public record EngineLimits(
        int streamsPerPrincipal,
        int streams,
        Duration keepAlive,
        Duration reauthentication,
        Duration cacheTime,
        SessionLimits sessions) {
    public EngineLimits {
        if (streamsPerPrincipal < 1 || streams < streamsPerPrincipal) {
            throw new IllegalArgumentException("at least one stream, and no more each than in all");
        }
        if (!keepAlive.isPositive() || !reauthentication.isPositive() || cacheTime.isNegative()) {
            throw new IllegalArgumentException("a time limit must be positive");
        }
    }

    /**
     * 64 streams each, 2000 in all, a comment every 10 s, a new look every minute, and the standard
     * sessions.
     */
    public static EngineLimits standard() {
        return new EngineLimits(
                64,
                2000,
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                SessionLimits.standard());
    }
}
