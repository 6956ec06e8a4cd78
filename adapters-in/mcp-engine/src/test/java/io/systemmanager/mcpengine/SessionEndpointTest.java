package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // a hang is a failure
class SessionEndpointTest {
    private static final String PING = Fixture.call("ping", "{}");
    private static final int CYCLES = 200;
    private Fixture server;

    @BeforeEach
    void listen() {
        server = new Fixture(Fixture.LIMITS);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Fixture.Answer verb(String verb, String id, String token) throws Exception {
        return server.send(
                server.request()
                        .setHeader("Authorization", "Bearer " + token)
                        .header("Mcp-Session-Id", id)
                        .method(verb, HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<InputStream> stream(String id) throws Exception {
        var request = server.request().header("Mcp-Session-Id", id).GET();
        return server.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static BufferedReader lines(HttpResponse<InputStream> response) {
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private void untilNoStreamIsOpen() throws InterruptedException {
        while (server.endpoint.openStreams() > 0) {
            Thread.sleep(10); // interruptible, so that a hang is a failure
        }
    }

    @Test
    void withoutItsIdNothingOfASessionIsServed() throws Exception {
        server.session("alice", "2025-11-25");
        for (var body :
                new String[] {
                    PING,
                    Fixture.call("tools/list", "{}"),
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"
                }) {
            var answer = server.legacy(body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.code()).isEqualTo(-32600);
            assertThat(answer.error().path("data").path("code").asText())
                    .isEqualTo("session_missing");
        }
    }

    @Test
    void aSessionIsServedUntilItIsDeletedAndThenUnknown() throws Exception {
        var id = server.session("alice", "2025-11-25");
        assertThat(server.legacy(PING, "Mcp-Session-Id", id).status()).isEqualTo(200);
        var deleted = verb("DELETE", id, "alice");
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.text()).isEmpty();
        assertThat(server.legacy(PING, "Mcp-Session-Id", id).status()).isEqualTo(404);
        assertThat(verb("DELETE", id, "alice").status()).isEqualTo(404);
        assertThat(verb("GET", id, "alice").status()).isEqualTo(404);
        assertThat(server.endpoint.openSessions()).isZero();
    }

    @Test
    void everyVerbRefusesARevisionThatIsNotServed() throws Exception {
        var id = server.session("alice", "2025-11-25");
        for (var verb : new String[] {"GET", "DELETE", "POST"}) {
            var answer =
                    server.send(
                            server.request()
                                    .header("Mcp-Session-Id", id)
                                    .header("MCP-Protocol-Version", "2024-11-05")
                                    .method(verb, HttpRequest.BodyPublishers.ofString(PING)));
            assertThat(answer.status()).as(verb).isEqualTo(400);
        }
        assertThat(server.endpoint.openSessions()).isEqualTo(1);
        assertThat(server.legacy(PING, "Mcp-Session-Id", id).status()).isEqualTo(200);
    }

    @Test
    void anothersSessionIsUnknownByEveryVerb() throws Exception {
        var id = server.session("alice", "2025-11-25");
        var posted = server.legacy(PING, "Mcp-Session-Id", id, "Authorization", "Bearer bob");
        assertThat(posted.status()).isEqualTo(404);
        assertThat(posted.error().path("data").path("code").asText()).isEqualTo("unknown_session");
        assertThat(verb("GET", id, "bob").status()).isEqualTo(404);
        assertThat(verb("DELETE", id, "bob").status()).isEqualTo(404);
        assertThat(server.legacy(PING, "Mcp-Session-Id", id).status()).isEqualTo(200);
    }

    @Test
    void aSecondHandshakeOfASessionIsRefusedAndALostOneBeginsAnew() throws Exception {
        var id = server.session("alice", "2025-11-25");
        var again = server.legacy(Fixture.initialize("2025-11-25"), "Mcp-Session-Id", id);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.code()).isEqualTo(-32600);
        assertThat(again.header("Mcp-Session-Id")).isEmpty();
        var lost = server.legacy(Fixture.initialize("2025-11-25"), "Mcp-Session-Id", "of-old");
        assertThat(lost.status()).isEqualTo(200);
        assertThat(lost.header("Mcp-Session-Id")).isNotEmpty().isNotEqualTo("of-old");
    }

    @Test
    void aHandshakeThatFailsLeavesNoSession() throws Exception {
        var answer = server.legacy(Fixture.call("initialize", "{}"));
        assertThat(answer.code()).isEqualTo(-32602);
        assertThat(answer.header("Mcp-Session-Id")).isEmpty();
        assertThat(server.legacy(Fixture.initialize("2025-11-25"), "Accept", "text/html").status())
                .isEqualTo(406);
        assertThat(server.endpoint.openSessions()).isZero();
    }

    @Test
    void anIdleSessionExpiresByTheClockAndAHeldStreamKeepsIt() throws Exception {
        var idle = server.session("alice", "2025-11-25");
        var held = server.session("alice", "2025-11-25");
        try (var _ = stream(held).body()) {
            server.clock.step(Duration.ofMinutes(30));
            assertThat(server.legacy(PING, "Mcp-Session-Id", idle).status()).isEqualTo(404);
            assertThat(server.legacy(PING, "Mcp-Session-Id", held).status()).isEqualTo(200);
        }
    }

    @Test
    void theStatelessRevisionHasNoSessions() throws Exception {
        var answer = server.modern("tools/list", "1", "", "Mcp-Session-Id", "whatever");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Mcp-Session-Id")).isEmpty();
    }

    @Test
    void theStreamShowsLifeAndThereIsOneOfThem() throws Exception {
        var id = server.session("alice", "2025-11-25");
        var response = stream(id);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        try (var reader = lines(response)) {
            assertThat(reader.readLine()).isEqualTo("id: own-0"); // to come back to, saying nothing
            assertThat(reader.readLine()).isEqualTo("data: ");
            assertThat(reader.readLine()).isEmpty();
            assertThat(reader.readLine()).isEqualTo(":");
            assertThat(reader.readLine()).isEmpty();
            var second = verb("GET", id, "alice");
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.json().path("code").asText()).isEqualTo("stream_taken");
        }
        untilNoStreamIsOpen();
        try (var reader = lines(stream(id))) {
            assertThat(reader.readLine()).isEqualTo("id: own-0"); // the place is free again
        }
    }

    @Test
    void theStreamEndsWithItsSessionAndWithTheServer() throws Exception {
        var deleted = server.session("alice", "2025-11-25");
        var kept = server.session("alice", "2025-11-25");
        try (var first = lines(stream(deleted));
                var second = lines(stream(kept))) {
            assertThat(verb("DELETE", deleted, "alice").status()).isEqualTo(204);
            assertThat(first.lines().filter(line -> line.startsWith("data: {"))).isEmpty();
            assertThat(second.readLine()).isEqualTo("id: own-0");
            server.listener.close();
            assertThat(second.lines().filter(line -> line.startsWith("data: {"))).isEmpty();
        }
        assertThat(server.endpoint.openStreams()).isZero();
    }

    @Test
    void aWithdrawnCredentialEndsTheStream() throws Exception {
        var id = server.session("alice", "2025-11-25");
        try (var reader = lines(stream(id))) {
            server.withdrawn.add("alice");
            assertThat(reader.lines().filter(line -> line.startsWith("data: {"))).isEmpty();
        }
        assertThat(server.endpoint.openStreams()).isZero();
    }

    @Test
    void aStreamIsForThoseThatTakeEventsAndCountsAsOne() throws Exception {
        var id = server.session("alice", "2025-11-25");
        var json =
                server.send(
                        server.request()
                                .setHeader("Accept", "application/json")
                                .header("Mcp-Session-Id", id)
                                .GET());
        assertThat(json.status()).isEqualTo(406);
        for (int i = 0; i < 3; i++) {
            assertThat(stream(server.session("alice", "2025-11-25")).statusCode()).isEqualTo(200);
        }
        assertThat(verb("GET", id, "alice").status()).isEqualTo(503);
        assertThat(server.endpoint.openStreams()).isEqualTo(3);
    }

    @Test
    void connectingAndLeavingLeavesNothingBehind() throws Exception {
        cycle(0); // what is made once, is made now
        int threads = platformThreads();
        long files = openFiles();
        for (int i = 1; i <= CYCLES; i++) {
            cycle(i);
        }
        untilNoStreamIsOpen();
        assertThat(server.endpoint.openSessions()).isEqualTo((CYCLES + 2) / 2);
        server.clock.step(Duration.ofMinutes(30));
        assertThat(server.endpoint.openSessions()).isZero();
        // Far fewer than a leak of one per client; pools breathe.
        assertThat(platformThreads()).isLessThanOrEqualTo(threads + 8);
        assertThat(openFiles()).isLessThanOrEqualTo(files + 50);
    }

    /** Every second client says goodbye, the others just drop their stream. */
    private void cycle(int number) throws Exception {
        var id = server.session("alice", "2025-11-25");
        try (var reader = lines(stream(id))) {
            assertThat(server.legacy(PING, "Mcp-Session-Id", id).status()).isEqualTo(200);
            if (number % 2 == 1) {
                assertThat(verb("DELETE", id, "alice").status()).isEqualTo(204);
                assertThat(reader.lines().filter(line -> line.startsWith("data: {"))).isEmpty();
            }
        }
        while (server.endpoint.openStreams() > 1) {
            Thread.sleep(5); // interruptible, so that a hang is a failure
        }
    }

    private static long openFiles() {
        return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                .getOpenFileDescriptorCount();
    }

    private static int platformThreads() {
        return Thread.getAllStackTraces().size();
    }
}
