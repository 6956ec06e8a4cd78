package io.systemmanager.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.port.LedgerUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallerDoorTest {
    private static final Subject OPERATOR = new Subject("operator:op");

    private final Bench bench = new Bench();
    private final TokenOffice office = bench.tokens;
    private TokenOffice.Issued issued = issue("agent:ci");

    @BeforeEach
    void aToken() {
        issued = issue("agent:ci-2");
    }

    @Test
    void aGoodTokenTellsWhoShowsIt() {
        assertThat(show(issued.secret()))
                .isInstanceOfSatisfying(
                        Authentication.Known.class,
                        known ->
                                assertThat(known.caller().subject())
                                        .isEqualTo(new Subject("agent:ci-2")));
    }

    @Test
    void itsEndIsTold() {
        assertThat(show(issued.secret()))
                .isInstanceOfSatisfying(
                        Authentication.Known.class,
                        known ->
                                assertThat(known.until())
                                        .hasValue(bench.clock.instant().plus(Duration.ofDays(1))));
    }

    @Test
    void itsFirstUseInAnHourIsRecorded() {
        show(issued.secret());
        show(issued.secret());
        bench.clock.advance(Duration.ofHours(1));
        show(issued.secret());

        assertThat(bench.entryTypes().stream().filter("auth.succeeded"::equals)).hasSize(2);
    }

    @Test
    void theLedgerNeverHoldsTheSecret() {
        show(issued.secret());

        assertThat(bench.ledger.entries())
                .noneMatch(entry -> CanonicalJson.text(entry).contains(issued.secret()));
        assertThat(issued.toString()).doesNotContain(issued.secret());
    }

    @Test
    void noTokenIsMissing() {
        assertThat(
                        bench.application
                                .door()
                                .admit(Optional.empty(), from("::1"), Caller.Agent.class))
                .isEqualTo(new Authentication.Rejected("missing"));
    }

    @Test
    void aWrongTokenIsUnknown() {
        assertThat(show("smt_wrong")).isEqualTo(new Authentication.Rejected("unknown"));
        assertThat(bench.entryTypes()).endsWith("auth.failed");
    }

    @Test
    void anExpiredTokenIsRefused() {
        bench.clock.advance(Duration.ofDays(2));

        assertThat(show(issued.secret())).isEqualTo(new Authentication.Rejected("expired"));
    }

    @Test
    void aRevokedTokenIsRefusedAtOnce() {
        assertThat(office.revoke(OPERATOR, issued.token().id())).isTrue();

        assertThat(show(issued.secret())).isEqualTo(new Authentication.Rejected("revoked"));
    }

    @Test
    void anOperatorsSecretDoesNotOpenTheAgentsDoor() {
        assertThat(show(issue("operator:jo").secret()))
                .isEqualTo(new Authentication.Rejected("wrong_kind"));
    }

    @Test
    void anAgentsTokenDoesNotOpenTheOperatorsDoor() {
        assertThat(
                        bench.application
                                .door()
                                .admit(
                                        Optional.of(issued.secret()),
                                        from("unix"),
                                        Caller.Operator.class))
                .isEqualTo(new Authentication.Rejected("wrong_kind"));
    }

    @Test
    void eachSignInIsRecorded() {
        var secret = issue("operator:jo").secret();

        for (int i = 0; i < 2; i++) {
            assertThat(signIn(secret)).isInstanceOf(Authentication.Known.class);
        }
        assertThat(bench.entryTypes().stream().filter("auth.succeeded"::equals)).hasSize(2);
        assertThat(signIn(issued.secret())).isEqualTo(new Authentication.Rejected("wrong_kind"));
    }

    @Test
    void whoIsSignedInStaysSoUntilTheSecretIsRevoked() {
        var operator = issue("operator:jo");
        int before = bench.ledger.entries().size();

        assertThat(stillIn(operator))
                .hasValueSatisfying(caller ->
                        assertThat(caller.subject()).isEqualTo(operator.token().subject()));
        assertThat(stillIn(issued)).isEmpty();
        assertThat(bench.ledger.entries()).hasSize(before);

        office.revoke(OPERATOR, operator.token().id());
        assertThat(stillIn(operator)).isEmpty();
    }

    private Authentication signIn(String secret) {
        return bench.application.door().signIn(Optional.of(secret), from("::1"));
    }

    private Optional<Caller.Operator> stillIn(TokenOffice.Issued token) {
        return bench.application.door().stillIn(token.token().secret());
    }

    @Test
    void aFloodOfWrongTokensIsSlowedAndDoesNotFillTheLedger() {
        int before = bench.ledger.entries().size();
        for (int i = 0; i < 1_000; i++) {
            show("smt_wrong" + i);
        }
        assertThat(show("smt_wrong")).isInstanceOf(Authentication.Throttled.class);
        bench.application.drain(Duration.ZERO);

        var written = bench.ledger.entries().subList(before, bench.ledger.entries().size());
        assertThat(written).hasSize(6);
        assertThat(CanonicalJson.text(written.getLast())).contains("\"count\":996");
    }

    @Test
    void aFloodLocksNobodyOut() {
        for (int i = 0; i < 100; i++) {
            show("smt_wrong" + i);
        }

        assertThat(show(issued.secret())).isInstanceOf(Authentication.Known.class);
    }

    @Test
    void aClockThatIsSetBackLocksNobodyOutForLonger() {
        for (int i = 0; i < 100; i++) {
            show("smt_wrong" + i);
        }
        assertThat(show("smt_wrong")).isInstanceOf(Authentication.Throttled.class);
        bench.clock.advance(Duration.ofHours(-1));

        assertThat(show("smt_wrong")).isEqualTo(new Authentication.Rejected("unknown"));
    }

    @Test
    void whileTheLedgerCannotRecordNoAgentComesInAndItsFirstUseIsRecordedLater() {
        bench.ledger.runFull();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> show(issued.secret())).isInstanceOf(LedgerUnavailable.class);
        }
        bench.ledger.makeRoom();

        assertThat(show(issued.secret())).isInstanceOf(Authentication.Known.class);
        assertThat(bench.entryTypes()).endsWith("auth.succeeded");
    }

    @Test
    void whileTheLedgerCannotRecordAMonitorSeesThat() {
        var monitor = issue("monitor:prometheus");
        bench.ledger.runFull();
        assertThat(show(monitor.secret(), Caller.Monitor.class))
                .isInstanceOf(Authentication.Known.class);
        bench.ledger.makeRoom();
        assertThat(bench.entryTypes()).doesNotContain("auth.succeeded");

        show(monitor.secret(), Caller.Monitor.class);
        assertThat(bench.entryTypes()).endsWith("auth.succeeded");
    }

    private Authentication show(String token, Class<? extends Caller> kind) {
        return bench.application.door().admit(Optional.of(token), from("10.0.0.7"), kind);
    }

    private Authentication show(String token) {
        return bench.application
                .door()
                .admit(Optional.of(token), from("10.0.0.7"), Caller.Agent.class);
    }

    private TokenOffice.Issued issue(String subject) {
        return office.issue(
                OPERATOR,
                new Subject(subject),
                Set.of(Scope.DOCKER_READ),
                Set.of("agent"),
                Optional.empty(),
                Optional.of(Duration.ofDays(1)));
    }

    private static Client from(String address) {
        return new Client(Optional.empty(), Optional.empty(), "", address);
    }
}
