package io.systemmanager.domain.approval;

import io.systemmanager.domain.json.Digest;
import io.systemmanager.domain.operation.OperationName;
import io.systemmanager.domain.risk.Risk;
import io.systemmanager.domain.text.VisibleText;
import java.time.Instant;
import java.util.Optional;

/**
 * A request for people's agreement. All a person is shown of its effect comes from the binding.
 *
 * @param risk as policy raised it, never below the operation's own
 * @param reason the agent's own words, untrusted: quoted and labelled wherever they are shown; made
 *     visible, at most 500 characters are kept
 */
public record ApprovalRequest(
        ApprovalId id,
        Binding binding,
        Risk risk,
        ApprovalTerms terms,
        Instant requestedAt,
        Optional<String> reason) {

    private static final int MAX_REASON = 500;

    public ApprovalRequest {
        reason = words(reason);
    }

    /** What a vote and a claim must be for. */
    public Digest digest() {
        return binding.digest();
    }

    /** Who asked. */
    public Requester requester() {
        return binding.requester();
    }

    /** What for. */
    public OperationName operation() {
        return binding.operation();
    }

    /** Whose votes it needs. */
    public Slots slots() {
        return terms.slots();
    }

    /** The last moment at which a vote counts. */
    public Instant pendingUntil() {
        return requestedAt.plus(terms.times().pending());
    }

    /** What an approver signs who chooses that. */
    public Statement statement(Vote.Choice choice) {
        return new Statement(id, digest(), choice, pendingUntil());
    }

    /** Why this person may decide nothing here; empty when they may. */
    public Optional<Refusal> objectionTo(Approver someone) {
        if (requester().is(someone.person())) {
            return Optional.of(Refusal.OWN_REQUEST);
        }
        return slots().concern(someone) ? Optional.empty() : Optional.of(Refusal.NOT_ELIGIBLE);
    }

    /** A person's or an agent's words as they are kept. */
    static Optional<String> words(Optional<String> text) {
        return text.map(each -> VisibleText.line(each, MAX_REASON));
    }
}
