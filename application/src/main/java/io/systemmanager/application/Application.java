package io.systemmanager.application;

import io.systemmanager.domain.admission.Gate;
import io.systemmanager.domain.admission.OwnThings;
import io.systemmanager.domain.host.HostId;
import io.systemmanager.domain.host.SystemStatus;
import io.systemmanager.domain.policy.Policy;
import io.systemmanager.domain.port.Anchoring;
import io.systemmanager.domain.port.Approvals;
import io.systemmanager.domain.port.AuditTrail;
import io.systemmanager.domain.port.Containers;
import io.systemmanager.domain.port.Credentials;
import io.systemmanager.domain.port.Grants;
import io.systemmanager.domain.port.HostStatus;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.domain.port.Observer;
import io.systemmanager.domain.port.OperationRecords;
import io.systemmanager.domain.port.Randomness;
import io.systemmanager.domain.port.SigningKeys;
import io.systemmanager.domain.trail.LogState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The use cases, put together on a set of driven ports. */
public final class Application {

    /**
     * What the use cases need from outside.
     *
     * @param oauth who judges access tokens; empty where no authorization server is trusted
     * @param certificates which agents client certificates prove
     * @param own what belongs to the server, which no operation may touch
     * @param signers whose keys may sign decisions
     * @param anchoring where the ledger is anchored before what policy wants anchored
     * @param server the server's own figures, for {@code system_status}
     */
    public record Ports(
            HostId host,
            Containers containers,
            HostStatus hostStatus,
            Ledger ledger,
            OperationRecords records,
            Approvals approvals,
            Grants grants,
            AuditTrail trail,
            Credentials credentials,
            Optional<OauthCallers> oauth,
            CertificateCallers certificates,
            Observer observer,
            Supplier<? extends Policy> policy,
            Supplier<OwnThings> own,
            SigningKeys signers,
            Anchoring anchoring,
            Supplier<SystemStatus.Server> server,
            InstantSource clock,
            Randomness randomness) {

        /**
         * With tokens of its own as the only credentials, nothing of its own on the host, nobody
         * who signs and no anchor.
         */
        public Ports(
                HostId host,
                Containers containers,
                HostStatus hostStatus,
                Ledger ledger,
                OperationRecords records,
                Approvals approvals,
                Grants grants,
                AuditTrail trail,
                Credentials credentials,
                Observer observer,
                Supplier<? extends Policy> policy,
                Supplier<SystemStatus.Server> server,
                InstantSource clock,
                Randomness randomness) {
            this(
                    host,
                    containers,
                    hostStatus,
                    ledger,
                    records,
                    approvals,
                    grants,
                    trail,
                    credentials,
                    Optional.empty(),
                    new CertificateCallers(List.of()),
                    observer,
                    policy,
                    () -> OwnThings.NONE,
                    SigningKeys.NONE,
                    Anchoring.NONE,
                    server,
                    clock,
                    randomness);
        }
    }

    private final ToolDoor tools;
    private final Ids ids;
    private final Changes changes;
    private final Recovery recovery;
    private final OperationListeners listeners;
    private final OperationDesk desk;
    private final CallerDoor door;
    private final RunningOperations running;
    private final OwnOperations own;
    private final PendingChanges pending;
    private final ApprovalOffice approvals;
    private final GrantOffice grants;
    private final Oversight oversight;
    private final AuditTrail trail;

