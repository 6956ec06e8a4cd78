package io.systemmanager.contract.port;

import io.systemmanager.domain.audit.AccessEvent;
import io.systemmanager.domain.audit.CallFacts;
import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.audit.Origin;
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
import io.systemmanager.domain.journal.ContainerIntent;
import io.systemmanager.domain.journal.IdempotencyKey;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.plan.Plan;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.risk.Risk;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Changes for a ledger to keep. */
public final class LedgerSamples {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.250Z");
    public static final HostId HOST = new HostId("0123456789abcdef0123456789abcdef");
    public static final Origin ORIGIN = new Origin(HOST, "node7", "1a2b3c4d", "0.1.0", "unknown");
    public static final Subject BOT = new Subject("agent:build-bot");
    public static final Subject OTHER = new Subject("agent:other-bot");
    private static final Subject GRACE = new Subject("operator:grace");

    private LedgerSamples() {}

    public static Ledger.Append append() {
        return new Ledger.Append(
                new AccessEvent.AuthenticationFailed("192.0.2.7", Optional.empty(), "unknown", 1));
    }

    /** An event that has no written form. */
    public static Ledger.Append unwritable() {
        return new Ledger.Append(
                new AccessEvent.AuthenticationFailed("192.0.2.7", Optional.empty(), "\ud800", 1));
    }

    public static Ledger.OpenOperation open(int number, Subject caller, Optional<String> key) {
        return open(record(number, caller, key));
    }

    public static Ledger.OpenOperation open(OperationRecord operation) {
        return new Ledger.OpenOperation(
                operation,
                new OperationEvent.Started(
                        call(operation.caller()),
                        decision(),
                        operation.id(),
                        operation.plan(),
                        Optional.empty()));
    }

    public static Ledger.EndOperation end(OperationRecord operation, Outcome outcome) {
        return new Ledger.EndOperation(
                ended(operation, outcome),
                new OperationEvent.Ended(
                        call(operation.caller()),
                        operation.id(),
                        outcome,
                        Duration.ofMillis(7),
                        0));
    }

    public static OperationRecord ended(OperationRecord operation, Outcome outcome) {
        return operation.with(
                new OperationState.Running().finish(outcome), operation.createdAt().plusSeconds(1));
    }

    public static Ledger.IssueToken issue(TokenRecord token) {
        return new Ledger.IssueToken(token, new AccessEvent.TokenIssued(GRACE, token));
    }

    public static Ledger.RevokeToken revoke(CredentialId token, Instant at) {
        return new Ledger.RevokeToken(token, at, new AccessEvent.TokenRevoked(GRACE, token));
    }

    public static TokenRecord token(String secret) {
        return token(Digest.of(secret.getBytes(StandardCharsets.UTF_8)));
    }

    public static TokenRecord token(Digest secret) {
        return new TokenRecord(
                BOT,
                secret,
                Set.of(Scope.DOCKER_READ, Scope.OPS_READ),
                Set.of("deployer", "on-call"),
                Optional.empty(),
                NOON,
                Optional.of(NOON.plus(Duration.ofDays(30))),
                Optional.empty());
    }

    public static OperationRecord record(int number, Subject caller, Optional<String> key) {
        var operation = call(caller).operation();
        return new OperationRecord(
                id(number),
                caller,
                operation.name(),
                Risk.LOW,
                "web-1",
                key.map(IdempotencyKey::new),
                Digest.of("request".getBytes(StandardCharsets.UTF_8)),
                new ContainerIntent(
                        new ContainerId("3f".repeat(32)),
                        LifecycleAction.START,
                        Duration.ofSeconds(10),
                        ContainerState.EXITED,
                        NOON.plusNanos(number)),
                new Plan(
                        List.of("start web-1", "wait until it is \"running\" \u20ac"),
                        List.of("state: exited -> running"),
                        List.of("memory is lost"),
                        Optional.of("containers_lifecycle.stop")),
                new OperationState.Running(),
                NOON.plusNanos(number),
                NOON.plusNanos(number));
    }

    public static OperationId id(int number) {
        var end = new StringBuilder();
        for (int rest = number; end.length() < 3; rest /= 32) {
            end.insert(0, "abcdefghijklmnopqrstuvwxyz234567".charAt(rest % 32));
        }
        return new OperationId("op_" + "a".repeat(23) + end);
    }

    private static CallFacts call(Subject caller) {
        var container = new ContainerRef("web-1");
        return new CallFacts(
                new RequestId(UUID.fromString("01900000-0000-7000-8000-000000000001")),
                Optional.of("17"),
                new Caller.Agent(caller, new CredentialId("deadbeef"), Set.of(), Set.of()),
                new Client(Optional.of("cli"), Optional.of("1.0"), "2026-07-28", "192.0.2.7"),
                new Trace("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", Optional.empty()),
                new ChangeContainerState(container, LifecycleAction.START, Duration.ofSeconds(10)),
                new Target.UnresolvedContainer(HOST, container),
                Optional.empty());
    }

    private static Decision decision() {
        return new Decision(new Verdict.Allow(), "r1", List.of("r1"), "sha256:5a1e");
    }
}
