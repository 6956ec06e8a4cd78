package io.systemmanager.contract.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.server.RunningServer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DecisionTest {
    private final RunningServer running = RunningServer.start();
    private final Browser browser = Browser.signedIn(running, running.operatorSecret());
    private final String approval = Asking.asks(running, running.agentToken(), "because of that");

    @AfterEach
    void stop() {
        running.close();
    }

    private int decide(String verb, Map<String, String> fields) {
        return browser.submit("/console/approvals/" + approval + "/" + verb, fields).status();
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        var changed = new HashMap<>(fields);
        changed.put(name, value);
        return changed;
    }

    private void nothingWasDecided() {
        assertThat(Asking.state(running)).contains("running");
        assertThat(Asking.types(running))
                .doesNotContain("approval.granted", "approval.denied", "approval.revoked");
    }

    @Test
    void aPersonReadsAndAgreesAndTheServerDoesIt() {
        var page = browser.get("/console/approvals/" + approval).body();
        assertThat(page).contains("state: running -&gt; exited", "systemmanager.protect");

        assertThat(decide("approve", with(browser.decision(approval), "reason", "go on")))
                .isEqualTo(303);
        while (!Asking.types(running).contains("op.succeeded")) {
            Thread.onSpinWait();
        }
        assertThat(Asking.state(running)).contains("exited");
        assertThat(Asking.types(running))
                .containsSubsequence(
                        "approval.requested", "approval.viewed", "approval.granted", "op.started");
        assertThat(browser.get("/console/approvals/" + approval).body())
                .contains("go on", "by session", "succeeded");
    }

    @Test
    void aNoEndsItWithItsReason() {
        var fields = browser.decision(approval);
        assertThat(decide("deny", with(fields, "reason", "not now"))).isEqualTo(303);
        assertThat(Asking.types(running)).contains("approval.denied").doesNotContain("op.started");
        assertThat(browser.get("/console").body()).contains("Nothing waits");
        assertThat(decide("approve", fields)).isEqualTo(409);
    }

    @Test
    void whatWasNotShownIsNotDecidedOn() {
        var fields = browser.decision(approval);
        assertThat(decide("approve", with(fields, "digest", "0".repeat(64)))).isEqualTo(409);

        var other = Browser.signedIn(running, running.operatorSecret());
        var token = Browser.hidden(other.get("/console").body(), "token");
        var unseen = with(fields, "token", token);
        assertThat(other.submit("/console/approvals/" + approval + "/approve", unseen).status())
                .isEqualTo(409);
        nothingWasDecided();
    }

    @Test
    void nobodyDecidesOnWhatAnAgentAsksForThem() {
        var own = Asking.asks(running, running.agentFor("local"), "this is for you");
        var page = browser.get("/console/approvals/" + own).body();
        assertThat(page).contains("Nobody decides on a request of their own");
        assertThat(page).doesNotContain(own + "/approve");

        var digest = digest(own);
        var token = Browser.hidden(page, "token");
        for (var verb : new String[] {"approve", "deny", "revoke"}) {
            var path = "/console/approvals/" + own + "/" + verb;
            assertThat(browser.submit(path, Map.of("token", token, "digest", digest)).status())
                    .isEqualTo(409);
        }
        nothingWasDecided();
    }

    @Test
    void aWrongSecretWithADecisionStopsIt() {
        var fields = browser.decision(approval);
        assertThat(decide("approve", with(fields, "secret", "smt_guess"))).isEqualTo(403);
        var agents = with(fields, "secret", running.agentToken());
        assertThat(decide("approve", agents)).isEqualTo(403);
        nothingWasDecided();
    }

    private String digest(String id) {
        return running.operator("approvals.show", request -> request.put("id", id))
                .at("/approval/digest")
                .asText();
    }
}
