package io.systemmanager.contract.audit;

import io.systemmanager.contract.fixture.SampleKeys;
import io.systemmanager.contract.port.ApprovalSamples;
import io.systemmanager.contract.port.GrantSamples;
import io.systemmanager.contract.port.LedgerSamples;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.audit.AccessEvent;
import io.systemmanager.domain.audit.ApprovalEvent;
import io.systemmanager.domain.audit.AuditEvent;
import io.systemmanager.domain.audit.CallFacts;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.audit.Origin;
import io.systemmanager.domain.audit.SystemEvent;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.caller.Trace;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerQuery;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.journal.Reconciliation;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.ListContainers;
import io.systemmanager.domain.operation.Operation;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.plan.Plan;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.simulated.SimulatedClock;
import io.systemmanager.simulated.SimulatedHost;
import io.systemmanager.sqlite.Clocks;
import io.systemmanager.sqlite.FixedKeys;
import io.systemmanager.sqlite.SqliteLedger;
import io.systemmanager.sqlite.Upkeep;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** A ledger in which a few things happened, a second apart, always the same. */
final class SampleLedger {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final String DONE = "op_" + "d".repeat(26);
    static final String LOST = "op_" + "l".repeat(26);
    static final String OPEN = "op_" + "o".repeat(26);
    static final String FOUND = "op_" + "f".repeat(26);
    static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    static final String HIDDEN = "see \u001b[2J\u202e this";

    private static final Target.Host HOST = new Target.Host(SimulatedHost.ID);
    private static final Plan PLAN =
            new Plan(List.of("restart"), List.of(), List.of(), Optional.empty());

    private SampleLedger() {}

    /** Writes it; the note is under all of it then. */
    static void write(Path file) {
        write(file, events());
    }

    /** The same, with an approval and a grant behind it. */
    static void writeWithApprovals(Path file) {
        write(file, Stream.of(events(), approvals(), grants()).flatMap(List::stream).toList());
    }

    private static void write(Path file, List<AuditEvent> events) {
        var clock = new SimulatedClock(NOON);
        var origin =
                new Origin(
                        SimulatedHost.ID, SimulatedHost.NAME, SimulatedHost.BOOT, "0", "unknown");
        try (var ledger =
                SqliteLedger.open(
                        file,
                        new EntryForm(origin, SampleKeys.REDACTION),
                        new FixedKeys(SampleKeys.LOG),
                        new Clocks(clock, () -> clock.instant().toEpochMilli() * 1_000_000),
                        Upkeep.STANDARD)) {
            for (var event : events) {
                clock.advance(Duration.ofSeconds(1));
                ledger.commit(new Ledger.Append(event));
            }
        }
    }

    /** Entry 0 opens the log, so the first of these is entry 1. */
    private static List<AuditEvent> events() {
        var web = restart("web", 1, Optional.of("it answers 502 since noon"));
        var api = restart("api", 2, Optional.of(HIDDEN));
        var db = restart("db", 3, Optional.empty());
        var cache = restart("cache", 4, Optional.empty());
        var timeout = new Outcome.Unknown(Fault.of(FaultCode.OUTCOME_UNKNOWN));
        return List.of(
                new SystemEvent.ServerStarted(),
                new SystemEvent.PolicyLoaded("sha256:" + "0".repeat(64), 6, "version: 1"),
                new AccessEvent.TokenIssued(new Subject("operator:grace"), token()),
                new OperationEvent.Read(list(), allow("read"), Optional.empty(), took()),
                new OperationEvent.Started(
                        web, allow("operate"), new OperationId(DONE), PLAN, Optional.empty()),
                new OperationEvent.Ended(
                        web,
                        new OperationId(DONE),
                        new Outcome.Succeeded("running", "running"),
                        took(),
                        5),
                new OperationEvent.Started(
                        api, allow("operate"), new OperationId(LOST), PLAN, Optional.empty()),
                new OperationEvent.Ended(api, new OperationId(LOST), timeout, took(), 7),
                new OperationEvent.Denied(db, deny(), Fault.of(FaultCode.POLICY_DENIED)),
                new AccessEvent.AuthenticationFailed("192.0.2.7", Optional.empty(), "unknown", 7),
                new OperationEvent.Started(
                        db, allow("operate"), new OperationId(OPEN), PLAN, Optional.empty()),
                new OperationEvent.Started(
                        cache, allow("operate"), new OperationId(FOUND), PLAN, Optional.empty()),
                new OperationEvent.Abandoned(
                        new OperationId(FOUND), Fault.of(FaultCode.OUTCOME_UNKNOWN), 12),
                new OperationEvent.Reconciled(
                        new OperationId(FOUND),
                        cache.operation().name(),
                        new Reconciliation.NotApplied("it runs since before the restart"),
                        12));
    }