    public Application(Ports ports) {
        var gate = new Gate(ports.policy(), ports.own());
        this.tools = new ToolDoor(gate, ports.ledger(), ports.observer());
        this.ids = new Ids(ports.clock(), ports.randomness());
        this.running = new RunningOperations();
        var following = new Following(ports.records(), running);
        var forward = new ForwardClock(ports.clock(), System::nanoTime);
        this.trail = ports.trail();
        var targets = new Targets(ports.host(), ports.containers());
        this.listeners = new OperationListeners(ports.observer());
        this.recovery =
                new Recovery(
                        ports.ledger(),
                        ports.records(),
                        ports.containers(),
                        ports.observer(),
                        ports.clock(),
                        ids,
                        listeners);
        this.changes =
                new Changes(
                        ports.ledger(),
                        ports.records(),
                        ports.containers(),
                        running,
                        following,
                        recovery,
                        ports.anchoring(),
                        ports.observer(),
                        ports.clock(),
                        ids,
                        listeners);
        var moves =
                new ApprovalMoves(
                        ports.ledger(),
                        ports.approvals(),
                        ports.records(),
                        listeners,
                        following,
                        ports.observer(),
                        ids,
                        forward);
        var answering = new AnsweringGrants(ports.grants(), forward);
        var granted = new GrantedChanges(answering, gate, changes);
        this.pending =
                new PendingChanges(
                        ports, gate, targets, changes, granted, moves, following, ids, forward);
        this.grants = new GrantOffice(ports, ids, forward);
        this.approvals = new ApprovalOffice(ports, moves, pending);
        this.oversight = new Oversight(ports.ledger(), ports.records(), ports.trail());
        this.own = new OwnOperations(ports.records(), ports.approvals(), moves, following);
        var reads =
                new Reads(
                        ports.containers(),
                        ports.hostStatus(),
                        ports.records(),
                        ports.trail(),
                        following,
                        ports.server(),
                        targets,
                        answering);
        this.desk =
                new GatedOperationDesk(
                        tools,
                        gate,
                        targets,
                        reads,
                        changes,
                        pending,
                        new Withdrawals(ports.ledger(), ports.records(), moves),
                        ports.ledger(),
                        ports.observer(),
                        ports.clock());
        this.door =
                new CallerDoor(
                        new CallerDoor.Judges(
                                new ApiTokens(ports.credentials()),
                                ports.oauth(),
                                ports.certificates(),
                                new SignedVotes(ports.credentials(), ports.signers())),
                        ports.ledger(),
                        ports.observer(),
                        ports.clock());
    }

    /** Where operations are handed in. */
    public OperationDesk desk() {
        return desk;
    }

    /** Where credentials are shown. */
    public CallerDoor door() {
        return door;
    }

    /** Which tools a caller may use. */
    public ToolDoor tools() {
        return tools;
    }

    /** What a caller began itself. */
    public OwnOperations own() {
        return own;
    }

    /** Where people decide. */
    public ApprovalOffice approvals() {
        return approvals;
    }

    /** Where people agree in advance. */
    public GrantOffice grants() {
        return grants;
    }

    /** Where operators look at what was done. */
    public Oversight oversight() {
        return oversight;
    }

    /**
     * Ends approvals whose time is over, finds those that are stale, and carries out what was
     * agreed to before a restart. Cheap when there is nothing; to be called every second.
     *
     * @throws LedgerUnavailable when the ledger takes nothing
     */
    public void lookAtApprovals() {
        pending.look();
    }

    /**
     * How the log stands, to be handed on with an answer, so that whoever keeps it can say later
     * what the log was; empty when it cannot be read. It shows no entry, so none is written of it.
     */
    public Optional<LogState> logState() {
        try {
            return Optional.of(trail.state());
        } catch (LedgerUnavailable later) {
            return Optional.empty();
        }
    }

    /** From now on that listener hears when an operation begins or ends. */
    public void follow(OperationListener listener) {
        listeners.add(listener);
    }

    public Ids ids() {
        return ids;
    }

    /** How many changes are being carried out now. */
    public int runningChanges() {
        return running.count();
    }

    /**
     * Ends what an earlier process left running: first as unknown, then as what a look at its
     * target says. Called once, before serving. An engine that cannot be asked keeps nobody waiting
     * longer than 5 s; what it leaves open is for {@link #settle}.
     */
    public RecoveryReport recover() {
        recovery.abandon();
        return recovery.settle();
    }

    /**
     * Looks again at what is still unknown, and writes down the ends that the ledger would not take
     * before. Cheap when there is nothing; to be called every now and then.
     *
     * @throws io.systemmanager.domain.port.LedgerUnavailable when it takes nothing now either
     */
    public RecoveryReport settle() {
        return recovery.settle();
    }

    /** Waits for the running changes and writes down what is still counted. */
    public boolean drain(Duration patience) {
        boolean ended = changes.drain(patience);
        door.flush();
        return ended;
    }
}
