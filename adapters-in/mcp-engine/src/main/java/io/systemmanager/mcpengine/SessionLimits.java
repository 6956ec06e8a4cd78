package io.systemmanager.mcpengine;

import java.time.Duration;

/**
 * What the engine keeps for clients of the handshake revisions.
 *
 * @param each sessions of one principal
 * @param all sessions in all
 * @param idle how long a session lives that nothing uses
 * @param keptCharacters of events of all sessions, for clients that lost their connection
 */
public record SessionLimits(int each, int all, Duration idle, long keptCharacters) {
    public SessionLimits {
        if (each < 1 || all < each) {
            throw new IllegalArgumentException(
                    "at least one session, and no more each than in all");
        }
        if (keptCharacters < 0) {
            throw new IllegalArgumentException("nothing, or more, is kept of events");
        }
        if (!idle.isPositive()) {
            throw new IllegalArgumentException("a time limit must be positive");
        }
    }

    /** 64 each, 2000 in all, 30 minutes, four million characters. */
    public static SessionLimits standard() {
        return new SessionLimits(64, 2000, Duration.ofMinutes(30), 4 << 20);
    }
}