    /** A request of which one of two votes is in. */
    private static List<AuditEvent> approvals() {
        var asked = ApprovalSamples.pending(1, new Subject("agent:desk"));
        var bob = new Subject("operator:bob");
        var vote = ApprovalSamples.cast(asked, ApprovalSamples.BOB, Vote.Choice.APPROVE);
        return List.of(
                ApprovalSamples.ask(asked).event(),
                new ApprovalEvent.Viewed(bob, asked),
                new ApprovalEvent.Voted(bob, ApprovalSamples.after(asked, vote)));
    }

    /** A grant of two people's for one call, which was made. */
    private static List<AuditEvent> grants() {
        var grant = GrantSamples.live(1, 1, LedgerSamples.NOON);
        var used = GrantSamples.use(1, GrantSamples.agreed(grant), Optional.empty()).used();
        return List.of(GrantSamples.create(grant).event(), GrantSamples.agree(grant).event(), used);
    }

    private static TokenRecord token() {
        return new TokenRecord(
                new Subject("agent:desk"),
                new Digest("0badcafe" + "0".repeat(56)),
                Set.of(Scope.DOCKER_READ),
                Set.of("agent"),
                Optional.empty(),
                NOON,
                Optional.empty(),
                Optional.empty());
    }

    private static CallFacts list() {
        return call(new ListContainers(ContainerQuery.running()), HOST, 9, Optional.empty());
    }

    private static CallFacts restart(String name, int number, Optional<String> reason) {
        var container = new ContainerRef(name);
        return call(
                new ChangeContainerState(
                        container, LifecycleAction.RESTART, Duration.ofSeconds(10)),
                new Target.Container(
                        SimulatedHost.ID,
                        container,
                        new ContainerId(("" + number).repeat(64)),
                        name,
                        "sha256:" + "cd".repeat(32),
                        Map.of(),
                        ContainerState.RUNNING),
                number,
                reason);
    }

    private static CallFacts call(
            Operation operation, Target target, int number, Optional<String> reason) {
        return new CallFacts(
                new RequestId(UUID.fromString("019b7a9e-6000-7000-8000-00000000000" + number)),
                Optional.of("1"),
                new Caller.Agent(
                        new Subject("agent:desk"),
                        new CredentialId("0badcafe"),
                        Set.of(),
                        Set.of("agent")),
                new Client(Optional.of("editor"), Optional.of("1.0"), "2026-07-28", "192.0.2.9"),
                new Trace(TRACE, "00f067aa0ba902b" + number, Optional.empty()),
                operation,
                target,
                reason);
    }

    private static Decision allow(String rule) {
        return new Decision(new Verdict.Allow(), rule, List.of(rule), "sha256:" + "0".repeat(64));
    }

    private static Decision deny() {
        return new Decision(
                new Verdict.Deny(), "no-db", List.of("no-db"), "sha256:" + "0".repeat(64));
    }

    private static Duration took() {
        return Duration.ofMillis(3);
    }
}
