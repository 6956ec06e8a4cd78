package io.systemmanager.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.caller.Trace;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.json.CanonicalJson;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.plan.Plan;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.secret.Redaction;
import io.systemmanager.domain.secret.SecretMarker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EntryFormTest {
    private static final HostId HOST = new HostId("b08dfa6083e7567a1921a715000001fb");
    private static final OperationId OPERATION = new OperationId("op_" + "a".repeat(26));
    private static final Plan PLAN =
            new Plan(List.of("start web-1"), List.of(), List.of(), Optional.empty());
    private static final SecretMarker MARKER = new SecretMarker("k1", new byte[32]);
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:09.500999Z");
    private static final Duration MONOTONIC = Duration.ofNanos(1_500_999);
    private static final EntryForm FORM =
            new EntryForm(
                    new Origin(HOST, "node7", "1a2b3c4d", "0.1.0", "unknown"),
                    new Redaction(() -> MARKER));

    /** The whole of one entry, so that no change of the form goes unseen. */
    @Test
    void anIntentIsWrittenInFull() {
        assertThat(
                        written(
                                new OperationEvent.Started(
                                        call("nightly"),
                                        decision(),
                                        OPERATION,
                                        PLAN,
                                        Optional.empty())))
                .isEqualTo(
                        ("{'actor':{'auth':'token','cred':'deadbeef','kind':'agent','roles':"
                                        + "['deployer','on-call'],'sub':'agent:build-bot'},"
                                        + "'boot':'1a2b3c4d',"
                                        + "'client':{'addr':'192.0.2.7','name':'cli',"
                                        + "'proto':'2026-07-28','ver':'1.0'},"
                                        + "'decision':{'effect':'allow','matched':['r1','r2'],"
                                        + "'policy_rev':'sha256:5a1e','rule':'r2'},"
                                        + "'host':{'id':'"
                                        + HOST.value()
                                        + "','name':'node7'},'mono_us':1500,"
                                        + "'op':{'id':'"
                                        + OPERATION
                                        + "','kind':'write','name':'containers_lifecycle.start',"
                                        + "'risk':'low'},'params':{'action':'start',"
                                        + "'container':'web-1','grace_s':10},'plan':'"
                                        + PLAN.hash().hex()
                                        + "','req':{'id':'01900000-0000-7000-8000-000000000001',"
                                        + "'rpc':'17','span':'00f067aa0ba902b7',"
                                        + "'trace':'4bf92f3577b34da6a3ce929d0e0e4736'},'seq':3,"
                                        + "'sev':'notice','sw':{'build':'unknown','schema':1,"
                                        + "'ver':'0.1.0'},'target':[{'attrs':{'image':'sha256:77',"
                                        + "'state':'exited'},'id':'"
                                        + "3f".repeat(32)
                                        + "','kind':'container','name':'web-1'}],"
                                        + "'time':'2026-01-01T00:00:09.500Z','type':'op.started',"
                                        + "'v':1,'why':{'reason':'nightly'}}")
                                .replace('\'', '"'));
    }

    @Test
    void theEndOfAChangeNamesItsIntentAndWhetherAnythingChanged() {
        assertThat(written(ended(new Outcome.Succeeded("exited", "running"))))
                .contains("\"ref\":{\"intent\":2}")
                .contains("\"type\":\"op.succeeded\"")
                .contains(
                        "\"outcome\":{\"after\":\"running\",\"before\":\"exited\","
                                + "\"changed\":true,\"duration_us\":482113,\"status\":\"ok\"}");
        assertThat(written(ended(new Outcome.Succeeded("running", "running"))))
                .contains("\"changed\":false");
    }

    @Test
    void everyEndHasItsOwnTypeSeverityAndStatus() {
        var fault = Fault.of(FaultCode.ENGINE_TIMEOUT);
        assertThat(written(ended(new Outcome.Failed(fault))))
                .contains("\"op.failed\"", "\"warn\"", "\"status\":\"failed\"", "engine_timeout");
        assertThat(written(ended(new Outcome.RolledBack(fault))))
                .contains("\"op.rolled_back\"", "\"warn\"", "\"status\":\"rolled_back\"");
        assertThat(written(ended(new Outcome.Unknown(fault))))
                .contains("\"op.outcome_unknown\"", "\"crit\"", "\"status\":\"unknown\"");
    }

    @Test
    void whatAnAgentSaysCannotHideOrOverwriteAnything() {
        var hostile = "ok\u001b[2K\u202e\r\ngranted\u200b";
        var entry =
                written(
                        new OperationEvent.Started(
                                call(hostile), decision(), OPERATION, PLAN, Optional.empty()));
        assertThat(entry)
                .contains(
                        "\"reason\":\"ok\\\\u001b[2K\\\\u202e\\\\u000d\\\\u000agranted\\\\u200b\"");
    }

    @Test
    void aReasonIsCutAt500Characters() {
        var entry =
                written(
                        new OperationEvent.Started(
                                call("x".repeat(5_000)),
                                decision(),
                                OPERATION,
                                PLAN,
                                Optional.empty()));
        assertThat(entry).contains("x".repeat(499) + "\u2026").doesNotContain("x".repeat(500));
    }

    @Test
    void aTokenIsWrittenWithoutItsSecretAndWithoutTheSecretsHash() {
        var token =
                new TokenRecord(
                        new Subject("agent:build-bot"),
                        new Digest("ab".repeat(32)),
                        Set.of(Scope.OPS_READ, Scope.DOCKER_READ),
                        Set.of("deployer"),
                        Optional.empty(),
                        Instant.EPOCH,
                        Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
                        Optional.empty());
        assertThat(written(new AccessEvent.TokenIssued(new Subject("operator:grace"), token)))
                .contains(
                        // SHA-256 of "sm/credential/v1", a line feed and the canonical JSON of all
                        // that makes it, which sha256sum computed.
                        "\"token\":{\"cred\":\"abababab\",\"digest\":\"23e396423c1ae11500dae6f571baafc5013422960d527aae50085b36550747bc\","
                                + "\"expires\":\"2027-01-01T00:00:00.000Z\","
                                + "\"roles\":[\"deployer\"],"
                                + "\"scopes\":[\"docker:read\",\"ops:read\"],"
                                + "\"sub\":\"agent:build-bot\"}")
                .doesNotContain("ab".repeat(5));
    }

    @Test
    void theTimeHasMillisecondsEvenWhereTheyAreZero() {
        var entry =
                FORM.draft(new SystemEvent.ServerStarted())
                        .at(0, Instant.parse("2026-01-01T00:00:00Z"), Duration.ZERO);
        assertThat(entry.text()).contains("\"time\":\"2026-01-01T00:00:00.000Z\"");
    }

    @Test
    void aRefusedLoginSaysWhyAndHowOften() {
        assertThat(
                        written(
                                new AccessEvent.AuthenticationFailed(
                                        "192.0.2.7",
                                        Optional.of(new CredentialId("deadbeef")),
                                        "revoked",
                                        12)))
                .contains(
                        "\"actor\":{\"cred\":\"deadbeef\",\"kind\":\"anonymous\"}",
                        "\"count\":12",
                        "\"outcome\":{\"code\":\"revoked\",\"status\":\"denied\"}",
                        "\"client\":{\"addr\":\"192.0.2.7\"}");
    }

    /** Every text that this class looks at is the canonical one. */
    private static String written(AuditEvent event) {
        var text = form(event).text();
        assertThat(CanonicalJson.text(FORM.draft(event).object(3, TIME, MONOTONIC)))
                .isEqualTo(text);
        return text;
    }

    private static WrittenEntry form(AuditEvent event) {
        return FORM.draft(event).at(3, TIME, MONOTONIC);
    }

    @Test
    void aSecretInAReasonIsWrittenAsItsMark() {
        var written =
                written(
                        new OperationEvent.Started(
                                call("use password=hunter2 for it"),
                                decision(),
                                OPERATION,
                                PLAN,
                                Optional.empty()));
        assertThat(written)
                .contains(
                        "\"reason\":\"use password=["
                                + MARKER.mark(Json.of("hunter2"))
                                + "] for it\"")
                .doesNotContain("hunter2");
    }

    @Test
    void aSecretThatTheLimitWouldCutInTwoIsMarkedFirst() {
        var token = "smt_" + "x".repeat(60);
        var written =
                written(
                        new OperationEvent.Started(
                                call("y".repeat(480) + " " + token),
                                decision(),
                                OPERATION,
                                PLAN,
                                Optional.empty()));
        assertThat(written).doesNotContain("smt_");
    }

    @Test
    void aPolicyIsKeptWholeBesideItsEntry() {
        var text = "version: 1\n" + "# a comment\n".repeat(5_000);
        var entry = form(new SystemEvent.PolicyLoaded("sha256:00", 1, text));
        var bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(entry.text())
                .contains(
                        "\"text\":{\"blob\":\""
                                + MARKER.evidence(bytes)
                                + "\",\"len\":"
                                + bytes.length
                                + "}")
                .doesNotContain("comment");
        assertThat(entry.evidence())
                .singleElement()
                .satisfies(kept -> {
                    assertThat(kept.digest()).isEqualTo(MARKER.evidence(bytes));
                    assertThat(kept.data()).isEqualTo(bytes);
                });
    }

    private static AuditEvent ended(Outcome outcome) {
        return new OperationEvent.Ended(
                call("nightly"), OPERATION, outcome, Duration.ofNanos(482_113_000), 2);
    }

    private static Decision decision() {
        return new Decision(new Verdict.Allow(), "r2", List.of("r1", "r2"), "sha256:5a1e");
    }

    private static CallFacts call(String reason) {
        return new CallFacts(
                new RequestId(UUID.fromString("01900000-0000-7000-8000-000000000001")),
                Optional.of("17"),
                new Caller.Agent(
                        new Subject("agent:build-bot"),
                        new CredentialId("deadbeef"),
                        Set.of(),
                        Set.of("on-call", "deployer")),
                new Client(Optional.of("cli"), Optional.of("1.0"), "2026-07-28", "192.0.2.7"),
                new Trace("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", Optional.empty()),
                new ChangeContainerState(
                        new ContainerRef("web-1"), LifecycleAction.START, Duration.ofSeconds(10)),
                new Target.Container(
                        HOST,
                        new ContainerRef("web-1"),
                        new ContainerId("3f".repeat(32)),
                        "web-1",
                        "sha256:77",
                        Map.of(),
                        ContainerState.EXITED),
                Optional.of(reason));
    }
}
