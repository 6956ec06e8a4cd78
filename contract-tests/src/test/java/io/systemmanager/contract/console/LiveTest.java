package io.systemmanager.contract.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.server.McpClient;
import io.systemmanager.contract.server.RunningServer;
import io.systemmanager.http.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // an event that never comes must not hold the build up
class LiveTest {
    private static final Duration DRAIN = Limits.standard().drain();

    private final RunningServer running = RunningServer.start();
    private final Browser browser = Browser.signedIn(running, running.operatorSecret());

    @AfterEach
    void stop() {
        running.close();
    }

    /** A stream of events that stands open. */
    private record Events(HttpResponse<InputStream> response, BufferedReader lines)
            implements AutoCloseable {

        /** The data of the next event of that name. */
        String next(String name) throws IOException {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("event: " + name)) {
                    var data = new StringBuilder();
                    for (line = lines.readLine();
                            line != null && line.startsWith("data: ");
                            line = lines.readLine()) {
                        data.append(line.substring("data: ".length())).append('\n');
                    }
                    return data.toString();
                }
            }
            throw new AssertionError("the stream ended before " + name);
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    private Events events() throws Exception {
        var client = new McpClient(running.state().caCertificate(), 0, "");
        var response =
                client.http()
                        .send(
                                browser.request("/console/events").build(),
                                HttpResponse.BodyHandlers.ofInputStream());
        var reader = new InputStreamReader(response.body(), StandardCharsets.UTF_8);
        return new Events(response, new BufferedReader(reader));
    }

    @Test
    void anOpenPageHearsOfEachChange() throws Exception {
        try (var events = events()) {
            assertThat(events.response().headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            assertThat(events.next("waiting")).contains("Nothing waits");

            var id = Asking.asks(running, running.agentToken(), "because of that");
            assertThat(events.next("waiting")).contains(id, "containers_lifecycle.stop");

            browser.submit("/console/approvals/" + id + "/deny", browser.decision(id));
            assertThat(events.next("waiting")).contains("Nothing waits");
        }
    }

    @Test
    void aPageHearsABeatWhileNothingChanges() throws Exception {
        try (var events = events()) {
            events.next("waiting");
            for (int i = 0; i < 2; i++) {
                assertThat(events.next("beat")).contains("heard nothing from the server");
            }
        }
    }

    @Test
    void aStreamEndsWithItsSession() throws Exception {
        try (var events = events()) {
            events.next("waiting");
            var token = Browser.hidden(browser.get("/console").body(), "token");
            browser.submit("/console/sign-out", Map.of("token", token));

            assertThat(events.next("ended")).contains("signed out");
            assertThat(events.lines().readLine()).isNull();
        }
    }

    @Test
    void aSessionHoldsFourStreamsAndNoMore() throws Exception {
        List<Events> open = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                open.add(events());
                assertThat(open.getLast().response().statusCode()).isEqualTo(200);
            }
            try (var fifth = events()) {
                assertThat(fifth.response().statusCode()).isEqualTo(503);
                assertThat(fifth.response().headers().firstValue("Retry-After")).isPresent();
            }
        } finally {
            for (var each : open) {
                each.close();
            }
        }
    }

    @Test
    void theServerStopsWithoutWaitingForStreams() throws Exception {
        try (var events = events()) {
            events.next("waiting");
            long from = System.nanoTime();
            running.server().close();
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(DRAIN);
            assertThat(events.lines().lines().toList()).doesNotContain("event: ended");
        }
    }
}
