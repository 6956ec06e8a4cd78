package io.systemmanager.domain.audit;

import io.systemmanager.domain.json.Digest;

/** About the log itself. */
public sealed interface LogEvent extends AuditEvent {

    @Override
    default String type() {
        return switch (this) {
            case LogOpened _ -> "log.opened";
            case Queried _ -> "audit.queried";
        };
    }

    @Override
    default Severity severity() {
        return switch (this) {
            case LogOpened _ -> Severity.NOTICE;
            case Queried _ -> Severity.INFO;
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

    /**
     * Entries were shown to a caller; durable before they leave. It stands in the place of an
     * {@code op.read} and says all that one says.
     *
     * @param read the call
     * @param query the digest of the question, equal for equal questions
     * @param rows how many entries were shown
     */
    record Queried(OperationEvent.Read read, Digest query, int rows) implements LogEvent {}
}
