package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Results of the handshake revisions: as they are. */
record LegacyWriter() implements EraWriter {
    @Override
    public ObjectNode result(Reply.Complete reply) {
        return reply.body();
    }

    @Override
    public ObjectNode result(Reply.Unfinished reply) {
        throw new IllegalStateException("these revisions have complete results only");
    }
}
