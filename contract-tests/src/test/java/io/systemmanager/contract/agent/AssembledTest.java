package io.systemmanager.contract.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.server.RunningServer;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The product as it is put together offers all of it. */
@Timeout(60) // a notice that never comes must not hold the build up
class AssembledTest {

    @Test
    void theProductOffersAllAndTellsOfItsChanges() {
        try (var running = RunningServer.start()) {
            var client = client(running);
            var capabilities = client.ask("server/discover", "{}").at("/result/capabilities");
            assertThat(capabilities.properties())
                    .extracting(Map.Entry::getKey)
                    .contains("tools", "resources", "prompts", "completions", "extensions");
            assertThat(capabilities.path("extensions").properties())
                    .extracting(Map.Entry::getKey)
                    .contains(WireClient.TASKS, WireClient.STRUCTURED);

            var web = "systemmanager://containers/web";
            var filter =
                    WireClient.object(
                            "{\"notifications\":{\"resourceSubscriptions\":[\"" + web + "\"]}}");
            try (var stream = client.open("subscriptions/listen", filter)) {
                assertThat(stream.next()).isPresent();
                client.call("containers_lifecycle", "{\"container\":\"web\",\"action\":\"stop\"}");
                assertThat(stream.next().orElseThrow().at("/params/uri").asText()).isEqualTo(web);
            }
        }
    }

    private static WireClient client(RunningServer running) {
        return new WireClient(
                running.client("").http(),
                URI.create("https://localhost:" + running.server().port() + "/mcp"),
                running.agentToken());
    }
}
