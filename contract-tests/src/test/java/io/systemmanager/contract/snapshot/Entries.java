package io.systemmanager.contract.snapshot;

import static io.systemmanager.contract.port.ApprovalSamples.after;
import static io.systemmanager.contract.port.ApprovalSamples.cast;

import io.systemmanager.contract.fixture.SampleKeys;
import io.systemmanager.contract.port.ApprovalSamples;
import io.systemmanager.contract.port.GrantSamples;
import io.systemmanager.contract.port.LedgerSamples;
import io.systemmanager.domain.approval.Agreement;
import io.systemmanager.domain.approval.Ended;
import io.systemmanager.domain.approval.Move;
import io.systemmanager.domain.approval.Staleness;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.audit.AccessEvent;
import io.systemmanager.domain.audit.ApprovalEvent;
import io.systemmanager.domain.audit.AuditEvent;
import io.systemmanager.domain.audit.CallFacts;
import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.audit.LogEvent;
import io.systemmanager.domain.audit.NotificationEvent;
import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.audit.Origin;
import io.systemmanager.domain.audit.SystemEvent;
import io.systemmanager.domain.audit.ToolAttempt;
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
import io.systemmanager.domain.container.ContainerQuery;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerSection;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.container.LinePattern;
import io.systemmanager.domain.container.LogQuery;
import io.systemmanager.domain.host.HostSection;
import io.systemmanager.domain.journal.ApprovalRecord;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.journal.OperationStatus;
import io.systemmanager.domain.journal.Reconciliation;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.merkle.Hash;
import io.systemmanager.domain.note.Checkpoint;
import io.systemmanager.domain.note.SignedNote;
import io.systemmanager.domain.notification.Notification;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.Declaration;
import io.systemmanager.domain.operation.ExplainPolicy;
import io.systemmanager.domain.operation.GetContainer;
import io.systemmanager.domain.operation.GetOperation;
import io.systemmanager.domain.operation.ListContainers;
import io.systemmanager.domain.operation.ListOperations;
import io.systemmanager.domain.operation.Operation;
import io.systemmanager.domain.operation.QueryAudit;
import io.systemmanager.domain.operation.ReadContainerLogs;
import io.systemmanager.domain.operation.ReadSystemStatus;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.operation.UndoOperation;
import io.systemmanager.domain.outcome.Fault;
import io.systemmanager.domain.outcome.FaultCode;
import io.systemmanager.domain.outcome.Outcome;
import io.systemmanager.domain.plan.Plan;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.risk.Risk;
import io.systemmanager.domain.trail.AuditQuery;
import io.systemmanager.domain.trail.Condition;
import io.systemmanager.domain.trail.EntryStatus;
import io.systemmanager.simulated.InMemoryLedger;
import io.systemmanager.simulated.SimulatedClock;
import io.systemmanager.simulated.SimulatedHost;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One entry at least of every event, operation, target and outcome that there is. */
final class Entries {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final CredentialId CREDENTIAL = new CredentialId("0badcafe");
    private static final Caller.Agent AGENT =
            new Caller.Agent(
                    new Subject("agent:desk"),
                    CREDENTIAL,
                    EnumSet.allOf(Scope.class),
                    Set.of("agent"));
    private static final ContainerRef WEB = new ContainerRef("web");
    private static final Operation RESTART =
            new ChangeContainerState(WEB, LifecycleAction.RESTART, Duration.ofSeconds(10));
    private static final Fault FAULT = Fault.of(FaultCode.ENGINE_TIMEOUT);
    private static final Duration TOOK = Duration.ofMillis(3);
    private static final OperationId OPERATION = new OperationId("op_" + "a".repeat(26));
    private static final Plan PLAN =
            new Plan(List.of("start web"), List.of(), List.of(), Optional.empty());
    private static final Decision DECISION =
            new Decision(new Verdict.Allow(), "read", List.of("read"), "sha256:" + "0".repeat(64));

    private Entries() {}

    /** Every event, in several shapes where it has some. */
    static List<AuditEvent> events() {
        return Stream.of(
                        reads(),
                        changes(),
                        approvals(),
                        grants(),
                        credentials(),
                        server(),
                        custody(),
                        notifications())
                .flatMap(each -> each)
                .toList();
    }

    /** The entries that the ledger makes of {@link #events}. */
    static List<Json.Obj> all() {
        var origin =
                new Origin(
                        SimulatedHost.ID, SimulatedHost.NAME, SimulatedHost.BOOT, "0", "unknown");
        var ledger = new InMemoryLedger(new SimulatedClock(NOON), origin);
        events().forEach(event -> ledger.commit(new Ledger.Append(event)));
        return ledger.entries();
    }

