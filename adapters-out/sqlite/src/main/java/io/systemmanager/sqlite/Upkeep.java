package io.systemmanager.sqlite;

import java.time.Duration;

/**
 * How a ledger is looked after.
 *
 * @param reserve bytes of disk space that are kept for the entry that says that the disk is full
 * @param look how often at room, files and failures; up to 8 times as long while a failure lasts
 * @param patrol how often through what is stored
 */
public record Upkeep(long reserve, Duration look, Duration patrol) {

    /** A reserve of 16 MiB, a look each second, a patrol each hour. */
    public static final Upkeep STANDARD =
            new Upkeep(16 << 20, Duration.ofSeconds(1), Duration.ofHours(1));

    /** With another reserve. */
    public Upkeep withReserve(long bytes) {
        return new Upkeep(bytes, look, patrol);
    }
}
