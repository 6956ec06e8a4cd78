package io.systemmanager.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.mcpengine.JsonText;
import java.util.function.Supplier;

/**
 * An answer in its two forms. The text is what a model reads; the structured form says the same to
 * a program and is made only for those who ask for it.
 */
record Answer(String text, Supplier<ObjectNode> form) {

    /** One whose text is its JSON. */
    static Answer of(ObjectNode root) {
        return new Answer(JsonText.of(root), () -> root);
    }
}
