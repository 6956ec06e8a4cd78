package io.systemmanager.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.domain.json.Json;
import io.systemmanager.ops.state.MarkKeyFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Secrets in every field that a client fills in: none of them reaches the disk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedactionCorpusTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The core of every planted secret, in clear text and in base64. */
    private static final List<String> CANARIES = List.of("Canary7Bird", "Q2FuYXJ5N0JpcmQ");

    /** Texts with one secret each, in a form that gives it away. */
    private static final List<String> TEXTS =
            List.of(
                    "password=Canary7Bird1",
                    "--token Canary7Bird2",
                    "x://u:Canary7Bird3@h",
                    "Bearer Canary7Bird4",
                    "Basic dXNlcjpDYW5hcnk3QmlyZA==",
                    "smt_Canary7Bird5xxxxxxxx",
                    "ghp_Canary7Bird6xxxxxxxx",
                    "eyJhbGciOiJub25lIn0.Q2FuYXJ5N0JpcmQ.Canary7Bird7",
                    "api_key: 'Canary7Bird8'");

    private final RunningServer server = RunningServer.start();

    @BeforeAll
    void plant() {
        var client = server.client(server.agentToken());
        for (var text : TEXTS) {
            for (var call : calls(text)) {
                client.send(
                        client.post(call.toString())
                                .header("MCP-Protocol-Version", McpClient.MODERN)
                                .header("Mcp-Method", "tools/call")
                                .header("Mcp-Name", call.at("/params/name").asText())
                                .header("tracestate", "v=" + text.hashCode())
                                .build());
            }
        }
    }

    @AfterAll
    void close() {
        server.close();
    }

    /** The same secret in each place where a tool takes words. */
    private static List<JsonNode> calls(String text) {
        var calls = new ArrayList<JsonNode>();
        calls.add(call(text, "containers_list", "match", text));
        calls.add(call(text, "containers_list", "stack", text));
        calls.add(call(text, "containers_logs", "grep", text));
        calls.add(call(text, "containers_get", "container", text));
        calls.add(call(text, "containers_lifecycle", "reason", text + " and more words"));
        calls.add(call(text, "containers_lifecycle", "no_such_argument", text));
        return calls;
    }

    private static JsonNode call(String text, String tool, String argument, String value) {
        var request = MAPPER.createObjectNode().put("jsonrpc", "2.0").put("id", text);
        request.put("method", "tools/call");
        var params = request.putObject("params").put("name", tool);
        var arguments = params.putObject("arguments").put(argument, value);
        if (tool.equals("containers_lifecycle")) {
            arguments.put("container", "web").put("action", "restart");
        }
        if (tool.equals("containers_logs")) {
            arguments.put("container", "web");
        }
        var meta = params.putObject("_meta");
        meta.put("io.modelcontextprotocol/protocolVersion", McpClient.MODERN);
        meta.putObject("io.modelcontextprotocol/clientCapabilities");
        meta.putObject("io.modelcontextprotocol/clientInfo").put("name", text).put("version", text);
        return request;
    }

    @Test
    void everyPlaceWasReached() {
        var entries = server.entriesFrom(0).toString();
        assertThat(entries)
                .contains("\"match\":\"password=[hs1:")
                .contains("\"stack\":\"password=[hs1:")
                .contains("\"grep\":\"password=[hs1:")
                .contains("\"reason\":\"password=[hs1:")
                .contains("\"rpc\":\"password=[hs1:")
                .contains("\"client\":{\"addr\":\"127.0.0.1\",\"name\":\"password=[hs1:");
    }

    @Test
    void aMarkTellsWhetherASecretWasUsed() throws Exception {
        var marker = MarkKeyFiles.all(server.state()).getFirst();
        assertThat(server.entriesFrom(0).toString())
                .contains(marker.mark(Json.of("Canary7Bird1")))
                .doesNotContain(marker.mark(Json.of("Canary7Bird0")));
    }

    @Test
    void noSecretIsOnTheDisk() throws Exception {
        try (Stream<java.nio.file.Path> files = Files.walk(server.state().root())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(content(file))
                        .as("%s", file.getFileName())
                        .doesNotContain(CANARIES.toArray(String[]::new));
            }
        }
    }

    private static String content(java.nio.file.Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }
}
