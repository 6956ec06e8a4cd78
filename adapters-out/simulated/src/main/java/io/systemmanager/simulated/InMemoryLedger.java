package io.systemmanager.simulated;

import io.systemmanager.domain.approval.Approval;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.approval.ApprovalRequest;
import io.systemmanager.domain.approval.Ended;
import io.systemmanager.domain.audit.EntryForm;
import io.systemmanager.domain.audit.LedgerState;
import io.systemmanager.domain.audit.Origin;
import io.systemmanager.domain.caller.CredentialId;
import io.systemmanager.domain.caller.Subject;
import io.systemmanager.domain.caller.TokenRecord;
import io.systemmanager.domain.grant.StandingGrant;
import io.systemmanager.domain.journal.ApprovalRecord;
import io.systemmanager.domain.journal.IdempotencyKey;
import io.systemmanager.domain.journal.KeptApproval;
import io.systemmanager.domain.journal.KeptCredential;
import io.systemmanager.domain.journal.OperationId;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.journal.OperationState;
import io.systemmanager.domain.journal.OperationStatus;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.json.Json;
import io.systemmanager.domain.note.VerifierKey;
import io.systemmanager.domain.port.Approvals;
import io.systemmanager.domain.port.AuditTrail;
import io.systemmanager.domain.port.Credentials;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.LedgerUnavailable;
import io.systemmanager.domain.port.LedgerWatch;
import io.systemmanager.domain.port.Notifications;
import io.systemmanager.domain.port.OperationRecords;
import io.systemmanager.domain.secret.Redaction;
import io.systemmanager.domain.secret.SecretMarker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A ledger with the guards of a real one, kept in memory: it survives nothing, and so is only for
 * the simulated host and for tests. Thread-safe.
 */
public final class InMemoryLedger implements Ledger, LedgerWatch, OperationRecords, Credentials {
    /** A key that everybody knows: nothing of this ledger is kept. */
    private static final SecretMarker MARKER = new SecretMarker("memory", new byte[32]);

    private final InstantSource clock;
    private final Instant openedAt;
    private final EntryForm form;
    private final InMemoryTrail trail = new InMemoryTrail();
    private final Map<OperationId, OperationRecord> operations = new LinkedHashMap<>();
    private final Map<OperationId, Long> intents = new LinkedHashMap<>();
    private final Map<ApprovalId, ApprovalRecord> approvals = new LinkedHashMap<>();
    private final Set<ApprovalId> unreadable = new HashSet<>();
    private final InMemoryGrants grants = new InMemoryGrants();
    private final Map<CredentialId, TokenRecord> tokens = new LinkedHashMap<>();
    private final InMemoryOutbox outbox = new InMemoryOutbox();
    private LedgerState state = LedgerState.NORMAL;

    public InMemoryLedger(InstantSource clock, Origin origin) {
        this.clock = clock;
        this.openedAt = clock.instant();
        this.form = new EntryForm(origin, new Redaction(() -> MARKER));
    }

    /** All entries so far, in the order of their sequence numbers. */
    public List<Json.Obj> entries() {
        return trail.entries();
    }

    /** The key with which the notes of every such log are signed. */
    public static VerifierKey verifier() {
        return InMemoryTrail.KEYS.log().verifier();
    }

    /** The log that it writes. */
    public AuditTrail trail() {
        return trail;
    }

    /** From now on nothing can be written, as on a full disk. */
    public void runFull() {
        enter(LedgerState.DEGRADED);
    }

    /** Ends what {@link #runFull} began. */
    public void makeRoom() {
        enter(LedgerState.NORMAL);
    }

    /**
     * From now on takes only what a ledger in that state can; the simulated disk of a degraded one
     * takes nothing.
     */
    public synchronized void enter(LedgerState next) {
        state = next;
    }

    @Override
    public synchronized LedgerState condition() {
        return state;
    }

    @Override
    public synchronized long size() {
        return trail.size();
    }

    @Override
    public synchronized Commit commit(Change change) {
        if (refuses(change)) {
            throw new LedgerUnavailable(state, "the simulated ledger is " + state.wireName());
        }
        var broken = brokenGuard(change);
        if (broken.isPresent()) {
            return new Conflict(broken.get());
        }
        // The entries first: an event that cannot be written down must leave the state alone.
        long seq = write(change);
        apply(change, seq);
        return new Committed(seq);
    }

    private boolean refuses(Change change) {
        return switch (state) {
            case NORMAL -> false;
            case LOW_SPACE ->
                    switch (change) {
                        case OpenOperation _, AskApproval _, CreateGrant _, OpenByGrant _ -> true;
                        case MoveApproval(_, var to, _, _) -> !(to.approval() instanceof Ended);
                        case Announce(var announced, _) -> refuses(announced);
                        case MoveGrant(_, var to, _) -> !(to instanceof StandingGrant.Revoked);
                        case Append _,
                                EndOperation _,
                                SettleOperation _,
                                MoveNotification _,
                                IssueToken _,
                                RevokeToken _ ->
                                false;
                    };
            case BUSY, DEGRADED, SUSPECT -> true;
        };
    }

