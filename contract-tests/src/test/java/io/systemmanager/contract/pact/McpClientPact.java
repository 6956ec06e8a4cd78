package io.systemmanager.contract.pact;

import static au.com.dius.pact.consumer.dsl.LambdaDsl.newJsonBody;
import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.PactBuilder;
import au.com.dius.pact.consumer.junit5.PactConsumerTestExt;
import au.com.dius.pact.consumer.junit5.PactTestFor;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.annotations.Pact;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.mcp.ToolCatalogue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each tool, called as a client of revision 2026-07-28 calls it, and what the client relies on. */
@ExtendWith(PactConsumerTestExt.class)
@PactTestFor(providerName = "systemmanager", pactVersion = PactSpecVersion.V4)
class McpClientPact {
    private static final String REVISION = "2026-07-28";
    private static final String META = "io.modelcontextprotocol/";
    private static final String JSON = "application/json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ToolCatalogue catalogue = new ToolCatalogue();

    @Pact(consumer = "mcp-client", provider = "systemmanager")
    V4Pact eachTool(PactBuilder builder) {
        var pact = builder.usingLegacyDsl().given("the simulated host");
        for (var tool : Declaration.values()) {
            pact =
                    pact.uponReceiving("a call of " + tool.tool())
                            .method("POST")
                            .path("/mcp")
                            .headers(headers(tool))
                            .body(request(tool), JSON)
                            .willRespondWith()
                            .status(200)
                            .headers(Map.of("Content-Type", JSON))
                            .body(answer(promise(tool)))
                            .given("the simulated host");
        }
        return pact.uponReceiving("a call of a tool that does not exist")
                .method("POST")
                .path("/mcp")
                .headers(headers("tools/call", "containers_explode"))
                .body(body("containers_explode", "{}"), JSON)
                .willRespondWith()
                .status(200)
                .headers(Map.of("Content-Type", JSON))
                .body(
                        newJsonBody(
                                        root -> {
                                            root.stringValue("jsonrpc", "2.0");
                                            root.numberValue("id", 1);
                                            root.object(
                                                    "error",
                                                    error -> {
                                                        error.numberValue("code", -32602);
                                                        error.stringType("message");
                                                        error.object(
                                                                "data",
                                                                data -> {
                                                                    data.stringType("code");
                                                                    data.stringType("next_step");
                                                                    data.uuid("correlation_id");
                                                                });
                                                    });
                                        })
                                .build())
                .toPact(V4Pact.class);
    }

