package io.systemmanager.contract.pact;

import static au.com.dius.pact.consumer.dsl.LambdaDsl.newJsonBody;
import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactBuilder;
import au.com.dius.pact.consumer.dsl.PactDslResponse;
import au.com.dius.pact.consumer.dsl.PactDslWithState;
import au.com.dius.pact.consumer.junit5.PactConsumerTestExt;
import au.com.dius.pact.consumer.junit5.PactTestFor;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.annotations.Pact;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.systemmanager.mcp.AgentOffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a client of revision 2026-07-28 relies on besides tools and their text. */
@ExtendWith(PactConsumerTestExt.class)
@PactTestFor(providerName = "systemmanager", pactVersion = PactSpecVersion.V4)
class McpOffersPact {
    private static final String REVISION = "2026-07-28";
    private static final String META = "io.modelcontextprotocol/";
    private static final String JSON = "application/json";
    private static final String WEB = "systemmanager://containers/web";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** One exchange: what is sent, and what the client reads of the result. */
    private record Exchange(
            String what,
            String method,
            Map<String, String> named,
            String params,
            Consumer<LambdaDslObject> result,
            String relied) {}

    private static final List<Exchange> ALL =
            List.of(
                    new Exchange(
                            "a read of a container's resource",
                            "resources/read",
                            Map.of("Mcp-Name", WEB),
                            "{\"uri\":\"" + WEB + "\"}",
                            result ->
                                    result.minArrayLike(
                                            "contents",
                                            1,
                                            part -> {
                                                part.stringValue("uri", WEB);
                                                part.stringValue("mimeType", JSON);
                                                part.stringMatcher(
                                                        "text",
                                                        "\\{\"container\":\"web\".*",
                                                        "{\"container\":\"web\"}");
                                            }),
                            "/result/contents/0/text"),
                    new Exchange(
                            "a request of a prompt",
                            "prompts/get",
                            Map.of("Mcp-Name", "troubleshoot_container"),
                            "{\"name\":\"troubleshoot_container\","
                                    + "\"arguments\":{\"container\":\"web\"}}",
                            result ->
                                    result.minArrayLike(
                                            "messages",
                                            1,
                                            message -> {
                                                message.stringValue("role", "user");
                                                message.object(
                                                        "content",
                                                        content -> {
                                                            content.stringValue("type", "text");
                                                            content.stringMatcher(
                                                                    "text",
                                                                    "(?s).*container web.*",
                                                                    "the container web");
                                                        });
                                            }),
                            "/result/messages/0/content/text"),
                    new Exchange(
                            "a completion of a container's name",
                            "completion/complete",
                            Map.of(),
                            "{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"troubleshoot_container\"},"
                                    + "\"argument\":{\"name\":\"container\",\"value\":\"we\"}}",
                            result ->
                                    result.object(
                                            "completion",
                                            completion -> {
                                                completion.array(
                                                        "values",
                                                        values -> values.stringValue("web"));
                                                completion.numberValue("total", 1);
                                                completion.booleanValue("hasMore", false);
                                            }),
                            "/result/completion/values/0"),
                    new Exchange(
                            "a call whose client asks for structured results",
                            "tools/call",
                            Map.of("Mcp-Name", "containers_list"),
                            "{\"name\":\"containers_list\",\"arguments\":{}}",
                            result ->
                                    result.object(
                                            "structuredContent",
                                            form -> {
                                                form.integerType("total", 5);
                                                form.minArrayLike(
                                                        "containers",
                                                        1,
                                                        row -> {
                                                            row.stringType("name", "web");
                                                            row.stringType("id", "cbb1ca061892");
                                                            row.stringType("image", "nginx:1.29");
                                                            row.stringType("state", "running");
                                                            row.integerType("restarts", 0);
                                                        });
                                            }),
                            "/result/structuredContent/containers/0/name"));

    @Pact(consumer = "mcp-client", provider = "systemmanager")
    V4Pact eachOffer(PactBuilder builder) {
        var pact = builder.usingLegacyDsl();
        var last = pact.given("the simulated host");
        for (var exchange : ALL.subList(0, ALL.size() - 1)) {
            last = described(last, exchange).given("the simulated host");
        }
        return described(last, ALL.getLast()).toPact(V4Pact.class);
    }

    private static PactDslResponse described(PactDslWithState given, Exchange exchange) {
        return given.uponReceiving(exchange.what())
                .method("POST")
                .path("/mcp")
                .headers(headers(exchange))
                .body(body(exchange), JSON)
                .willRespondWith()
                .status(200)
                .headers(Map.of("Content-Type", JSON))
                .body(answer(exchange.result()));
    }

    private static DslPart answer(Consumer<LambdaDslObject> relied) {
        return newJsonBody(
                        root -> {
                            root.stringValue("jsonrpc", "2.0");
                            root.numberValue("id", 1);
                            root.object(
                                    "result",
                                    result -> {
                                        result.stringValue("resultType", "complete");
                                        relied.accept(result);
                                    });
                        })
                .build();
    }

    @Test
    @PactTestFor(pactMethods = "eachOffer")
    void aClientGetsWhatItReliesOn(MockServer server) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            for (var exchange : ALL) {
                assertThat(send(client, server, exchange).at(exchange.relied()).asText())
                        .as(exchange.what())
                        .contains("web");
            }
        }
    }

    private static Map<String, String> headers(Exchange exchange) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", JSON);
        headers.put("Accept", "application/json, text/event-stream");
        headers.put("MCP-Protocol-Version", REVISION);
        headers.put("Mcp-Method", exchange.method());
        headers.putAll(exchange.named());
        return headers;
    }

    private static String body(Exchange exchange) {
        try {
            var params = (ObjectNode) MAPPER.readTree(exchange.params());
            var meta = params.putObject("_meta");
            meta.put(META + "protocolVersion", REVISION);
            meta.putObject(META + "clientCapabilities")
                    .putObject("extensions")
                    .putObject(AgentOffer.STRUCTURED);
            var body = MAPPER.createObjectNode().put("jsonrpc", "2.0").put("id", 1);
            body.put("method", exchange.method()).set("params", params);
            return body.toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode send(HttpClient client, MockServer server, Exchange exchange)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.getUrl() + "/mcp"));
        headers(exchange).forEach(request::header);
        var response =
                client.send(
                        request.POST(HttpRequest.BodyPublishers.ofString(body(exchange))).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return MAPPER.readTree(response.body());
    }
}
