package io.systemmanager.contract.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.contract.server.RunningServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pages on which people agree in advance. */
@Timeout(60)
class GrantsTest {
    private static final String RESTART =
            "{\"container\":\"db\",\"action\":\"restart\",\"wait_s\":20}";

    private final RunningServer running = RunningServer.start();
    private final Browser browser = Browser.signedIn(running, running.operatorSecret());

    @AfterEach
    void stop() {
        running.close();
    }

    private Map<String, String> form() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("token", Browser.hidden(browser.get("/console/grants").body(), "token"));
        fields.put("agent", "agent:bot");
        fields.put("client", "contract");
        fields.put("operation", "containers_lifecycle.restart");
        fields.put("containers", "db");
        fields.put("uses", "2");
        fields.put("rate", "5/hour");
        fields.put("lasts", "1h");
        fields.put("reason", "the <b>release</b>");
        return fields;
    }

    private String created() {
        var answer = browser.submit("/console/grants", form());
        assertThat(answer.status()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private String restart() {
        var token = running.token("agent:bot", List.of("docker:operate", "docker:read"));
        return running.client(token).call("containers_lifecycle", RESTART).text();
    }

    @Test
    void aPersonAgreesInAdvanceSeesWhatIsLeftAndTakesItBack() {
        var place = created();
        assertThat(restart()).contains("succeeded");
        var page = browser.get(place).body();
        assertThat(page)
                .contains("1 of 2", "agent:bot", "the &lt;b&gt;release", "by session")
                .doesNotContain(place + "/agree\"><button");
        assertThat(browser.get("/console/grants").body()).contains("1 of 2", "standing");

        var fields = Map.of("token", Browser.hidden(page, "token"), "reason", "enough");
        assertThat(browser.submit(place + "/revoke", fields).status()).isEqualTo(303);
        assertThat(browser.get(place).body()).contains("revoked").doesNotContain("/revoke");
        assertThat(Asking.types(running))
                .containsSubsequence("grant.created", "grant.used", "grant.revoked");
    }

    @Test
    void whatIsWrongIsSaidAndWhatWasTypedStays() {
        var fields = form();
        fields.put("lasts", "2 days");
        var answer = browser.submit("/console/grants", fields);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("a time reads like 2h", "value=\"2 days\"");
        assertThat(Asking.types(running)).doesNotContain("grant.created");
    }

    @Test
    void aFormFromElsewhereMakesNothing() {
        var fields = form();
        fields.put("token", "0".repeat(32));
        assertThat(browser.submit("/console/grants", fields).status()).isEqualTo(403);
        var good = form();
        assertThat(browser.send(browser.form("/console/grants", good)).status()).isEqualTo(403);
        assertThat(Asking.types(running)).doesNotContain("grant.created");
    }

    @Test
    void aPersonAgreesOnce() {
        var place = created();
        var page = browser.get(place).body();
        assertThat(page).doesNotContain(">Agree<");
        var fields =
                Map.of(
                        "token",
                        Browser.hidden(page, "token"),
                        "digest",
                        Browser.hidden(page, "digest"));
        var answer = browser.submit(place + "/agree", fields);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("each has one vote");
    }

    @Test
    void aWrongSecretAgreesToNothing() {
        var fields = form();
        fields.put("secret", running.agentToken());
        assertThat(browser.submit("/console/grants", fields).status()).isEqualTo(403);
        assertThat(Asking.types(running)).doesNotContain("grant.created");
    }

    @Test
    void whatIsNoGrantIsNotFound() {
        assertThat(browser.get("/console/grants/grt_" + "a".repeat(26)).status()).isEqualTo(404);
        assertThat(browser.get("/console/grants/other").status()).isEqualTo(400);
    }
}
