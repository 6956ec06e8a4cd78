package io.systemmanager.contract.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What a server shows whose ledger fails under it, and that it comes back without being asked. */
class LedgerFaultsTest {

    @Test
    void aLedgerThatIsMovedAwayStopsTheToolsAndNotWhatTellsOfItUntilItIsBack() throws Exception {
        try (var running = RunningServer.start()) {
            var client = running.client(running.agentToken());
            var monitor =
                    running.operator(
                                    "token.create",
                                    request -> request.put("subject", "monitor:collector"))
                            .path("secret")
                            .asText();
            assertThat(client.call("system_status", "{}").text()).doesNotContain("error");
            long before = running.entryCount();
            var ledger = running.state().ledger();
            var away = ledger.resolveSibling("away.db");
            Files.move(ledger, away);
            // Nobody calls; the server notices.
            await(() -> running.metricsAs(monitor).body().contains(in("degraded")));

            assertThat(client.call("system_status", "{}").toolError().path("code").asText())
                    .isEqualTo("ledger_unavailable");
            assertThat(ready(client)).isEqualTo(503);
            assertThat(client.send(client.request("/livez").build()).status()).isEqualTo(200);

            Files.move(away, ledger);
            await(() -> running.metricsAs(monitor).body().contains(in("normal")));
            await(() -> ready(client) == 200); // which looks at most once in two seconds
            assertThat(client.call("system_status", "{}").text()).doesNotContain("error");
            assertThat(running.entriesFrom(before))
                    .extracting(entry -> entry.path("type").asText())
                    .startsWith("audit.degraded")
                    .containsSubsequence("audit.recovered", "op.read")
                    .endsWith("op.read");
        }
    }

    private static String in(String state) {
        return "systemmanager_ledger_state{state=\"" + state + "\"} 1";
    }

    private static int ready(McpClient client) {
        return client.send(client.request("/readyz").build()).status();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(50);
        }
    }
}
