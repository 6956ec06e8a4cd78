package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The order of the checks: a request that breaks every rule is mended rule by rule, and each time
 * the next rule answers.
 */
class ModernLadderTest {
    private final ModernLadder ladder =
            new ModernLadder(name -> name.equals("tasks/get") || name.equals("tools/call"));
    private final Map<String, String> headers = new HashMap<>();
    private final ObjectNode params = FixtureTools.tree("{\"taskId\":\"t1\",\"name\":\"echo\"}");

    private int fault(String method) {
        var request = new Message.Request(new RpcId(TextNode.valueOf("1")), method, params);
        RequestHeaders seen =
                name -> {
                    var value = headers.get(name.toLowerCase(Locale.ROOT));
                    return value == null ? List.of() : List.of(value);
                };
        return ladder.fault(request, seen).map(RpcError::number).orElse(0);
    }

    private ObjectNode meta() {
        return params.withObject("/_meta");
    }

    @Test
    void theFirstBrokenRuleAnswers() {
        assertThat(fault("gone")).isEqualTo(RpcError.INVALID_PARAMS);
        meta().put(Protocol.META_VERSION, "v999.0.0");
        assertThat(fault("gone")).isEqualTo(RpcError.INVALID_PARAMS);
        meta().putObject(Protocol.META_CAPABILITIES);
        meta().put(Protocol.META_CLIENT, "a name");
        assertThat(fault("gone")).isEqualTo(RpcError.INVALID_PARAMS);
        meta().remove(Protocol.META_CLIENT);
        assertThat(fault("gone")).isEqualTo(RpcError.HEADER_MISMATCH);
        headers.put("mcp-protocol-version", "v999.0.0");
        assertThat(fault("gone")).isEqualTo(RpcError.VERSION_UNSUPPORTED);
        headers.put("mcp-protocol-version", "2026-07-28");
        meta().put(Protocol.META_VERSION, "2026-07-28");
        assertThat(fault("gone")).isEqualTo(RpcError.HEADER_MISMATCH);
        headers.put("mcp-method", "gone");
        assertThat(fault("gone")).isEqualTo(RpcError.METHOD_NOT_FOUND);
    }

    @Test
    void theNameComesBeforeTheMethodAndTheLevelBeforeTheCapability() {
        meta().put(Protocol.META_VERSION, "2026-07-28").put(Protocol.META_LOG_LEVEL, "loud");
        meta().putObject(Protocol.META_CAPABILITIES);
        headers.put("mcp-protocol-version", " 2026-07-28 ");
        headers.put("mcp-method", "tasks/cancel");
        headers.put("mcp-name", "other");
        assertThat(fault("tasks/cancel")).isEqualTo(RpcError.HEADER_MISMATCH);
        headers.put("mcp-name", "t1");
        assertThat(fault("tasks/cancel")).isEqualTo(RpcError.METHOD_NOT_FOUND);
        headers.put("mcp-method", "tasks/get");
        assertThat(fault("tasks/get")).isEqualTo(RpcError.INVALID_PARAMS);
        meta().put(Protocol.META_LOG_LEVEL, "debug");
        assertThat(fault("tasks/get")).isEqualTo(RpcError.CLIENT_CAPABILITY_MISSING);
        meta().putObject(Protocol.META_CAPABILITIES)
                .putObject("extensions")
                .putObject(Protocol.TASKS);
        assertThat(fault("tasks/get")).isZero();
    }
}
