package io.systemmanager.domain.audit;

import io.systemmanager.domain.json.Digest;

/** About the log itself. */
public sealed interface LogEvent extends AuditEvent {

    @Override
    default String type() {
        return switch (this) {
            case LogOpened _ -> "log.opened";
        };
    }

    @Override
    default Severity severity() {
        return switch (this) {
            case LogOpened _ -> Severity.NOTICE;
        };
    }

    /**
     * The log began; always its first entry.
     *
     * @param origin the log's name
     * @param key the text of the log's verifier key
     * @param epochKey the text of the first epoch's
     * @param schema of the database in which it is kept
     */
    record LogOpened(String origin, int incarnation, String key, String epochKey, Digest schema)
            implements LogEvent {}
}