    /** A call such as any. */
    static CallFacts aCall() {
        return call(RESTART, container());
    }

    private static Stream<AuditEvent> reads() {
        return operations()
                .flatMap(operation ->
                        targets()
                                .flatMap(target ->
                                        Stream.of(
                                                read(operation, target, Optional.empty()),
                                                read(operation, target, Optional.of(FAULT)))));
    }

    private static AuditEvent read(Operation operation, Target target, Optional<Fault> fault) {
        var read = new OperationEvent.Read(call(operation, target), DECISION, fault, TOOK);
        return operation instanceof QueryAudit && fault.isEmpty()
                ? new LogEvent.Queried(read, new Digest("0".repeat(64)), 3)
                : read;
    }

    private static Stream<AuditEvent> changes() {
        var call = aCall();
        return Stream.of(
                new OperationEvent.DryRun(call, DECISION, PLAN),
                new OperationEvent.ScopeMissing(attempt(), denied(), FAULT),
                new OperationEvent.Denied(call, denied(), FAULT),
                new OperationEvent.Denied(bare(), denied(), FAULT),
                new OperationEvent.Started(call, DECISION, OPERATION, PLAN, Optional.empty()),
                ended(new Outcome.Succeeded("running", "running")),
                ended(new Outcome.Failed(FAULT)),
                ended(new Outcome.RolledBack(FAULT)),
                ended(new Outcome.Unknown(FAULT)),
                new OperationEvent.Abandoned(OPERATION, FAULT, 0),
                reconciled(new Reconciliation.Applied("running", "The container is running.")),
                reconciled(new Reconciliation.NotApplied("The container is exited.")),
                reconciled(new Reconciliation.Indeterminate("The container is gone.")));
    }

    private static AuditEvent reconciled(Reconciliation found) {
        return new OperationEvent.Reconciled(OPERATION, RESTART.name(), found, 0);
    }

    private static AuditEvent ended(Outcome outcome) {
        return new OperationEvent.Ended(aCall(), OPERATION, outcome, TOOK, 0);
    }

    private static Stream<AuditEvent> approvals() {
        var pending = ApprovalSamples.pending(1, AGENT.subject());
        var halfway = after(pending, cast(pending, ApprovalSamples.BOB, Vote.Choice.APPROVE));
        var denied = after(pending, cast(pending, ApprovalSamples.BOB, Vote.Choice.DENY));
        var approved = ApprovalSamples.approved(pending);
        var by = new Subject("operator:bob");
        return Stream.of(
                ApprovalSamples.ask(pending).event(),
                new ApprovalEvent.Viewed(by, pending),
                new ApprovalEvent.Voted(by, halfway),
                new ApprovalEvent.Voted(by, approved),
                new ApprovalEvent.Voted(by, denied),
                closed(Optional.of(AGENT.subject()), pending, new Move.Cancel(AGENT.subject())),
                takenBack(pending),
                closed(
                        Optional.of(by),
                        approved,
                        new Move.Revoke(ApprovalSamples.BOB, Optional.of("a mistake"))),
                closed(Optional.empty(), halfway, new Move.Spoil(Staleness.PLAN_CHANGED)),
                expired(pending),
                new OperationEvent.Started(
                        pending.call(),
                        DECISION,
                        pending.operation(),
                        PLAN,
                        Optional.of(pending.id())));
    }

    private static Stream<AuditEvent> grants() {
        var grant = GrantSamples.live(1, 3, LedgerSamples.NOON);
        var use = GrantSamples.use(1, GrantSamples.agreed(grant), Optional.empty());
        return Stream.of(
                GrantSamples.create(grant).event(),
                GrantSamples.agree(grant).event(),
                use.event(),
                use.used(),
                GrantSamples.revoke(grant).event());
    }

    private static AuditEvent takenBack(ApprovalRecord from) {
        var to = after(from, new Move.Cancel(AGENT.subject()));
        return new ApprovalEvent.TakenBack(
                call(new UndoOperation(from.operation()), new Target.Host(SimulatedHost.ID)),
                DECISION,
                to,
                (Ended.Cancelled) to.approval());
    }

    private static AuditEvent closed(Optional<Subject> by, ApprovalRecord from, Move move) {
        var to = after(from, move);
        return new ApprovalEvent.Closed(by, to, (Ended) to.approval());
    }

