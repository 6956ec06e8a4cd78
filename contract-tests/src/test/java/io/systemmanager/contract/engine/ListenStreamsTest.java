package io.systemmanager.contract.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.server.McpClient;
import io.systemmanager.ops.state.FirstStart;
import io.systemmanager.ops.state.StateFolder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thousand listening clients at once, over TLS and HTTP/2. */
@Timeout(300) // a hang is a failure
class ListenStreamsTest {
    private static final int STREAMS = 1_000;

    @TempDir Path folder;

    @Test
    void aThousandStreamsAreHeldEachHearsOfAChangeAndNothingIsLeft() throws Exception {
        var state = new StateFolder(folder);
        FirstStart.files(state, "localhost");
        try (var engine = EngineFixture.secure(state, Duration.ofMinutes(1))) {
            var heard = new Listening(new CountDownLatch(STREAMS), new CountDownLatch(STREAMS));
            var client =
                    HttpClient.newBuilder()
                            .sslContext(McpClient.trusting(state.caCertificate()))
                            .build();
            try {
                var start = System.nanoTime();
                open(client, engine.port(), heard);
                awaitAll(heard.acknowledged(), "acknowledged");
                var opened = System.nanoTime();
                assertThat(engine.openStreams()).isEqualTo(STREAMS);
                engine.announceThatToolsChanged();
                awaitAll(heard.told(), "told of the change");
                Scale.report(
                        "%d listen streams: acknowledged in %d ms, all told of a change in %d ms"
                                .formatted(
                                        STREAMS,
                                        Duration.ofNanos(opened - start).toMillis(),
                                        Duration.ofNanos(System.nanoTime() - opened).toMillis()));
            } finally {
                client.shutdownNow();
            }
            Counters.settled(engine, Counters.nobody());
        }
    }

    private static void open(HttpClient client, int port, Listening heard) {
        var answers = new ArrayList<CompletableFuture<HttpResponse<Void>>>();
        for (int number = 0; number < STREAMS; number++) {
            answers.add(
                    client.sendAsync(
                            listen(port),
                            HttpResponse.BodyHandlers.fromLineSubscriber(new Lines(heard))));
        }
        assertThat(answers).hasSize(STREAMS);
    }

    private static void awaitAll(CountDownLatch latch, String what) throws InterruptedException {
        assertThat(latch.await(2, TimeUnit.MINUTES))
                .as("%d of %d were not %s", latch.getCount(), STREAMS, what)
                .isTrue();
    }

    private static HttpRequest listen(int port) {
        var body =
                Requests.modernBody(
                        "subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}");
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/mcp"))
                .header("Authorization", "Bearer " + EngineFixture.ALICE)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", Requests.MODERN)
                .header("Mcp-Method", "subscriptions/listen")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /** What all streams together have carried. */
    private record Listening(CountDownLatch acknowledged, CountDownLatch told) {}

    /** Counts what one stream carries, without a thread of its own. */
    private record Lines(Listening heard) implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.contains("\"notifications/subscriptions/acknowledged\"")) {
                heard.acknowledged().countDown();
            } else if (line.contains("\"notifications/tools/list_changed\"")) {
                heard.told().countDown();
            }
        }

        @Override
        public void onError(Throwable left) {
            // the test leaves all of them at its end
        }

        @Override
        public void onComplete() {
            // told by the counters
        }
    }
}
