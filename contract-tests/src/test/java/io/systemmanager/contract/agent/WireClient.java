package io.systemmanager.contract.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Speaks both generations of the protocol, and declares what a test says. */
final class WireClient {
    static final String STRUCTURED = "io.systemmanager/structured-output";
    static final String TASKS = "io.modelcontextprotocol/tasks";
    private static final String MODERN = "2026-07-28";
    private static final String META = "io.modelcontextprotocol/";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http;
    private final URI endpoint;
    private final String token;
    private final List<String> extensions = new ArrayList<>();
    private Optional<String> progressToken = Optional.empty();

    WireClient(int port, String token) {
        this(
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build(),
                URI.create("http://127.0.0.1:" + port + "/mcp"),
                token);
    }

    WireClient(HttpClient http, URI endpoint, String token) {
        this.http = http;
        this.endpoint = endpoint;
        this.token = token;
    }

    /** Declares an extension from now on. */
    WireClient with(String extension) {
        extensions.add(extension);
        return this;
    }

    /** Asks for progress from now on. */
    WireClient followingProgress() {
        progressToken = Optional.of("p1");
        return this;
    }

    static ObjectNode object(String json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    /** Calls a tool in the stateless revision; the last message of the answer. */
    JsonNode call(String tool, String arguments) {
        return ask("tools/call", callOf(tool, arguments));
    }

    static ObjectNode callOf(String tool, String arguments) {
        var params = MAPPER.createObjectNode().put("name", tool);
        params.set("arguments", object(arguments));
        return params;
    }

    JsonNode read(String uri) {
        return ask("resources/read", MAPPER.createObjectNode().put("uri", uri));
    }

    /** Asks in the stateless revision; the last message of the answer. */
    JsonNode ask(String method, ObjectNode params) {
        return messages(method, params).getLast();
    }

    JsonNode ask(String method, String params) {
        return ask(method, object(params));
    }

    /** All messages of an answer, be it a body or a stream. */
    List<JsonNode> messages(String method, ObjectNode params) {
        try (var stream = open(method, params)) {
            var messages = new ArrayList<JsonNode>();
            for (var next = stream.next(); next.isPresent(); next = stream.next()) {
                messages.add(next.get());
            }
            return messages;
        }
    }

    /** An answer that is read message by message. */
    Messages open(String method, ObjectNode params) {
        var meta = params.putObject("_meta");
        meta.put(META + "protocolVersion", MODERN);
        progressToken.ifPresent(named -> meta.put("progressToken", named));
        var declared = meta.putObject(META + "clientCapabilities");
        extensions.forEach(id -> declared.withObject("/extensions").putObject(id));
        meta.putObject(META + "clientInfo").put("name", "contract").put("version", "1");
        var request =
                post(method, params)
                        .header("MCP-Protocol-Version", MODERN)
                        .header("Mcp-Method", method);
        for (var named : List.of("name", "uri", "taskId")) {
            if (params.has(named)) {
                request.header("Mcp-Name", params.path(named).asText());
            }
        }
        return new Messages(send(request.build()).body());
    }

    /** Asks in a session of a handshake revision, begun with that declaration. */
    JsonNode askInSession(String revision, String capabilities, String method, ObjectNode params) {
        var hello = MAPPER.createObjectNode().put("protocolVersion", revision);
        hello.set("capabilities", object(capabilities));
        hello.putObject("clientInfo").put("name", "contract").put("version", "1");
        var welcome = send(post("initialize", hello).build());
        var session = welcome.headers().firstValue("Mcp-Session-Id");
        try (var greeting = new Messages(welcome.body())) {
            var first = greeting.next().orElseThrow();
            if (method.equals("initialize")) {
                return first;
            }
        }
        var request = post(method, params).header("MCP-Protocol-Version", revision);
        session.ifPresent(id -> request.header("Mcp-Session-Id", id));
        try (var answer = new Messages(send(request.build()).body())) {
            return answer.next().orElseThrow();
        }
    }

    private HttpRequest.Builder post(String method, ObjectNode params) {
        var body = MAPPER.createObjectNode().put("jsonrpc", "2.0").put("id", 7);
        body.put("method", method).set("params", params);
        return HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The messages of one answer in their order. */
    static final class Messages implements AutoCloseable {
        private final BufferedReader lines;

        private Messages(InputStream body) {
            this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }

        /** The next one; empty at the end. */
        Optional<JsonNode> next() {
            try {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    var json = line.startsWith("data:") ? line.substring(5).strip() : line;
                    if (json.startsWith("{")) {
                        return Optional.of(MAPPER.readTree(json));
                    }
                }
                return Optional.empty();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            try {
                lines.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
