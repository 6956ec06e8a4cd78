package io.systemmanager.mcpengine;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.core.util.RecyclerPool;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Trees as text. Its buffers come from one pool, because Jackson otherwise keeps them by thread and
 * each call is on a virtual thread of its own: a fifth of all that a call allocates. Thread-safe.
 */
public final class JsonText {
    private static final RecyclerPool<BufferRecycler> BUFFERS =
            JsonRecyclerPools.sharedConcurrentDequePool();

    private static final ObjectWriter WRITER = new JsonMapper(factory().build()).writer();

    private JsonText() {}

    /** A factory's builder with these buffers. */
    static JsonFactoryBuilder factory() {
        return new JsonFactoryBuilder().recyclerPool(BUFFERS);
    }

    /** Without any space. */
    public static String of(JsonNode tree) {
        try {
            return WRITER.writeValueAsString(tree);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a tree is always JSON", broken);
        }
    }

    /** The same in UTF-8. */
    static byte[] bytes(JsonNode tree) {
        try {
            return WRITER.writeValueAsBytes(tree);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a tree is always JSON", broken);
        }
    }
}
