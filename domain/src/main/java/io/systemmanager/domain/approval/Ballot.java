package io.systemmanager.domain.approval;

import java.util.List;
import java.util.Optional;

/** When a vote counts: the one rule for votes that are cast and for votes that are read back. */
final class Ballot {

    private Ballot() {}

    /** Why a vote does not count after these; empty when it does. */
    static Optional<Refusal> objection(ApprovalRequest request, List<Vote> before, Vote vote) {
        if (!vote.digest().equals(request.digest())) {
            return Optional.of(Refusal.DIGEST_MISMATCH);
        }
        if (vote.at().isAfter(request.pendingUntil())) {
            return Optional.of(Refusal.EXPIRED);
        }
        var standing = request.objectionTo(vote.by());
        if (standing.isPresent()) {
            return standing;
        }
        if (before.stream().anyMatch(each -> each.by().person().equals(vote.by().person()))) {
            return Optional.of(Refusal.ALREADY_VOTED);
        }
        if (vote.by().method() instanceof Approver.Signed(var signature)
                && !request.statement(vote.choice()).isSignedBy(signature)) {
            return Optional.of(Refusal.SIGNATURE_INVALID);
        }
        return switch (vote.choice()) {
            case DENY -> Optional.empty();
            case APPROVE -> objectionToAgreement(request, before, vote);
        };
    }

    /** Why this person may not take it back; empty when they may. */
    static Optional<Refusal> objectionToRevoking(ApprovalRequest request, Approver by) {
        return by.method() instanceof Approver.Signed
                ? Optional.of(Refusal.SIGNATURE_INVALID) // what it proves is a vote
                : request.objectionTo(by);
    }

    /**
     * Votes in favour that all count.
     *
     * @throws IllegalArgumentException when one does not
     */
    static List<Vote> inFavour(ApprovalRequest request, List<Vote> votes) {
        if (votes.stream().anyMatch(vote -> vote.choice() != Vote.Choice.APPROVE)) {
            throw new IllegalArgumentException("a vote against ends an approval");
        }
        return counted(request, votes);
    }

    /**
     * Votes in favour, and a last one against.
     *
     * @throws IllegalArgumentException when they are something else
     */
    static List<Vote> against(ApprovalRequest request, List<Vote> votes) {
        if (votes.isEmpty() || votes.getLast().choice() != Vote.Choice.DENY) {
            throw new IllegalArgumentException("a denial ends with a vote against");
        }
        inFavour(request, votes.subList(0, votes.size() - 1));
        return counted(request, votes);
    }

    /** Whether they fill every slot. */
    static boolean full(ApprovalRequest request, List<Vote> votes) {
        return request.slots().filledBy(voters(votes));
    }

    private static List<Vote> counted(ApprovalRequest request, List<Vote> votes) {
        var own = List.copyOf(votes);
        for (int i = 0; i < own.size(); i++) {
            var objection = objection(request, own.subList(0, i), own.get(i));
            if (objection.isPresent()) {
                throw new IllegalArgumentException(
                        "a vote that does not count: " + objection.get().wireName());
            }
        }
        return own;
    }

    private static Optional<Refusal> objectionToAgreement(
            ApprovalRequest request, List<Vote> before, Vote vote) {
        var by = vote.by();
        if (request.terms().signed() && !(by.method() instanceof Approver.Signed)) {
            return Optional.of(Refusal.SIGNATURE_NEEDED);
        }
        if (!by.method().suffices(request.risk(), vote.at())) {
            return Optional.of(Refusal.SECRET_NEEDED);
        }
        return request.slots().admit(voters(before), by)
                ? Optional.empty()
                : Optional.of(Refusal.NO_OPEN_SLOT);
    }

    private static List<Approver> voters(List<Vote> votes) {
        return votes.stream().map(Vote::by).toList();
    }
}