    private static AuditEvent expired(ApprovalRecord from) {
        var ended = new Ended.Expired(from.approval().request(), List.of(), ApprovalSamples.LATER);
        return new ApprovalEvent.Closed(Optional.empty(), from.with(ended), ended);
    }

    private static Stream<AuditEvent> credentials() {
        var operator = new Subject("operator:local");
        var monitor = new Caller.Monitor(new Subject("monitor:prometheus"), CREDENTIAL);
        return Stream.of(
                new AccessEvent.AuthenticationSucceeded(AGENT, client()),
                new AccessEvent.AuthenticationSucceeded(monitor, unknownClient()),
                new AccessEvent.AuthenticationFailed("127.0.0.1", Optional.empty(), "unknown", 1),
                new AccessEvent.AuthenticationFailed(
                        "127.0.0.1", Optional.of(CREDENTIAL), "expired", 7),
                new AccessEvent.TokenIssued(operator, token(Optional.of(NOON))),
                new AccessEvent.TokenIssued(operator, token(Optional.empty())),
                new AccessEvent.TokenCarried(token(Optional.of(NOON))),
                new AccessEvent.TokenCarried(token(Optional.empty())),
                new AccessEvent.TokenRevoked(operator, CREDENTIAL));
    }

    private static Stream<AuditEvent> server() {
        return Stream.of(
                new SystemEvent.PolicyLoaded("sha256:" + "0".repeat(64), 6, "version: 1\n"),
                new SystemEvent.SignersLoaded("sha256:" + "0".repeat(64), 1, "ann ssh-rsa AA\n"),
                new SystemEvent.PolicyRejected(
                        Optional.of("sha256:" + "1".repeat(64)),
                        "sha256:" + "0".repeat(64),
                        2,
                        "line 1, column 1: unknown key 'versoin' in a policy"),
                new SystemEvent.PolicyRejected(
                        Optional.empty(),
                        "sha256:" + "0".repeat(64),
                        1,
                        "the file cannot be read (NoSuchFileException)"),
                new LogEvent.LogOpened(
                        SampleKeys.LOG.origin(),
                        1,
                        SampleKeys.LOG.log().verifier().text(),
                        SampleKeys.LOG.epoch().verifier().text(),
                        new Digest("0".repeat(64)),
                        Optional.of(
                                new LogEvent.Predecessor(
                                        note(), Optional.of(note()), Optional.of(agreed())))),
                new SystemEvent.ServerStarted(),
                new SystemEvent.ServerStopped(),
                new SystemEvent.Heartbeat(LedgerState.NORMAL, 7),
                new SystemEvent.ClockStepped(Duration.ofHours(-1)),
                new SystemEvent.LedgerDegraded(NOON, "SQLITE_FULL"),
                new SystemEvent.LedgerRecovered(TOOK),
                new SystemEvent.VerifyFailed("entry 7 was changed"));
    }

    private static Stream<AuditEvent> custody() {
        var operator = new Subject("operator:local");
        var key = SampleKeys.LOG.epoch().verifier().text();
        return Stream.of(
                new LogEvent.KeyRotated(operator, key),
                new LogEvent.Anchored("file:/srv/anchor", 1_234),
                new LogEvent.AnchorFailed("journald", "no answer in 2 s"),
                new LogEvent.Pruned(agreed(), checkpoint(), new Digest("0".repeat(64)), key),
                new LogEvent.BackupCreated(operator, checkpoint()),
                new LogEvent.Viewed(operator, new Digest("0".repeat(64)), 3));
    }

    private static Stream<AuditEvent> notifications() {
        var operator = new Subject("operator:local");
        var told = Notification.of(ApprovalSamples.pending(1, AGENT.subject())).orElseThrow();
        var stuck = Notification.ofStuck("apr_", Optional.empty(), ApprovalSamples.LATER);
        return Stream.of(
                new NotificationEvent.Raised(stuck),
                new NotificationEvent.Delivered(told, 1),
                new NotificationEvent.Failed(told, 10, "the answer has the status 500"),
                new NotificationEvent.Retried(operator, told),
                new NotificationEvent.Dropped(operator, told));
    }

    private static Agreement agreed() {
        return new Agreement(
                Stream.of("ada", "bob")
                        .map(name ->
                                new Caller.Operator(
                                        new Subject("operator:" + name),
                                        new CredentialId("0badcafe"),
                                        Set.of("operator"),
                                        new Person(name)))
                        .toList());
    }

    private static Checkpoint checkpoint() {
        return new Checkpoint(SampleKeys.LOG.origin(), 0, Hash.OF_NOTHING);
    }

    private static SignedNote note() {
        return SampleKeys.LOG.sign(checkpoint());
    }