    @Test
    @PactTestFor(pactMethods = "eachTool")
    void aClientGetsWhatItReliesOn(MockServer server) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            for (var tool : Declaration.values()) {
                var answer = send(client, server, headers(tool), request(tool));
                assertThat(answer.at("/result/content/0/type").asText()).isEqualTo("text");
                assertThat(answer.at("/result/resultType").asText()).isEqualTo("complete");
            }
            var unknown =
                    send(
                            client,
                            server,
                            headers("tools/call", "containers_explode"),
                            body("containers_explode", "{}"));
            assertThat(unknown.at("/error/code").asInt()).isEqualTo(-32602);
        }
    }

    /** How the text of each tool's answer begins, or what it always holds. */
    private static String promise(Declaration tool) {
        return switch (tool) {
            case CONTAINERS_LIST ->
                    "\\{\"columns\":\"name\\|id\\|image\\|state.*\"total\":[0-9]+.*\\}";
            case CONTAINERS_GET -> "\\{\"container\":\"web\".*\"etag\":\"[0-9a-f]+\"\\}";
            case CONTAINERS_LOGS ->
                    "(?s)\\{\"container\":\"web\",\"untrusted\":true,\"lines\":[0-9]+.*";
            case CONTAINERS_LIFECYCLE ->
                    "\\{\"status\":\"planned\",\"target\":\"web\",\"plan\":\\{\"hash\":\"[0-9a-f]{64}\".*";
            case SYSTEM_STATUS -> "\\{\"cpu\":\\{.*\"memory\":\\{.*\"disk\":\\[.*";
            case OPERATIONS_GET -> "\\{\"operations\":\\[.*\\]\\}";
            case OPERATIONS_UNDO -> // of an operation that is nobody's
                    "\\{\"error\":\\{\"code\":\"operation_not_found\".*";
            case POLICY_EXPLAIN ->
                    "\\{\"operation\":\"containers_lifecycle.restart\",\"decision\":\"allow\".*";
            case AUDIT_QUERY ->
                    "\\{\"columns\":\"seq\\|time\\|type\\|principal.*\"log\":\\{\"origin\":.*\"verifies\":true.*\\}";
        };
    }

    private static DslPart answer(String promise) {
        return newJsonBody(
                        root -> {
                            root.stringValue("jsonrpc", "2.0");
                            root.numberValue("id", 1);
                            root.object(
                                    "result",
                                    result -> {
                                        result.stringValue("resultType", "complete");
                                        result.minArrayLike(
                                                "content",
                                                1,
                                                block -> {
                                                    block.stringValue("type", "text");
                                                    block.stringMatcher(
                                                            "text", promise, sample(promise));
                                                });
                                    });
                        })
                .build();
    }

    /** An example that the promise holds for; the mock server answers with it. */
    private static String sample(String promise) {
        for (var sample : SAMPLES) {
            if (sample.matches(promise)) {
                return sample;
            }
        }
        throw new AssertionError("no sample for " + promise);
    }

    private static final String[] SAMPLES = {
        "{\"columns\":\"name|id|image|state\",\"rows\":[],\"total\":0}",
        "{\"container\":\"web\",\"untrusted\":true,\"etag\":\"0a1b\"}",
        "{\"container\":\"web\",\"untrusted\":true,\"lines\":0,\"truncated\":false}",
        "{\"status\":\"planned\",\"target\":\"web\",\"plan\":{\"hash\":\"%s\"}}"
                .formatted("0123456789abcdef".repeat(4)),
        "{\"cpu\":{},\"memory\":{},\"disk\":[]}",
        "{\"operations\":[]}",
        "{\"error\":{\"code\":\"operation_not_found\"}}",
        "{\"columns\":\"seq|time|type|principal\",\"rows\":[],\"log\":{\"origin\":\"o\",\"verifies\":true}}",
        "{\"operation\":\"containers_lifecycle.restart\",\"decision\":\"allow\",\"rule\":\"operate\"}"
    };

    private Map<String, String> headers(Declaration tool) {
        return headers("tools/call", tool.tool());
    }

    private static Map<String, String> headers(String method, String name) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", JSON);
        headers.put("Accept", "application/json, text/event-stream");
        headers.put("MCP-Protocol-Version", REVISION);
        headers.put("Mcp-Method", method);
        headers.put("Mcp-Name", name);
        return headers;
    }

    private String request(Declaration tool) {
        var example = catalogue.examples(tool).getFirst();
        return body(tool.tool(), example.arguments().toString());
    }

    private static String body(String tool, String arguments) {
        try {
            var params = MAPPER.createObjectNode().put("name", tool);
            params.set("arguments", MAPPER.readTree(arguments));
            var meta = params.putObject("_meta");
            meta.put(META + "protocolVersion", REVISION);
            meta.putObject(META + "clientCapabilities");
            var body = MAPPER.createObjectNode().put("jsonrpc", "2.0").put("id", 1);
            body.put("method", "tools/call").set("params", params);
            return body.toString();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static com.fasterxml.jackson.databind.JsonNode send(
            HttpClient client, MockServer server, Map<String, String> headers, String body)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.getUrl() + "/mcp"));
        headers.forEach(request::header);
        var response =
                client.send(
                        request.POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return MAPPER.readTree(response.body());
    }
}
