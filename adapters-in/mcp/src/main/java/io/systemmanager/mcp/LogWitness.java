package io.systemmanager.mcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.systemmanager.domain.trail.LogState;
import io.systemmanager.mcpengine.ToolAnswer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Puts the log, as it now stands, beside the answer to a change, so that its caller can hold the
 * log to that.
 *
 * @param log empty where it cannot be read now
 */
record LogWitness(Supplier<Optional<LogState>> log) {
    private static final String CHECKPOINT = "systemmanager/checkpoint";

    ToolAnswer.Done beside(ToolAnswer.Done answer) {
        var meta = JsonNodeFactory.instance.objectNode();
        log.get().ifPresent(state -> meta.set(CHECKPOINT, AuditWriter.checkpoint(state)));
        return answer.withMeta(meta);
    }
}
