package io.systemmanager.contract.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Who waits for a change and asks for progress hears that it goes on, and no more than is known.
 */
@Timeout(60) // a notice that never comes must not hold the build up
class WaitingTest {
    private final AgentServer server = AgentServer.inMemory();

    @AfterEach
    void stop() {
        server.containers.release();
        server.close();
    }

    @Test
    void aCallThatLastsTellsHowLongItHasWaited() {
        server.containers.hold();
        var call =
                WireClient.callOf(
                        "containers_lifecycle", "{\"container\":\"web\",\"action\":\"restart\"}");
        try (var stream = server.client("all").followingProgress().open("tools/call", call)) {
            for (int seconds = 1; seconds <= 2; seconds++) {
                var told = stream.next().orElseThrow();
                assertThat(told.path("method").asText()).isEqualTo("notifications/progress");
                assertThat(told.at("/params/progress").asDouble()).isEqualTo(seconds);
                assertThat(told.path("params").has("total")).as("nobody knows it").isFalse();
                assertThat(told.at("/params/message").asText())
                        .contains("containers_lifecycle.restart", seconds + " s");
            }
            server.containers.release();
            assertThat(rest(stream).getLast().at("/result/content/0/text").asText())
                    .contains("succeeded");
        }
    }

    private static List<JsonNode> rest(WireClient.Messages stream) {
        var rest = new ArrayList<JsonNode>();
        stream.next().ifPresent(rest::add);
        for (var next = stream.next(); next.isPresent(); next = stream.next()) {
            rest.add(next.get());
        }
        return rest;
    }
}
