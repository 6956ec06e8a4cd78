package io.systemmanager.contract.port;

import static io.systemmanager.contract.port.LedgerSamples.HOST;
import static io.systemmanager.contract.port.LedgerSamples.NOON;
import static io.systemmanager.contract.port.LedgerSamples.id;
import static io.systemmanager.contract.port.LedgerSamples.record;

import io.systemmanager.domain.approval.Approval;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.approval.ApprovalRequest;
import io.systemmanager.domain.approval.ApprovalTerms;
import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Binding;
import io.systemmanager.domain.approval.Ended;
import io.systemmanager.domain.approval.Move;
import io.systemmanager.domain.approval.Requester;
import io.systemmanager.domain.approval.Slots;
import io.systemmanager.domain.approval.Statement;
import io.systemmanager.domain.approval.Step;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.audit.ApprovalEvent;
import io.systemmanager.domain.audit.AuditEvent;
import io.systemmanager.domain.audit.CallFacts;
import io.systemmanager.domain.audit.OperationEvent;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.caller.Client;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Person;
import io.systemmanager.domain.caller.RequestId;
import io.systemmanager.domain.caller.Scope;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.Trace;
import io.systemmanager.domain.container.ContainerId;
import io.systemmanager.domain.container.ContainerRef;
import io.systemmanager.domain.container.ContainerState;
import io.systemmanager.domain.container.LifecycleAction;
import io.systemmanager.domain.host.HostPath;
import io.systemmanager.domain.journal.ApprovalRecord;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.operation.Arguments;
import io.systemmanager.domain.operation.ChangeContainerState;
import io.systemmanager.domain.operation.Target;
import io.systemmanager.domain.policy.ApprovalTimes;
import io.systemmanager.domain.policy.Decision;
import io.systemmanager.domain.policy.Slot;
import io.systemmanager.domain.policy.Verdict;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.risk.Risk;
import io.systemmanager.simulated.SimulatedSshKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Approvals for a ledger to keep. */
public final class ApprovalSamples {
    public static final Approver BOB =
            new Approver(new Person("bob"), Set.of("operator"), new Approver.Session(NOON));

    /** She signs her votes; see {@link #cast}. */
    public static final Approver CLEO =
            new Approver(new Person("cleo"), Set.of("security", "operator"), new Approver.Secret());

    public static final Instant LATER = NOON.plusSeconds(30);

    private static final SimulatedSshKey KEY = new SimulatedSshKey();
    private static final String REVISION = "sha256:" + "5a".repeat(32);
    private static final List<Slot> SLOTS =
            List.of(new Slot("operator", 1), new Slot("security", 1));

    private ApprovalSamples() {}

    /** One that nobody has voted on; equal numbers ask for the same. */
    public static ApprovalRecord pending(int number, Subject caller) {
        return pending(number, caller, number);
    }

    /**
     * One that nobody has voted on.
     *
     * @param grace makes another request of it
     */
    public static ApprovalRecord pending(int number, Subject caller, int grace) {
        var call = call(caller, grace);
        var request =
                new ApprovalRequest(
                        new ApprovalId("apr_" + id(number).value().substring(3)),
                        new Binding(
                                call.operation().name(),
                                "1",
                                Arguments.of(call.operation()),
                                call.target(),
                                record(number, caller, Optional.empty()).plan(),
                                new Requester(
                                        caller,
                                        call.caller().person(),
                                        call.client(),
                                        call.caller().credential()),
                                REVISION),
                        Risk.HIGH,
                        new ApprovalTerms(new Slots(SLOTS), false, ApprovalTimes.STANDARD),
                        NOON,
                        call.reason());
        return new ApprovalRecord(id(number), call, new Approval.Pending(request));
    }

    /** The operation that waits for it. */
    public static OperationRecord operation(ApprovalRecord approval, Optional<String> key) {
        var request = approval.approval().request();
        int number = number(approval);
        return record(number, request.requester().subject(), key)
                .with(
                        new OperationState.AwaitingApproval(request.id(), request.pendingUntil()),
                        NOON.plusNanos(number));
    }

    private static int number(ApprovalRecord approval) {
        var last = approval.operation().value();
        return "abcdefghijklmnopqrstuvwxyz234567".indexOf(last.charAt(last.length() - 1));
    }

