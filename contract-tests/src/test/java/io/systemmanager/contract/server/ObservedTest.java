package io.systemmanager.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.systemmanager.ops.settings.Setting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One call leaves an entry, a meter and a span that name each other. */
class ObservedTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    @Test
    void aCallsEntryMeterAndSpanCarryTheCallersTrace() throws Exception {
        BlockingQueue<byte[]> exported = new LinkedBlockingQueue<>();
        var collector = collector(exported);
        try (var running =
                RunningServer.start(settings ->
                        settings.with(
                                Setting.TRACING_OTLP_ENDPOINT,
                                "http://127.0.0.1:%d/v1/traces"
                                        .formatted(collector.getAddress().getPort())))) {
            var client = running.client(running.agentToken());
            var answer =
                    client.send(
                            client.callRequest("system_status", "{}")
                                    .header("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
                                    .build());
            assertThat(answer.status()).isEqualTo(200);

            var entry = running.entriesFrom(running.entryCount() - 1).getFirst();
            assertThat(entry.at("/req/trace").asText()).isEqualTo(TRACE);
            assertThat(entry.at("/req/id").asText())
                    .isEqualTo(answer.headers().firstValue("X-Correlation-Id").orElseThrow());
            var spans = exported.poll(20, TimeUnit.SECONDS);
            assertThat(spans).isNotNull();
            assertThat(HexFormat.of().formatHex(spans))
                    .contains(TRACE, PARENT, entry.at("/req/span").asText());
            assertThat(running.scrape())
                    .contains(
                            "systemmanager_calls_seconds_count{operation=\"system_status\",result=\"ok\"}"
                                    + " 1");
        } finally {
            collector.stop(0);
        }
    }

    private static HttpServer collector(BlockingQueue<byte[]> exported) throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/v1/traces",
                exchange -> {
                    exported.add(exchange.getRequestBody().readAllBytes());
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
        return server;
    }
}
