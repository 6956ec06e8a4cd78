package io.systemmanager.application;

import io.systemmanager.domain.approval.Approval;
import io.systemmanager.domain.approval.ApprovalId;
import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Ended;
import io.systemmanager.domain.approval.Move;
import io.systemmanager.domain.approval.Refusal;
import io.systemmanager.domain.approval.Statement;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.audit.ApprovalEvent;
import io.systemmanager.domain.audit.AuditEvent;
import io.systemmanager.domain.caller.Caller;
import io.systemmanager.domain.journal.ApprovalRecord;
import io.systemmanager.domain.journal.KeptApproval;
import io.systemmanager.domain.journal.OperationRecord;
import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.port.Approvals;
import io.systemmanager.domain.port.Ledger;
import io.systemmanager.domain.port.OperationRecords;
import io.systemmanager.domain.port.SigningKeys;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where people see what waits for them, and decide. Every surface for operators leads here, so that
 * the same rules hold on each; none for agents does. Thread-safe.
 *
 * <p>Each method throws {@link io.systemmanager.domain.port.LedgerUnavailable} when nothing can be
 * read or recorded; then nothing was decided.
 */
public final class ApprovalOffice {
    private final Ledger ledger;
    private final Approvals approvals;
    private final OperationRecords records;
    private final ApprovalMoves moves;
    private final PendingChanges pending;
    private final SigningKeys signers;
    private final InstantSource clock;

    ApprovalOffice(Application.Ports ports, ApprovalMoves moves, PendingChanges pending) {
        this.ledger = ports.ledger();
        this.approvals = ports.approvals();
        this.records = ports.records();
        this.moves = moves;
        this.pending = pending;
        this.signers = ports.signers();
        this.clock = ports.clock();
    }

    /** An approval and the operation that it is about, which tells how that ended. */
    public record Card(ApprovalRecord approval, OperationRecord operation) {}

    /** What came of a decision. */
    public sealed interface Ruling {
        /** It counts; the card shows what it led to. */
        record Taken(Card card) implements Ruling {}

        /** It does not. */
        record Refused(Refusal why) implements Ruling {}

        /** There is no such approval. */
        record Unknown() implements Ruling {}
    }

    /** What waits for people or for its execution, the oldest first. */
    public List<Card> open() {
        return cards(approvals.open());
    }

    /** All that can be read, the newest first. */
    public List<Card> latest(int limit) {
        return cards(approvals.latest(limit));
    }

    /** What would wait if it could be read, the oldest first; nobody can decide on it. */
    public List<KeptApproval.Unreadable> unreadable() {
        return approvals.open().stream()
                .filter(KeptApproval.Unreadable.class::isInstance)
                .map(KeptApproval.Unreadable.class::cast)
                .toList();
    }

    /** What a person signs who chooses that; empty where there is nothing that can be read. */
    public Optional<Statement> statement(ApprovalId id, Vote.Choice choice) {
        return approvals
                .find(id)
                .flatMap(KeptApproval::sound)
                .map(each -> each.approval().request().statement(choice));
    }

    /** Shows one that can be read to a person, and records that it was shown. */
    public Optional<Card> show(Caller.Operator person, ApprovalId id) {
        var found = approvals.find(id).flatMap(KeptApproval::sound);
        found.filter(each -> each.approval() instanceof Approval.Open)
                .ifPresent(each ->
                        ledger.commit(
                                new Ledger.Append(
                                        new ApprovalEvent.Viewed(person.subject(), each))));
        return found.flatMap(this::card);
    }

    /**
     * Takes a person's vote. The last one that is missing starts the execution.
     *
     * @param method how they proved themselves for it
     * @param seen the digest of what they were shown
     * @param reason their own words
     */
    public Ruling vote(
            Caller.Operator person,
            Approver.Method method,
            ApprovalId id,
            Vote.Choice choice,
            Digest seen,
            Optional<String> reason) {
        if (method instanceof Approver.Signed(var signature)
                && !signers.holder(signature.key(), clock.instant())
                        .equals(Optional.of(person.person()))) {
            return new Ruling.Refused(Refusal.SIGNATURE_INVALID);
        }
        var cast = new Move.Cast(approver(person, method), choice, seen, reason);
        return ruling(id, cast, next -> new ApprovalEvent.Voted(person.subject(), next));
    }

    /** Takes back what waits, or what was agreed to and not begun. */
    public Ruling revoke(
            Caller.Operator person,
            Approver.Method method,
            ApprovalId id,
            Optional<String> reason) {
        var revoke = new Move.Revoke(approver(person, method), reason);
        return ruling(
                id,
                revoke,
                next ->
                        new ApprovalEvent.Closed(
                                Optional.of(person.subject()), next, (Ended) next.approval()));
    }

    private Ruling ruling(ApprovalId id, Move move, Function<ApprovalRecord, AuditEvent> entry) {
        return switch (pending.decide(id, () -> moves.move(id, move, entry))) {
            case ApprovalMoves.Moved.Not(var why) -> new Ruling.Refused(why);
            case ApprovalMoves.Moved.Unknown() -> new Ruling.Unknown();
            case ApprovalMoves.Moved.To(var approval) -> {
                var now =
                        approvals.find(approval.id()).flatMap(KeptApproval::sound).orElse(approval);
                yield card(now).<Ruling>map(Ruling.Taken::new).orElseGet(Ruling.Unknown::new);
            }
        };
    }

    private List<Card> cards(List<KeptApproval> kept) {
        return kept.stream()
                .flatMap(each -> each.sound().stream())
                .flatMap(each -> card(each).stream())
                .toList();
    }

    private Optional<Card> card(ApprovalRecord approval) {
        return records.find(approval.operation()).map(operation -> new Card(approval, operation));
    }

    private static Approver approver(Caller.Operator person, Approver.Method method) {
        return new Approver(person.person(), person.roles(), method);
    }
}