    private static Stream<Operation> operations() {
        var everything =
                new ContainerQuery(
                        ContainerQuery.Show.ALL,
                        Optional.of("w*"),
                        Optional.of("shop"),
                        List.of("team=front"),
                        true,
                        ContainerQuery.Sort.CPU,
                        10,
                        5);
        return Stream.of(
                new ListContainers(ContainerQuery.running()),
                new ListContainers(everything),
                new GetContainer(WEB, EnumSet.allOf(ContainerSection.class)),
                new ReadContainerLogs(WEB, logs("error")),
                new ReadContainerLogs(WEB, logs("too long for an entry ".repeat(1_000))),
                new ReadSystemStatus(EnumSet.allOf(HostSection.class)),
                new GetOperation(OPERATION, Duration.ZERO),
                new UndoOperation(OPERATION),
                new ListOperations(Optional.of(OperationStatus.RUNNING), 10),
                new ListOperations(Optional.empty(), 10),
                new ExplainPolicy(RESTART),
                new QueryAudit(everyCondition()));
    }

    private static AuditQuery everyCondition() {
        return AuditQuery.newest(
                        20,
                        new Condition.Since(NOON),
                        new Condition.Until(NOON),
                        new Condition.By(AGENT.subject()),
                        new Condition.Of(RESTART.name()),
                        new Condition.Ended(EntryStatus.DENIED),
                        new Condition.OfType("op.started"),
                        new Condition.InRequest(aCall().id()),
                        new Condition.InTrace("ab".repeat(16)),
                        new Condition.InOperation(OPERATION),
                        new Condition.Rated(Risk.LOW),
                        new Condition.On("web"))
                .before(7);
    }

    private static LogQuery logs(String grep) {
        var error = Pattern.compile(grep);
        LinePattern pattern =
                new LinePattern() {
                    @Override
                    public boolean occursIn(CharSequence line) {
                        return error.matcher(line).find();
                    }

                    @Override
                    public String source() {
                        return error.pattern();
                    }
                };
        return new LogQuery(
                LogQuery.Stream.STDERR,
                Optional.of(NOON),
                Optional.of(NOON),
                100,
                Optional.of(pattern),
                8_192);
    }

    private static Stream<Target> targets() {
        return Stream.of(
                new Target.Host(SimulatedHost.ID),
                container(),
                new Target.UnresolvedContainer(SimulatedHost.ID, WEB));
    }

    private static Target container() {
        return new Target.Container(
                SimulatedHost.ID,
                WEB,
                new ContainerId("ab".repeat(32)),
                "web",
                "sha256:" + "cd".repeat(32),
                Map.of("team", "front"),
                ContainerState.RUNNING);
    }

    private static CallFacts call(Operation operation, Target target) {
        return new CallFacts(
                new RequestId(UUID.fromString("019b7a9e-6000-7000-8000-000000000001")),
                Optional.of("1"),
                AGENT,
                client(),
                new Trace("ab".repeat(16), "cd".repeat(8), Optional.of("ef".repeat(8))),
                operation,
                target,
                Optional.of("it answers 502 since noon"));
    }

    static ToolAttempt attempt() {
        var call = aCall();
        return new ToolAttempt(
                call.id(),
                call.rpcId(),
                AGENT,
                call.client(),
                call.trace(),
                Declaration.CONTAINERS_LIFECYCLE);
    }

    /** A call of which nothing is known that need not be. */
    private static CallFacts bare() {
        return new CallFacts(
                new RequestId(UUID.fromString("019b7a9e-6000-7000-8000-000000000002")),
                Optional.empty(),
                AGENT,
                unknownClient(),
                new Trace("ab".repeat(16), "cd".repeat(8), Optional.empty()),
                RESTART,
                container(),
                Optional.empty());
    }

    private static Client client() {
        return new Client(Optional.of("editor"), Optional.of("1.0"), "2026-07-28", "127.0.0.1");
    }

    private static Client unknownClient() {
        return new Client(Optional.empty(), Optional.empty(), "", "127.0.0.1");
    }

    private static Decision denied() {
        return new Decision(new Verdict.Deny(), "default", List.of(), "sha256:" + "0".repeat(64));
    }

    private static TokenRecord token(Optional<Instant> expires) {
        return new TokenRecord(
                new Subject("agent:desk"),
                new Digest("0".repeat(64)),
                Set.of(Scope.DOCKER_READ),
                Set.of("agent"),
                Optional.of(new Person("ada")),
                NOON,
                expires,
                Optional.empty());
    }
}
