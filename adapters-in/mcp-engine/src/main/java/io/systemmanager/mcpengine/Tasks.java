package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * The tasks that an application lets its clients follow. What a principal may not see does not
 * exist for it. Called from many threads at once.
 *
 * @param <P> the application's principal
 */
public interface Tasks<P> {

    /** A task as it stands now. */
    Optional<Task> find(P principal, String id);

    /**
     * Takes answers to what the task asks; those to anything else are ignored. What is answered is
     * asked no more by the next {@link #find}.
     *
     * @return false when there is no such task
     */
    boolean answer(P principal, String id, Map<String, ObjectNode> answers);

    /**
     * Asks the task to end; it may still end otherwise. One that is over stays as it is.
     *
     * @return false when there is no such task
     */
    boolean cancel(P principal, String id);
}
