package io.systemmanager.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.risk.Risk;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecisionsTest {
    private final ConsoleBench bench = new ConsoleBench();

    @AfterEach
    void close() {
        bench.close();
    }

    private ApprovalId asked(Risk risk) {
        bench.raising.risk = risk;
        return bench.asks("web", "because of that");
    }

    private int approve(ApprovalId id, Map<String, String> filledIn) {
        return bench.decide(id, "approve", filledIn).status();
    }

    private void nothingWasDecided() {
        assertThat(bench.entryTypes()).doesNotContain("approval.granted", "approval.denied");
    }

    @Test
    void aSessionCarriesWhatIsOfLowRisk() {
        var id = asked(Risk.LOW);
        bench.clock.advance(Duration.ofMinutes(14));

        assertThat(approve(id, Map.of())).isEqualTo(303);
        assertThat(bench.entryTypes()).contains("approval.granted", "op.started");
    }

    @Test
    void whatSomebodyElseWroteInThePlaceOfAnApprovalIsNamedAndNeverDecided() {
        var id = asked(Risk.LOW);
        assertThat(bench.get("/console/approvals/" + id.value()).status()).isEqualTo(200);
        bench.ledger.makeUnreadable(id);

        assertThat(bench.get("/console").body())
                .contains(id.value() + "</bdi> is not what this server wrote");
        assertThat(bench.get("/console/approvals/" + id.value()).status()).isEqualTo(404);
        nothingWasDecided();
    }

    @Test
    void whatIsHighTakesASecretOfTheLastFiveMinutes() {
        var id = asked(Risk.HIGH);
        bench.clock.advance(Duration.ofMinutes(5).plusSeconds(1));

        assertThat(approve(id, Map.of())).isEqualTo(409);
        assertThat(bench.get("/console/approvals/" + id.value()).body())
                .contains("Your secret again");
        assertThat(approve(id, Map.of("secret", "smt_guess"))).isEqualTo(403);
        nothingWasDecided();

        assertThat(approve(id, Map.of("secret", bench.secret))).isEqualTo(303);
        assertThat(bench.entryTypes()).contains("approval.granted");
    }

    @Test
    void aFreshSignInServesForWhatIsHigh() {
        var id = asked(Risk.HIGH);
        bench.clock.advance(Duration.ofMinutes(4));

        assertThat(bench.get("/console/approvals/" + id.value()).body())
                .doesNotContain("Your secret again");
        assertThat(approve(id, Map.of())).isEqualTo(303);
    }

    @Test
    void whatIsCriticalTakesTheSecretAndTheTargetsName() {
        var id = asked(Risk.CRITICAL);

        assertThat(approve(id, Map.of("target", "web"))).isEqualTo(409);
        assertThat(approve(id, Map.of("secret", bench.secret))).isEqualTo(422);
        assertThat(approve(id, Map.of("secret", bench.secret, "target", "Web"))).isEqualTo(422);
        nothingWasDecided();

        assertThat(approve(id, Map.of("secret", bench.secret, "target", "web"))).isEqualTo(303);
        assertThat(bench.entryTypes()).contains("approval.granted");
    }

    @Test
    void aNoTakesNoneOfThat() {
        var id = asked(Risk.CRITICAL);
        bench.clock.advance(Duration.ofMinutes(10));

        assertThat(bench.decide(id, "deny", Map.of("reason", "no")).status()).isEqualTo(303);
        assertThat(bench.entryTypes()).contains("approval.denied");
    }

    @Test
    void theSecretOfAnotherOperatorIsNotTheirs() {
        var id = asked(Risk.HIGH);
        var other = bench.issue("operator:cleo", Set.of("operator")).secret();

        assertThat(approve(id, Map.of("secret", other))).isEqualTo(403);
        nothingWasDecided();
    }

    @Test
    void theirWordsAreKeptWhenADecisionIsNotTaken() {
        var id = asked(Risk.CRITICAL);
        var page = bench.decide(id, "approve", Map.of("reason", "a </textarea> of words"));

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.body()).contains("a &lt;/textarea&gt; of words");
    }

    @Test
    void aLedgerThatIsNotWellIsSaidAndNothingIsDecided() {
        var id = asked(Risk.LOW);
        var fields = bench.shown(id);
        bench.ledger.enter(LedgerState.LOW_SPACE);

        assertThat(bench.get("/console/operations").body()).contains("The ledger is low_space");
        assertThat(bench.get("/console/approvals/" + id.value()).body())
                .contains("disabled>Approve");
        var answer = bench.submit("/console/approvals/" + id.value() + "/approve", fields);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("audit_low_space", "Nothing was decided", "cid");
        nothingWasDecided();
    }
}
