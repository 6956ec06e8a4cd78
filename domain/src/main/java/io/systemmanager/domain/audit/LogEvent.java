package io.systemmanager.domain.audit;

import io.systemmanager.domain.approval.Agreement;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignedNote;
import java.util.Optional;

/** About the log itself. */
public sealed interface LogEvent extends AuditEvent {

    @Override
    default String type() {
        return switch (this) {
            case LogOpened _ -> "log.opened";
            case Queried _ -> "audit.queried";
            case Viewed _ -> "audit.viewed";
            case KeyRotated _ -> "log.key_rotated";
            case Anchored _ -> "log.anchored";
            case AnchorFailed _ -> "log.anchor_failed";
            case Pruned _ -> "audit.pruned";
            case BackupCreated _ -> "backup.created";
        };
    }

    @Override
    default Severity severity() {
        return switch (this) {
            case LogOpened _, KeyRotated _, Pruned _, BackupCreated _ -> Severity.NOTICE;
            case Anchored _, Queried _, Viewed _ -> Severity.INFO;
            case AnchorFailed _ -> Severity.WARN;
        };
    }

    /**
     * The log began; always its first entry.
     *
     * @param origin the log's name
     * @param key the text of the log's verifier key
     * @param epochKey the text of the first epoch's
     * @param schema of the database in which it is kept
     * @param previous the log that it goes on from, after a restore
     */
    record LogOpened(
            String origin,
            int incarnation,
            String key,
            String epochKey,
            Digest schema,
            Optional<Predecessor> previous)
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

    /**
     * Entries were shown to an operator; durable before they leave.
     *
     * @param query the digest of the question, equal for equal questions
     * @param rows how many entries were shown
     */
    record Viewed(Subject by, Digest query, int rows) implements LogEvent {}

    /**
     * The log before this one on the same host.
     *
     * @param restored the note in the backup that was restored
     * @param last the last note that was known of it
     * @param agreed who agreed to the restore; empty when it is only rehearsed
     */
    record Predecessor(
            SignedNote restored, Optional<SignedNote> last, Optional<Agreement> agreed) {}

    /**
     * The epoch's key was replaced: from this entry on the new one seals and signs.
     *
     * @param by who asked for it
     * @param epochKey the text of the new epoch's verifier key
     */
    record KeyRotated(Subject by, String epochKey) implements LogEvent {}

    /** A checkpoint was handed to somebody outside, for the first time or after a failure. */
    record Anchored(String anchor, long size) implements LogEvent {}

    /** An anchor took no checkpoint; said once until it takes one again. */
    record AnchorFailed(String anchor, String why) implements LogEvent {}

    /**
     * The oldest entries were moved into an archive.
     *
     * @param agreed who agreed to it
     * @param cut the log at the cut: the entries below its size are in the archive
     * @param archive of its bytes
     * @param epochKey the text of the epoch's verifier key at the cut
     */
    record Pruned(Agreement agreed, Checkpoint cut, Digest archive, String epochKey)
            implements LogEvent {}

    /** A copy was made and verified; its log stood there. */
    record BackupCreated(Subject by, Checkpoint copied) implements LogEvent {}
}