    private Optional<String> brokenGuard(Change change) {
        return switch (change) {
            case Append _ -> Optional.empty();
            case OpenOperation(var record, _) -> cannotOpen(record);
            case EndOperation(var record, _) ->
                    guard(isRunning(record.id()), "the operation is not running");
            case SettleOperation(var record, _) ->
                    guard(isUnsettled(record.id()), "the operation is not unsettled");
            case AskApproval(var record, var approval, _) ->
                    cannotOpen(record).or(() -> cannotAsk(approval.approval().request()));
            case MoveApproval move ->
                    guard(stands(move), "the approval does not stand as it was read");
            case Announce(var announced, _) -> brokenGuard(announced);
            case MoveNotification(var from, _, _) ->
                    guard(outbox.holds(from), "the notification does not stand as it was read");
            case CreateGrant(var grant, _) ->
                    guard(grants.admits(grant), "as many grants stand as may");
            case MoveGrant(var from, _, _) ->
                    guard(grants.stands(from), "the grant does not stand as it was read");
            case OpenByGrant(var record, var answer, _, _) ->
                    cannotOpen(record)
                            .or(() ->
                                    guard(
                                            grants.stands(answer.before()),
                                            "the grant does not stand as it was read"));
            case IssueToken(var token, _) ->
                    guard(!tokens.containsKey(token.id()), "a credential of that id exists");
            case RevokeToken(var id, _, _) ->
                    guard(
                            Optional.ofNullable(tokens.get(id))
                                    .filter(token -> token.revokedAt().isEmpty())
                                    .isPresent(),
                            "there is no such credential that is not revoked");
        };
    }

    private Optional<String> cannotOpen(OperationRecord record) {
        if (operations.containsKey(record.id())) {
            return Optional.of("an operation of that id exists");
        }
        return guard(
                record.key().flatMap(key -> find(record.caller(), key)).isEmpty(),
                "the caller used that idempotency key before");
    }

    private Optional<String> cannotAsk(ApprovalRequest request) {
        var open =
                open().stream()
                        .map(each -> each.approval().request())
                        .filter(each ->
                                each.requester().subject().equals(request.requester().subject()))
                        .toList();
        return guard(
                open.size() < Approvals.MOST_OPEN
                        && open.stream().noneMatch(e -> e.digest().equals(request.digest())),
                "the caller has too many open, or just this one");
    }

    private boolean stands(MoveApproval move) {
        var now = Optional.ofNullable(approvals.get(move.to().id()));
        return now.filter(each -> kept(each) instanceof KeptApproval.Sound)
                        .filter(each -> each.approval().equals(move.from()))
                        .isPresent()
                && move.operation().map(OperationRecord::id).map(this::isWaiting).orElse(true);
    }

    private boolean isWaiting(OperationId id) {
        return find(id).filter(r -> r.state() instanceof OperationState.AwaitingApproval)
                .isPresent();
    }

    private boolean isRunning(OperationId id) {
        return find(id).filter(r -> r.state().status() == OperationStatus.RUNNING).isPresent();
    }

    private boolean isUnsettled(OperationId id) {
        return find(id).filter(r ->
                        r.state() instanceof OperationState.Indeterminate(_, var looked) && !looked)
                .isPresent();
    }

    private static Optional<String> guard(boolean holds, String guard) {
        return holds ? Optional.empty() : Optional.of(guard);
    }

    private void apply(Change change, long seq) {
        switch (change) {
            case Append _ -> {}
            case OpenOperation(var record, _) -> {
                operations.put(record.id(), record);
                intents.put(record.id(), seq);
            }
            case AskApproval(var record, var approval, _) -> {
                operations.put(record.id(), record);
                intents.put(record.id(), seq);
                approvals.put(approval.id(), approval);
            }
            case MoveApproval(_, var to, var record, _) -> {
                approvals.put(to.id(), to);
                record.ifPresent(each -> move(each, seq));
            }
            case Announce(var announced, var notification) -> {
                apply(announced, seq);
                outbox.add(notification);
            }
            case MoveNotification(var from, var to, _) -> outbox.put(from.with(to));
            case CreateGrant(var grant, _) -> grants.create(grant);
            case MoveGrant(_, var to, _) -> grants.put(to);
            case OpenByGrant(var record, var answer, _, _) -> {
                operations.put(record.id(), record);
                intents.put(record.id(), seq);
                grants.put(answer.after());
            }
            case EndOperation(var record, _) -> operations.put(record.id(), record);
            case SettleOperation(var record, _) -> operations.put(record.id(), record);
            case IssueToken(var token, _) -> tokens.put(token.id(), token);
            case RevokeToken(var id, var at, _) ->
                    tokens.computeIfPresent(id, (_, token) -> token.revoked(at));
        }
    }

