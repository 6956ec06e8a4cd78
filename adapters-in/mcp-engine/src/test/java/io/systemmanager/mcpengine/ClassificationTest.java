package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassificationTest {
    private static final RpcId ID = new RpcId(IntNode.valueOf(1));
    private static final String CLAIM =
            "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":7}}";

    @ParameterizedTest
    @CsvSource({
        "request, true, '', Modern",
        "request, true, 2025-11-25, Modern",
        "request, false, 2026-07-28, Modern",
        "request, false, v999.0.0, Modern",
        "request, false, 2027-01-01, Modern",
        "request, false, '', Legacy",
        "request, false, 2025-11-25, Legacy",
        "request, false, 2025-03-26, Legacy",
        "request, false, 2024-11-05, Legacy",
        "notification, true, '', Ignored",
        "notification, false, 2026-07-28, Ignored",
        "notification, false, '', LegacyOneWay",
        "notification, false, 2025-06-18, LegacyOneWay",
        "response, false, 2026-07-28, Misplaced",
        "response, false, '', LegacyOneWay",
        "response, false, 2025-11-25, LegacyOneWay",
    })
    void theBodyDecidesFirstAndTheHeaderSecond(
            String kind, boolean claim, String version, String expected) {
        var params = FixtureTools.tree(claim ? CLAIM : "{\"_meta\":{\"progressToken\":0}}");
        Message message =
                switch (kind) {
                    case "request" -> new Message.Request(ID, "initialize", params);
                    case "notification" -> new Message.Notification("notifications/x", params);
                    default -> new Message.Response(ID, Optional.empty());
                };
        RequestHeaders headers =
                name ->
                        switch (name) {
                            case "MCP-Protocol-Version" ->
                                    version.isEmpty() ? List.of() : List.of(version);
                            case "Mcp-Method", "Mcp-Session-Id" -> List.of("initialize");
                            default -> List.of();
                        };
        assertThat(Classification.of(message, headers).getClass().getSimpleName())
                .isEqualTo(expected);
    }
}
