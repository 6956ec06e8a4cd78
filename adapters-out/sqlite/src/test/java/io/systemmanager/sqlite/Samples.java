package io.systemmanager.sqlite;

import io.systemmanager.domain.approval.Agreement;
import io.systemmanager.domain.approval.Approval;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.approval.ApprovalRequest;
import io.systemmanager.domain.approval.ApprovalTerms;
import io.systemmanager.domain.approval.Binding;
import io.systemmanager.domain.approval.Slots;
import io.systemmanager.domain.audit.AccessEvent;
import io.systemmanager.domain.audit.ApprovalEvent;
import io.systemmanager.domain.audit.AuditEvent;
import io.systemmanager.domain.audit.CallFacts;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.audit.Origin;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Person;
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
import io.systemmanager.domain.journal.ApprovalRecord;
import io.systemmanager.domain.journal.ContainerIntent;
import io.systemmanager.domain.journal.IdempotencyKey;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.note.LogKeys;
import io.systemmanager.domain.operation.Arguments;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.plan.Plan;
import io.systemmanager.domain.policy.ApprovalTimes;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.risk.Risk;
import io.systemmanager.domain.secret.Redaction;
import io.systemmanager.domain.secret.SecretMarker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Changes for a ledger to keep. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.250Z");
    static final HostId HOST = new HostId("0123456789abcdef0123456789abcdef");
    static final LogKeys KEYS =
            LogKeys.of(LogKeys.origin("node7.example.org", 1), seed("log"), seed("epoch"));
    static final EntryForm FORM =
            new EntryForm(
                    new Origin(HOST, "node7", "1a2b3c4d", "0.1.0", "unknown"),
                    new Redaction(() -> new SecretMarker("k1", seed("marks"))));
    static final long RESERVE = 1 << 20;
    static final Agreement AGREED = new Agreement(List.of(operator("grace"), operator("ada")));
    static final Subject BOT = new Subject("agent:build-bot");

    private Samples() {}

    /** Of a ledger with a small reserve, after which only the test looks; it is always noon. */
    private static Caller.Operator operator(String name) {
        return new Caller.Operator(
                new Subject("operator:" + name),
                new CredentialId("0badcafe"),
                Set.of("operator"),
                new Person(name));
    }

    static Opening opening() {
        var upkeep = new Upkeep(RESERVE, Duration.ofHours(1), Duration.ofHours(1));
        return Opening.of(
                FORM, new FixedKeys(KEYS), new Clocks(InstantSource.fixed(NOON), () -> 0), upkeep);
    }

    /** A change as the writer takes it. */
    static Unit unit(Ledger.Change change) {
        return Unit.of(change, opening().scribe());
    }

    /** Of these alone. */
    static Intake intake(Unit... units) {
        return new Intake(new FairQueue<>(1, 1), List.of(units), 0, Duration.ZERO);
    }

    static Ledger.Append append() {
        return new Ledger.Append(failed("unknown"));
    }

    static AuditEvent failed(String why) {
        return new AccessEvent.AuthenticationFailed("192.0.2.7", Optional.empty(), why, 1);
    }

    static Ledger.OpenOperation open(int number, Optional<String> key) {
        var operation = record(number, key);
        return new Ledger.OpenOperation(
                operation,
                new OperationEvent.Started(
                        call(), decision(), operation.id(), operation.plan(), Optional.empty()));
    }

    /** A change that waits for an operator; each number asks for something else. */
    static Ledger.AskApproval ask(int number) {
        var call = call(BOT, number);
        var request =
                new ApprovalRequest(
                        new ApprovalId("apr_" + id(number).value().substring(3)),
                        new Binding(
                                call.operation().name(),
                                "1",
                                Arguments.of(call.operation()),
                                call.target(),
                                record(number, Optional.empty()).plan(),
                                CallForm.requester(call),
                                decision().revision()),
                        Risk.LOW,
                        new ApprovalTerms(
                                new Slots(List.of(new Slot("operator", 1))),
                                false,
                                ApprovalTimes.STANDARD),
                        NOON,
                        call.reason());
        var pending = new Approval.Pending(request);
        var waiting = new OperationState.AwaitingApproval(request.id(), pending.until());
        return new Ledger.AskApproval(
                record(number, Optional.empty()).with(waiting, NOON),
                new ApprovalRecord(id(number), call, pending),
                new ApprovalEvent.Requested(call, decision(), id(number), pending));
    }

    static Ledger.EndOperation end(OperationRecord operation, long intent) {
        var outcome = new Outcome.Succeeded("running", "running");
        return new Ledger.EndOperation(
                operation.with(new OperationState.Running().finish(outcome), NOON.plusSeconds(1)),
                new OperationEvent.Ended(
                        call(), operation.id(), outcome, Duration.ofMillis(7), intent));
    }

    static Ledger.IssueToken issue(String secret) {
        var token = token(secret);
        return new Ledger.IssueToken(
                token, new AccessEvent.TokenIssued(new Subject("operator:grace"), token));
    }

    static TokenRecord token(String secret) {
        return new TokenRecord(
                BOT,
                Digest.of(secret.getBytes(StandardCharsets.UTF_8)),
                Set.of(Scope.DOCKER_READ, Scope.OPS_READ),
                Set.of("deployer", "on call,\nat \"night\""),
                Optional.empty(),
                NOON,
                Optional.of(NOON.plus(Duration.ofDays(30))),
                Optional.empty());
    }

    static Ledger.RevokeToken revoke(TokenRecord token) {
        return new Ledger.RevokeToken(
                token.id(),
                NOON.plusSeconds(5),
                new AccessEvent.TokenRevoked(new Subject("operator:grace"), token.id()));
    }

    static OperationRecord record(int number, Optional<String> key) {
        return new OperationRecord(
                id(number),
                BOT,
                call().operation().name(),
                Risk.LOW,
                "web-1",
                key.map(IdempotencyKey::new),
                Digest.of("request".getBytes(StandardCharsets.UTF_8)),
                new ContainerIntent(
                        new ContainerId("3f".repeat(32)),
                        LifecycleAction.START,
                        Duration.ofSeconds(10),
                        ContainerState.EXITED,
                        NOON.plusSeconds(number)),
                new Plan(
                        List.of("start web-1", "wait until it is \"running\""),
                        List.of("state: exited -> running"),
                        List.of(),
                        Optional.of("containers_lifecycle.stop")),
                new OperationState.Running(),
                NOON.plusSeconds(number),
                NOON.plusSeconds(number));
    }

    static OperationId id(int number) {
        return new OperationId(
                "op_"
                        + "a".repeat(23)
                        + letter(number / 1024)
                        + letter(number / 32)
                        + letter(number));
    }

    /** A refusal that an agent of that name waits for. */
    static Ledger.Append denied(String agent) {
        var fault = Fault.of(FaultCode.POLICY_DENIED);
        var call = call(new Subject("agent:" + agent), 10);
        return new Ledger.Append(new OperationEvent.Denied(call, decision(), fault));
    }

    static CallFacts call() {
        return call(BOT, 10);
    }

    private static CallFacts call(Subject subject, int grace) {
        return new CallFacts(
                new RequestId(UUID.fromString("01900000-0000-7000-8000-000000000001")),
                Optional.of("17"),
                new Caller.Agent(
                        subject, new CredentialId("deadbeef"), Set.of(), Set.of("deployer")),
                new Client(Optional.of("cli"), Optional.of("1.0"), "2026-07-28", "192.0.2.7"),
                new Trace("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", Optional.empty()),
                new ChangeContainerState(
                        new ContainerRef("web-1"),
                        LifecycleAction.START,
                        Duration.ofSeconds(grace)),
                new Target.Container(
                        HOST,
                        new ContainerRef("web-1"),
                        new ContainerId("3f".repeat(32)),
                        "web-1",
                        "sha256:" + "77".repeat(32),
                        Map.of(),
                        ContainerState.EXITED),
                Optional.of("café € 😀 \"q\" \\ \n\u0001/"));
    }

    static Decision decision() {
        return new Decision(
                new Verdict.Allow(), "ops-may-start", List.of("ops-may-start"), "sha256:5a1e");
    }

    private static char letter(int number) {
        return "abcdefghijklmnopqrstuvwxyz234567".charAt(number % 32);
    }

    static byte[] seed(String word) {
        return Digest.sha256().digest(word.getBytes(StandardCharsets.UTF_8));
    }
}