    public static Ledger.AskApproval ask(ApprovalRecord approval) {
        return ask(approval, Optional.empty());
    }

    public static Ledger.AskApproval ask(ApprovalRecord approval, Optional<String> key) {
        var operation = operation(approval, key);
        return new Ledger.AskApproval(
                operation,
                approval,
                new ApprovalEvent.Requested(
                        approval.call(),
                        new Decision(new Verdict.Approve(SLOTS), "r1", List.of("r1"), REVISION),
                        operation.id(),
                        (Approval.Pending) approval.approval()));
    }

    /** What a move leads to. */
    public static ApprovalRecord after(ApprovalRecord from, Move move) {
        if (from.approval().after(move, LATER) instanceof Step.Moved(var next)) {
            return from.with(next);
        }
        throw new AssertionError("this move is refused: " + move);
    }

    public static Move.Cast cast(ApprovalRecord on, Approver by, Vote.Choice choice) {
        var request = on.approval().request();
        return new Move.Cast(
                by.equals(CLEO) ? signed(by, request.statement(choice)) : by,
                choice,
                request.digest(),
                Optional.of("because \u20ac\n"));
    }

    private static Approver signed(Approver by, Statement statement) {
        var signature = KEY.sign(Statement.NAMESPACE, statement.text());
        return new Approver(by.person(), by.roles(), new Approver.Signed(signature));
    }

    public static ApprovalRecord approved(ApprovalRecord pending) {
        var first = after(pending, cast(pending, BOB, Vote.Choice.APPROVE));
        return after(first, cast(first, CLEO, Vote.Choice.APPROVE));
    }

    /** The change that makes a move durable, with what becomes of the operation. */
    public static Ledger.MoveApproval move(ApprovalRecord from, ApprovalRecord to) {
        var waiting = operation(from, Optional.empty());
        var state = (OperationState.AwaitingApproval) waiting.state();
        var operation =
                switch (to.approval()) {
                    case Ended ended -> Optional.of(waiting.with(state.close(ended), LATER));
                    case Approval.Consumed _ -> Optional.of(waiting.with(state.begin(), LATER));
                    case Approval.Open _ -> Optional.<OperationRecord>empty();
                };
        return new Ledger.MoveApproval(from.approval(), to, operation, event(to));
    }

    private static AuditEvent event(ApprovalRecord to) {
        var by = new Subject("operator:bob");
        return switch (to.approval()) {
            case Ended.Denied _ -> new ApprovalEvent.Voted(by, to);
            case Ended ended -> new ApprovalEvent.Closed(Optional.of(by), to, ended);
            case Approval.Open _ -> new ApprovalEvent.Voted(by, to);
            case Approval.Consumed consumed ->
                    new OperationEvent.Started(
                            to.call(),
                            new Decision(new Verdict.Approve(SLOTS), "r1", List.of("r1"), REVISION),
                            to.operation(),
                            consumed.request().binding().plan(),
                            Optional.of(to.id()));
        };
    }

    private static CallFacts call(Subject caller, int grace) {
        var name = new ContainerRef("web-1");
        return new CallFacts(
                new RequestId(UUID.fromString("01900000-0000-7000-8000-000000000001")),
                Optional.of("17"),
                new Caller.Agent(
                        caller,
                        new CredentialId(CredentialId.Kind.OAUTH, "deadbeef"),
                        Set.of(Scope.DOCKER_OPERATE, Scope.OPS_READ),
                        Set.of("agent", "on-call"),
                        Optional.of(new Person("ann"))),
                new Client(Optional.of("cli"), Optional.empty(), "2026-07-28", "192.0.2.7"),
                new Trace(
                        "4bf92f3577b34da6a3ce929d0e0e4736",
                        "00f067aa0ba902b7",
                        Optional.of("00f067aa0ba902b8")),
                new ChangeContainerState(name, LifecycleAction.STOP, Duration.ofSeconds(grace)),
                new Target.Container(
                        HOST,
                        name,
                        new ContainerId("3f".repeat(32)),
                        "web-1",
                        "sha256:" + "ab".repeat(32),
                        Map.of("systemmanager.protect", "true", "note", "\u20ac \"q\" \n"),
                        ContainerState.RUNNING,
                        List.of(
                                new Target.WritableMount(
                                        new HostPath("/srv/a b"), new HostPath("/data")))),
                Optional.of("please, it is urgent"));
    }
}
