package io.systemmanager.mcpengine;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The severity of a log message to a client (RFC 5424), the mildest first. */
public enum LogLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR,
    CRITICAL,
    ALERT,
    EMERGENCY;

    /** As the protocol writes it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<LogLevel> of(String wireName) {
        return Stream.of(values()).filter(level -> level.wireName().equals(wireName)).findFirst();
    }

    boolean reaches(LogLevel threshold) {
        return compareTo(threshold) >= 0;
    }
}
