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
 * @param answerTime how long a question to a client stays open
 * @param pageSize entries of a list that go out at once
 * @param sessions of the handshake revisions
 */
public record EngineLimits(
        int streamsPerPrincipal,
        int streams,
        Duration keepAlive,
        Duration reauthentication,
        Duration cacheTime,
        Duration answerTime,
        int pageSize,
        SessionLimits sessions) {
    public EngineLimits {
        if (streamsPerPrincipal < 1 || streams < streamsPerPrincipal) {
            throw new IllegalArgumentException("at least one stream, and no more each than in all");
        }
        if (pageSize < 1 || !answerTime.isPositive()) {
            throw new IllegalArgumentException("a page has an entry, and a question time");
        }
        if (!keepAlive.isPositive() || !reauthentication.isPositive() || cacheTime.isNegative()) {
            throw new IllegalArgumentException("a time limit must be positive");
        }
    }

    /**
     * 64 streams each, 2000 in all, a comment every 10 s, a new look every minute, lists kept for a
     * minute, five minutes for an answer, a hundred entries on a page, and the standard sessions.
     */
    public static EngineLimits standard() {
        return new EngineLimits(
                64,
                2000,
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                100,
                SessionLimits.standard());
    }
}
