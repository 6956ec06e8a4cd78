package io.systemmanager.mcpengine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systemmanager.http.Limits;
import io.systemmanager.http.ListenAddress;
import io.systemmanager.http.Listener;
import io.systemmanager.http.ListenerPlan;
import io.systemmanager.http.PlainListener;
import io.systemmanager.http.ServerNames;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A running endpoint on plain loopback and a client of it. */
final class Fixture implements AutoCloseable {
    static final String MODERN = "2026-07-28";
    static final EngineLimits LIMITS =
            new EngineLimits(
                    3, 4, Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMinutes(1));

    final FixtureTools tools = new FixtureTools();
    final Set<String> withdrawn = ConcurrentHashMap.newKeySet();
    final McpEndpoint<String> endpoint;
    final Listener listener;
    final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger ids = new AtomicInteger();

    Fixture(EngineLimits limits) {
        endpoint =
                new McpEndpoint<>(
                        new ServerIdentity(
                                "fixture", Optional.empty(), "1.0", Optional.of("Be kind.")),
                        tools,
                        this::authenticate,
                        limits,
                        () -> "cid-" + ids.incrementAndGet());
        listener = PlainListener.start(plan());
    }

    ListenerPlan plan() {
        return new ListenerPlan(
                ListenAddress.anyLoopbackPort(),
                Limits.standard(),
                ServerNames.loopbackOnly(),
                () -> "lid-" + ids.incrementAndGet(),
                List.of(endpoint));
    }

    private Authentication<String> authenticate(Credentials credentials) {
        var name = credentials.bearer().orElse("");
        if ((name.equals("alice") || name.equals("bob")) && !withdrawn.contains(name)) {
            return new Authentication.Known<>(name);
        }
        if (name.equals("hasty")) {
            return new Authentication.Refused<>(
                    429, "throttled", "Too many.", "Wait.", Optional.empty(), Optional.of(7));
        }
        return new Authentication.Refused<>(
                401,
                "invalid_token",
                "No.",
                "Get one.",
                credentials.bearer().map(_ -> "Bearer error=\"invalid_token\""),
                Optional.empty());
    }

    /** A request builder for {@code /mcp} with alice's token and what every client sends. */
    HttpRequest.Builder request() {
        return bare("/mcp")
                .header("Authorization", "Bearer alice")
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Accept", "text/event-stream, application/json");
    }

    HttpRequest.Builder bare(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    /** A legacy POST. */
    Answer legacy(String body, String... headers) throws IOException, InterruptedException {
        return send(with(request(), headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** A modern POST with right headers, of which the given pairs replace some. */
    Answer modern(String method, String id, String params, String... headers)
            throws IOException, InterruptedException {
        return send(modernRequest(method, id, params, headers));
    }

    HttpRequest.Builder modernRequest(String method, String id, String params, String... headers) {
        var body = modernBody(method, id, params);
        var builder =
                request().setHeader("MCP-Protocol-Version", MODERN).setHeader("Mcp-Method", method);
        var name = FixtureTools.tree(body).path("params").path("name");
        if (name.isTextual()) {
            builder.setHeader("Mcp-Name", name.asText());
        }
        return with(builder, headers).POST(HttpRequest.BodyPublishers.ofString(body));
    }

    static String modernBody(String method, String id, String params) {
        var meta =
                "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                        + "\"io.modelcontextprotocol/clientCapabilities\":{},"
                        + "\"io.modelcontextprotocol/clientInfo\":"
                        + "{\"name\":\"tester\",\"version\":\"9\"}}";
        var more = params.isEmpty() ? "" : "," + params;
        return "{\"jsonrpc\":\"2.0\",\"id\":"
                + id
                + ",\"method\":\""
                + method
                + "\",\"params\":{"
                + meta
                + more
                + "}}";
    }

    Answer send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        return new Answer(client.send(builder.build(), HttpResponse.BodyHandlers.ofString()));
    }

    private static HttpRequest.Builder with(HttpRequest.Builder builder, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            builder.setHeader(headers[i], headers[i + 1]);
        }
        return builder;
    }

    @Override
    public void close() {
        tools.release.countDown();
        listener.close();
        client.shutdownNow(); // close() would wait for streams that a test left open
    }

    /** An answer, read. */
    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(text());
            } catch (JsonProcessingException e) {
                throw new AssertionError("not JSON: " + text(), e);
            }
        }

        JsonNode result() {
            return json().path("result");
        }

        JsonNode error() {
            return json().path("error");
        }

        int code() {
            return error().path("code").asInt();
        }
    }
}
