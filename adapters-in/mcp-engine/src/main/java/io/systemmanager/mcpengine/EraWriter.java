package io.systemmanager.mcpengine;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Puts a neutral result into the words of one era. */
sealed interface EraWriter permits ModernWriter, LegacyWriter {
    ObjectNode result(Reply.Complete reply);

    ObjectNode result(Reply.Unfinished reply);
}
