package io.systemmanager.domain.container;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Which lines of a log to read.
 *
 * @param since only lines at or after this moment
 * @param until only lines before this moment
 * @param tail the last lines that match, 1 to 2000
 * @param grep only lines in which the pattern occurs
 * @param maxBytes how many bytes of text at most, 256 to 65536; the newest lines win
 */
public record LogQuery(
        Stream stream,
        Optional<Instant> since,
        Optional<Instant> until,
        int tail,
        Optional<LinePattern> grep,
        int maxBytes) {

    public LogQuery {
        if (tail < 1 || tail > 2000 || maxBytes < 256 || maxBytes > 65536) {
            throw new IllegalArgumentException("a log query beyond its limits");
        }
    }

    /** Which output of the container. */
    public enum Stream {
        ALL,
        STDOUT,
        STDERR;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
