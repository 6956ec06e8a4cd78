package io.systemmanager.contract.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.server.RunningServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server whose {@code policy.yaml} is changed while it serves. */
@Timeout(60) // a notice that never comes must not hold the build up
class ReloadedPolicyTest {
    private static final String STOP = "{\"container\":\"web\",\"action\":\"stop\"}";
    private static final String READ_ONLY =
            """
            version: 1
            roles: {agent: {scopes: [docker:read, system:read]}}
            rules: [{id: read, ops: "**", risk: read, effect: allow}]
            """;

    @Test
    void aNewPolicyJudgesTheNextCallsAndListenersAreToldWhatTheySeeChanged() throws Exception {
        try (var running = RunningServer.start()) {
            var client = client(running);
            assertThat(running.client(running.agentToken()).listTools().body())
                    .contains("containers_lifecycle");
            var filter = WireClient.object("{\"notifications\":{\"toolsListChanged\":true}}");
            try (var stream = client.open("subscriptions/listen", filter)) {
                assertThat(stream.next()).isPresent();
                long before = running.entryCount();

                Files.writeString(running.state().policy(), READ_ONLY);

                assertThat(stream.next().orElseThrow().path("method").asText())
                        .isEqualTo("notifications/tools/list_changed");
                assertThat(running.entriesFrom(before))
                        .extracting(entry -> entry.path("type").asText())
                        .contains("policy.loaded");
            }
            assertThat(running.client(running.agentToken()).listTools().body())
                    .doesNotContain("containers_lifecycle");
            var refused = running.client(running.agentToken()).call("containers_lifecycle", STOP);
            assertThat(refused.status()).isEqualTo(403);
        }
    }

    @Test
    void aWrongPolicyLeavesTheOldOneInForceAndShowsEverywhereThatItDid() throws Exception {
        try (var running = RunningServer.start()) {
            var agent = running.client(running.agentToken());
            long before = running.entryCount();

            Files.writeString(
                    running.state().policy(), "\nspoilt: true\n", StandardOpenOption.APPEND);
            await(() -> rejections(running, before) == 1);

            assertThat(running.scrape())
                    .contains(
                            "systemmanager_policy_rejected 1",
                            "systemmanager_subsystem_up{subsystem=\"policy\"} 0");
            assertThat(agent.call("system_status", "{\"sections\":[\"server\"]}").text())
                    .contains("policy_not_taken");
            assertThat(agent.call("containers_lifecycle", STOP).text()).doesNotContain("error");
            assertThat(agent.send(agent.request("/readyz").build()).status()).isEqualTo(200);

            var good = Files.readString(running.state().policy()).replace("\nspoilt: true\n", "");
            Files.writeString(running.state().policy(), good);
            await(() -> running.scrape().contains("systemmanager_policy_rejected 0"));
            assertThat(rejections(running, before)).isOne();
        }
    }

    private static long rejections(RunningServer running, long from) {
        return running.entriesFrom(from).stream()
                .filter(entry -> entry.path("type").asText().equals("policy.rejected"))
                .count();
    }

    private static WireClient client(RunningServer running) {
        return new WireClient(
                running.client("").http(),
                URI.create("https://localhost:" + running.server().port() + "/mcp"),
                running.agentToken());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(50);
        }
    }
}
