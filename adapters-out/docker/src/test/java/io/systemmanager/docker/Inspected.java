package io.systemmanager.docker;

/** Inspections as an engine would answer them. */
final class Inspected {
    static final String STARTED = "2026-01-02T03:04:05.5Z";
    static final String STARTED_LATER = "2026-01-02T03:05:00Z";

    private Inspected() {}

    /** The container of {@link Admitted}. */
    static String state(String status) {
        return run(status, STARTED, 0);
    }

    static String run(String status, String started, int exitCode) {
        return of(status, started, exitCode, "\"Tty\":false", "");
    }

    static String withTerminal() {
        return of("running", STARTED, 0, "\"Tty\":true", "");
    }

    /**
     * @param config members of {@code Config}
     * @param more members beside it, each followed by a comma
     */
    static String of(String status, String started, int exitCode, String config, String more) {
        return """
        {"Id":"%s","Name":"/web","Created":"2026-01-01T00:00:00Z","Image":"sha256:1",
         "RestartCount":3,%s
         "State":{"Status":"%s","StartedAt":"%s","FinishedAt":"2026-01-02T03:04:00Z","ExitCode":%d},
         "Config":{"Image":"web:1","Labels":{"tier":"front"},%s}}
        """
                .formatted(Admitted.ID.value(), more, status, started, exitCode, config);
    }
}
