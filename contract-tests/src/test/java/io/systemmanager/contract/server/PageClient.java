package io.systemmanager.contract.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.Optional;

/**
 * A client of 2026-07-28 that says it can send its person to pages, and asks for a change of one
 * container.
 *
 * @param program what it calls itself
 * @param capabilities what it declares
 */
public record PageClient(McpClient http, String program, String capabilities) {
    static final String PAGES = "{\"elicitation\":{\"url\":{}}}";
    static final String STOP = "{\"container\":\"db\",\"action\":\"stop\"}";
    private static final String META = "io.modelcontextprotocol/";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** One that opens pages and fills in no forms. */
    public static PageClient of(RunningServer running, String token) {
        return new PageClient(running.client(token), "contract", PAGES);
    }

    /** The result or error of the call. */
    public JsonNode call() {
        return call(STOP, Optional.empty(), Optional.empty());
    }

    /** The same call again with the state that it was given. */
    JsonNode retry(JsonNode asked, String action) {
        return call(STOP, Optional.of(state(asked)), Optional.of(action));
    }

    JsonNode call(String arguments, Optional<String> state, Optional<String> action) {
        return outcome(http.send(request(arguments, state, action)));
    }

    /** Such a request, not sent. */
    HttpRequest request(String arguments, Optional<String> state, Optional<String> action) {
        var params = MAPPER.createObjectNode().put("name", "containers_lifecycle");
        params.set("arguments", read(arguments));
        state.ifPresent(given -> params.put("requestState", given));
        action.ifPresent(given -> params.set("inputResponses", answers(given)));
        var meta = params.putObject("_meta");
        meta.put(META + "protocolVersion", McpClient.MODERN);
        meta.set(META + "clientCapabilities", read(capabilities));
        meta.putObject(META + "clientInfo").put("name", program).put("version", "1");
        var body = MAPPER.createObjectNode().put("jsonrpc", "2.0").put("id", 7);
        body.put("method", "tools/call").set("params", params);
        return http.post(body.toString())
                .header("MCP-Protocol-Version", McpClient.MODERN)
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", "containers_lifecycle")
                .build();
    }

    private static ObjectNode answers(String action) {
        var answers = MAPPER.createObjectNode();
        var answer = answers.putObject("approval").put("action", action);
        answer.putObject("content").put("approved", true).put("confirm", true);
        return answers;
    }

    static String state(JsonNode asked) {
        return asked.path("requestState").asText();
    }

    /** The page to which a person is sent. */
    public static String page(JsonNode asked) {
        return asked.at("/inputRequests/approval/params/url").asText();
    }

    /** The record of the operation in a result. */
    static JsonNode operation(JsonNode result) {
        return read(result.at("/content/0/text").asText());
    }

    /** What an answer brings, be it a body or the last event of a stream. */
    static JsonNode outcome(McpClient.Answer answer) {
        var lines = answer.body().lines().filter(line -> line.contains("jsonrpc")).toList();
        var last = lines.getLast();
        var message = read(last.substring(last.indexOf('{')));
        return message.has("error") ? message.path("error") : message.path("result");
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }
}
