package io.systemmanager.mcpengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // a hang is a failure
class ListenTest {
    private static final String ACK =
            "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\","
                    + "\"params\":{\"notifications\":{},"
                    + "\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":%s}}}";
    private static final String END =
            "data: {\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"resultType\":\"complete\","
                    + "\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":%s}}}";
    private Fixture server;

    @BeforeEach
    void listen() {
        server = new Fixture(Fixture.LIMITS);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<InputStream> open(String id, String token) throws Exception {
        var request =
                server.modernRequest(
                        "subscriptions/listen",
                        id,
                        "\"notifications\":{\"toolsListChanged\":true}",
                        "Authorization",
                        "Bearer " + token);
        return server.client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static BufferedReader lines(HttpResponse<InputStream> response) {
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private static String lastData(BufferedReader reader) throws IOException {
        var last = "";
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            last = line.startsWith("data:") ? line : last;
        }
        return last;
    }

    @Test
    void aListenerIsAcknowledgedAndKeptAliveUntilTheServerStops() throws Exception {
        var response = open("\"listen:0\"", "alice");
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/event-stream");
        var reader = lines(response);
        assertThat(reader.readLine()).isEqualTo(ACK.formatted("\"listen:0\""));
        assertThat(reader.readLine()).isEmpty();
        assertThat(reader.readLine()).isEqualTo(":");
        assertThat(reader.readLine()).isEmpty();
        assertThat(reader.readLine()).isEqualTo(":");
        var end = CompletableFuture.supplyAsync(() -> quietly(reader));
        server.listener.close();
        assertThat(end.get()).isEqualTo(END.formatted("\"listen:0\"", "\"listen:0\""));
        assertThat(server.endpoint.openStreams()).isZero();
    }

    private static String quietly(BufferedReader reader) {
        try {
            return lastData(reader);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aWithdrawnCredentialEndsItsStreams() throws Exception {
        try (var reader = lines(open("3", "bob"))) {
            assertThat(reader.readLine()).isEqualTo(ACK.formatted("3"));
            server.withdrawn.add("bob");
            assertThat(lastData(reader)).isEqualTo(END.formatted("3", "3"));
        }
    }

    @Test
    void aClientThatLeavesGivesItsPlaceBack() throws Exception {
        var reader = lines(open("1", "alice"));
        assertThat(reader.readLine()).isNotEmpty();
        assertThat(server.endpoint.openStreams()).isEqualTo(1);
        reader.close();
        while (server.endpoint.openStreams() > 0) {
            Thread.sleep(10); // interruptible, so that a hang is a failure
        }
    }

    @Test
    void streamsAreLimitedForEachAndForAll() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(lines(open("1", "alice")).readLine()).startsWith("data:");
        }
        var params = "\"notifications\":{}";
        var own = server.modern("subscriptions/listen", "9", params);
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.code()).isEqualTo(-32603);
        assertThat(own.error().path("data").path("code").asText()).isEqualTo("too_many_streams");
        assertThat(lines(open("1", "bob")).readLine()).startsWith("data:");
        var all = server.modern("subscriptions/listen", "9", params, "Authorization", "Bearer bob");
        assertThat(all.code()).isEqualTo(-32603);
    }

    @Test
    void aListenerMustTakeEventsAndSayWhatItWants() throws Exception {
        var json =
                server.modern(
                        "subscriptions/listen",
                        "1",
                        "\"notifications\":{}",
                        "Accept",
                        "application/json");
        assertThat(json.status()).isEqualTo(406);
        var vague = server.modern("subscriptions/listen", "1", "");
        assertThat(vague.status()).isEqualTo(200);
        assertThat(vague.code()).isEqualTo(-32602);
        var tasks =
                server.modern("subscriptions/listen", "1", "\"notifications\":{\"taskIds\":[]}");
        assertThat(tasks.status()).isEqualTo(400);
        assertThat(tasks.code()).isEqualTo(-32021);
        assertThat(tasks.error().path("data").path("requiredCapabilities").toString())
                .isEqualTo("{\"extensions\":{\"io.modelcontextprotocol/tasks\":{}}}");
    }

    @Test
    void closingLetsACallEnd() throws Exception {
        var call =
                server.client.sendAsync(
                        server.modernRequest("tools/call", "1", "\"name\":\"wait\"").build(),
                        HttpResponse.BodyHandlers.ofString());
        server.tools.waiting.await();
        var closed = CompletableFuture.runAsync(server.listener::close);
        while (!server.listener.draining().hasBegun()) {
            Thread.sleep(10); // interruptible, so that a hang is a failure
        }
        server.tools.release.countDown();
        assertThat(call.get().statusCode()).isEqualTo(200);
        assertThat(call.get().body()).contains("waited");
        closed.get();
    }
}
