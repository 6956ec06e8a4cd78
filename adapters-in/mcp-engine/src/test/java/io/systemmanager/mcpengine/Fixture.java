package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A running endpoint on plain loopback and a client of it. */
final class Fixture implements AutoCloseable {
    static final String MODERN = "2026-07-28";
    static final EngineLimits LIMITS =
            new EngineLimits(
                    3,
                    4,
                    Duration.ofMillis(250),
                    Duration.ofMillis(300),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(20),
                    100,
                    new SessionLimits(200, 300, Duration.ofMinutes(30), 100_000));

    /** When the credential of {@code brief} ends. */
    static final Instant BRIEF_END = SteppedClock.START.plusSeconds(60);

    final FixtureTools tools = new FixtureTools();
    final Set<String> withdrawn = ConcurrentHashMap.newKeySet();
    final McpEndpoint<String> endpoint;
    final Listener listener;
    final HttpClient client = HttpClient.newHttpClient();
    final SteppedClock clock = new SteppedClock();
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<String, String> sessions = new ConcurrentHashMap<>();

    Fixture(EngineLimits limits) {
        this(limits, Offer::of);
    }

    Fixture(EngineLimits limits, Function<FixtureTools, Offer<String>> offer) {
        endpoint =
                new McpEndpoint<>(
                        new ServerIdentity(
                                "fixture",
                                Optional.empty(),
                                "1.0",
                                Optional.of("Be kind."),
                                Optional.empty()),
                        offer.apply(tools),
                        this::authenticate,
                        limits,
                        () -> "cid-" + ids.incrementAndGet(),
                        clock,
                        Fixture::random);
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

    private static Authentication<String> expired() {
        return new Authentication.Refused<>(
                401, "invalid_token", "No.", "Get one.", Optional.empty(), Optional.empty());
    }

    private static byte[] random(int count) {
        var bytes = new byte[count];
        ThreadLocalRandom.current().nextBytes(bytes);
        return bytes;
    }

    private Authentication<String> authenticate(Credentials credentials) {
        var name = credentials.bearer().orElse("");
        if ((name.equals("alice") || name.equals("bob")) && !withdrawn.contains(name)) {
            return new Authentication.Known<>(name, name, Optional.empty());
        }
        if (name.equals("brief")) {
            var end =
                    clock.instant().isBefore(BRIEF_END)
                            ? Optional.of(BRIEF_END)
                            : Optional.<Instant>empty();
            return end.<Authentication<String>>map(
                            until -> new Authentication.Known<>(name, name, Optional.of(until)))
                    .orElseGet(Fixture::expired);
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

    /** A legacy POST in a session of the newest revision. */
    Answer inSession(String body, String... headers) throws IOException, InterruptedException {
        return inSession(body, "2025-11-25", headers);
    }

    /** A legacy POST in alice's session of that revision, with no revision in the headers. */
    Answer inSession(String body, String revision, String[] headers)
            throws IOException, InterruptedException {
        var id = sessions.get(revision);
        if (id == null) {
            id = session("alice", revision);
            sessions.put(revision, id);
        }
        return send(
                with(request().header("Mcp-Session-Id", id), headers)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Shakes hands, and answers the new session's id. */
    String session(String token, String revision) throws IOException, InterruptedException {
        var answer = legacy(initialize(revision), "Authorization", "Bearer " + token);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Mcp-Session-Id")).as(answer.text()).isNotEmpty();
        return answer.header("Mcp-Session-Id");
    }

    static String initialize(String version) {
        return call(
                "initialize",
                "{\"protocolVersion\":\""
                        + version
                        + "\",\"capabilities\":{\"roots\":{\"listChanged\":true}},"
                        + "\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}");
    }

    static String call(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\""
                + method
                + "\",\"params\":"
                + params
                + "}";
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
        return modernRequest(modernBody(method, id, params), method, headers);
    }

    /** A modern POST of a client that declares these capabilities. */
    Answer able(String capabilities, String method, String params, String... headers)
            throws IOException, InterruptedException {
        return send(ableRequest(capabilities, method, params, headers));
    }

    HttpRequest.Builder ableRequest(
            String capabilities, String method, String params, String... headers) {
        var body =
                modernBody(method, "1", params)
                        .replace("clientCapabilities\":{}", "clientCapabilities\":" + capabilities);
        return modernRequest(body, method, headers);
    }

    private HttpRequest.Builder modernRequest(String body, String method, String... headers) {
        var builder =
                request().setHeader("MCP-Protocol-Version", MODERN).setHeader("Mcp-Method", method);
        for (var member : List.of("name", "uri", "taskId")) {
            var name = FixtureTools.tree(body).path("params").path(member);
            if (name.isTextual()) {
                builder.setHeader("Mcp-Name", name.asText());
            }
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

        /**
         * The answer, be it alone or the last event of a stream, which a slow machine makes of it.
         */
        JsonNode json() {
            boolean streamed = header("Content-Type").startsWith("text/event-stream");
            var json =
                    streamed
                            ? text().lines()
                                    .filter(line -> line.startsWith("data: {"))
                                    .reduce("", (_, line) -> line.substring(6))
                            : text();
            try {
                return new ObjectMapper().readTree(json);
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
