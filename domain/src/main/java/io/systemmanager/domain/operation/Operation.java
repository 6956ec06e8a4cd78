package io.systemmanager.domain.operation;

/**
 * What this server can be asked to do. The list is closed: what is not here, no policy can allow.
 *
 * <p>An operation that exists is valid; each constructor refuses what lies outside its limits with
 * an {@link IllegalArgumentException} whose message may be shown to the caller.
 */
public sealed interface Operation permits ReadOperation, WriteOperation, UndoOperation {

    /** The name by which policy and audit know it. */
    default OperationName name() {
        return Declaration.of(this).nameOf(this);
    }
}