    /** What begins goes to the end, as with its intent. */
    private void move(OperationRecord record, long seq) {
        if (record.state() instanceof OperationState.Running) {
            operations.remove(record.id());
            intents.remove(record.id());
            intents.put(record.id(), seq);
        }
        operations.put(record.id(), record);
    }

    private long write(Change change) {
        var events = Stream.concat(Stream.of(change.event()), change.further().stream());
        var drafts = events.map(form::draft).toList();
        long seq = trail.size();
        var now = clock.instant();
        for (var draft : drafts) {
            trail.add(draft.object(trail.size(), now, Duration.between(openedAt, now)));
        }
        return seq;
    }

    @Override
    public synchronized Optional<OperationRecord> find(OperationId id) {
        return Optional.ofNullable(operations.get(id));
    }

    @Override
    public synchronized Optional<OperationRecord> find(Subject caller, IdempotencyKey key) {
        return operations.values().stream()
                .filter(record -> record.caller().equals(caller))
                .filter(record -> record.key().filter(key::equals).isPresent())
                .findFirst();
    }

    @Override
    public synchronized List<OperationRecord> newest(
            Optional<Subject> caller, Optional<OperationStatus> status, int limit) {
        return newestFirst(operations.values().stream())
                .filter(record -> caller.map(record.caller()::equals).orElse(true))
                .filter(record -> status.map(record.state().status()::equals).orElse(true))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Unsettled> unsettled(long after, int limit) {
        return intents.entrySet().stream()
                .filter(each -> each.getValue() > after)
                .filter(each -> isRunning(each.getKey()) || isUnsettled(each.getKey()))
                .map(each -> new Unsettled(find(each.getKey()).orElseThrow(), each.getValue()))
                .limit(limit)
                .toList();
    }

    /** What people agreed to in advance. */
    public InMemoryGrants grants() {
        return grants;
    }

    /** What waits for people, and what became of it. */
    public Approvals approvals() {
        return new InMemoryApprovals();
    }

    /** What people outside are told. */
    public Notifications notifications() {
        return outbox;
    }

    /** From now on that one is as one whose record somebody made unreadable. */
    public synchronized void makeUnreadable(ApprovalId id) {
        unreadable.add(id);
    }

    private KeptApproval kept(ApprovalRecord record) {
        return unreadable.contains(record.id())
                ? new KeptApproval.Unreadable(record.id().value(), "It was made unreadable.")
                : new KeptApproval.Sound(record);
    }

    private synchronized List<ApprovalRecord> open() {
        return approvals.values().stream()
                .filter(each -> each.approval() instanceof Approval.Open)
                .toList();
    }

    private final class InMemoryApprovals implements Approvals {
        @Override
        public Optional<KeptApproval> find(ApprovalId id) {
            synchronized (InMemoryLedger.this) {
                return Optional.ofNullable(approvals.get(id)).map(InMemoryLedger.this::kept);
            }
        }

        @Override
        public List<KeptApproval> open() {
            synchronized (InMemoryLedger.this) {
                return InMemoryLedger.this.open().stream().map(InMemoryLedger.this::kept).toList();
            }
        }

        @Override
        public List<KeptApproval> latest(int limit) {
            synchronized (InMemoryLedger.this) {
                return newestFirst(approvals.values().stream())
                        .limit(limit)
                        .map(InMemoryLedger.this::kept)
                        .toList();
            }
        }

        @Override
        public List<KeptApproval> denied(Subject requester, Instant since) {
            synchronized (InMemoryLedger.this) {
                return approvals.values().stream()
                        .filter(each -> each.approval() instanceof Ended.Denied)
                        .filter(each -> !each.approval().since().isBefore(since))
                        .filter(each ->
                                each.approval().request().requester().subject().equals(requester))
                        .map(InMemoryLedger.this::kept)
                        .toList();
            }
        }

        @Override
        public boolean wasDenied(Subject requester, Digest digest, Instant since) {
            synchronized (InMemoryLedger.this) {
                return approvals.values().stream()
                        .map(ApprovalRecord::approval)
                        .filter(Ended.Denied.class::isInstance)
                        .filter(each -> each.request().digest().equals(digest))
                        .filter(each -> each.request().requester().subject().equals(requester))
                        .anyMatch(each -> !each.since().isBefore(since));
            }
        }
    }

    @Override
    public synchronized Optional<TokenRecord> find(Digest secret) {
        return tokens.values().stream().filter(t -> t.secret().equals(secret)).findFirst();
    }

    @Override
    public synchronized List<TokenRecord> all() {
        return newestFirst(tokens.values().stream()).toList();
    }

    /** None: nobody else writes here. */
    @Override
    public List<KeptCredential.Unreadable> unreadable() {
        return List.of();
    }

    /** By the order of their commits, because the clock may stand still or go back. */
    private static <T> Stream<T> newestFirst(Stream<T> inOrder) {
        var list = new ArrayList<>(inOrder.toList());
        Collections.reverse(list);
        return list.stream();
    }
}
