package io.systemmanager.domain.grant;

import io.systemmanager.domain.approval.Approver;
import io.systemmanager.domain.approval.Refusal;
import io.systemmanager.domain.approval.Vote;
import io.systemmanager.domain.risk.Risk;
import java.util.List;
import java.util.Optional;

/** When a vote for a grant counts: the one rule for votes cast and votes read back. */
final class Assent {
    private static final int MOST = 16;

    private Assent() {}

    /**
     * Why a vote does not count after these; empty when it does. Whether the voter is the human
     * behind the agent is known with each call only, and asked there.
     */
    static Optional<Refusal> objection(GrantTerms terms, List<Vote> before, Vote vote) {
        var by = vote.by();
        if (!vote.digest().equals(terms.digest())) {
            return Optional.of(Refusal.DIGEST_MISMATCH);
        }
        if (!vote.at().isBefore(terms.expires())) {
            return Optional.of(Refusal.EXPIRED);
        }
        if (by.roles().isEmpty()) {
            return Optional.of(Refusal.NOT_ELIGIBLE);
        }
        if (before.stream().anyMatch(each -> each.by().person().equals(by.person()))) {
            return Optional.of(Refusal.ALREADY_VOTED);
        }
        if (before.size() >= MOST) {
            return Optional.of(Refusal.NO_OPEN_SLOT);
        }
        // It stands for many decisions, so it takes what one of high risk takes. A signature is
        // under the statement of one approval and proves nothing about a grant.
        return by.method().suffices(Risk.HIGH, vote.at())
                        && !(by.method() instanceof Approver.Signed)
                ? Optional.empty()
                : Optional.of(Refusal.SECRET_NEEDED);
    }

    /**
     * Votes that all count, the creator's first.
     *
     * @throws IllegalArgumentException when one does not
     */
    static List<Vote> counted(GrantTerms terms, List<Vote> votes) {
        var own = List.copyOf(votes);
        if (own.isEmpty() || !own.getFirst().at().equals(terms.createdAt())) {
            throw new IllegalArgumentException("a grant begins with its creator's vote");
        }
        for (int i = 0; i < own.size(); i++) {
            var objection = objection(terms, own.subList(0, i), own.get(i));
            if (objection.isPresent() || own.get(i).choice() != Vote.Choice.APPROVE) {
                throw new IllegalArgumentException("a vote that does not count");
            }
            if (own.get(i).at().isBefore(own.get(Math.max(i - 1, 0)).at())) {
                throw new IllegalArgumentException("a vote from before the one before");
            }
        }
        return own;
    }
}
