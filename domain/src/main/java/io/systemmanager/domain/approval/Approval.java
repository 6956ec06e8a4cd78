package io.systemmanager.domain.approval;

import io.systemmanager.domain.json.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where an approval stands. A state is a type; {@link #after} is the only way on, and from an
 * {@link Ended} one there is none.
 *
 * <p>States are immutable values. A state that breaks a rule, such as a vote by whoever asked,
 * cannot be made, so none can be read from a store that somebody changed either.
 */
public sealed interface Approval permits Approval.Open, Approval.Consumed, Ended {

    /** What is asked for. */
    ApprovalRequest request();

    /** The votes so far, in their order. */
    List<Vote> votes();

    /** When something last happened to it. */
    Instant since();

    /** Nothing was begun and nothing is decided against it. */
    sealed interface Open extends Approval {
        /** The last moment at which it can go on; later it has expired. */
        Instant until();
    }

    /** Votes are missing. */
    record Pending(ApprovalRequest request, List<Vote> votes) implements Open {
        public Pending {
            votes = Ballot.inFavour(request, votes);
            require(!Ballot.full(request, votes), "with all its votes it is not pending");
        }

        /** One that nobody has voted on. */
        public Pending(ApprovalRequest request) {
            this(request, List.of());
        }

        @Override
        public Instant since() {
            return votes.isEmpty() ? request.requestedAt() : votes.getLast().at();
        }

        @Override
        public Instant until() {
            return request.pendingUntil();
        }

        Step step(Move move, Instant now) {
            return switch (move) {
                case Move.Cast cast -> step(cast, now);
                case Move.Cancel(var by) ->
                        by.equals(request.requester().subject())
                                ? moved(new Ended.Cancelled(request, votes, now))
                                : refused(Refusal.NOT_YOURS);
                case Move.Revoke revoke -> revoked(this, revoke, now);
                case Move.Spoil(var why) -> moved(new Ended.Stale(request, votes, why, now));
                case Move.Lapse _ -> refused(Refusal.NOT_DUE);
                case Move.Claim _ -> refused(Refusal.NOT_APPROVED);
                case Move.Finish _ -> refused(Refusal.NOT_CLAIMED);
            };
        }

        private Step step(Move.Cast cast, Instant now) {
            var vote = new Vote(cast.by(), cast.choice(), cast.digest(), now, cast.reason());
            return Ballot.objection(request, votes, vote)
                    .map(Approval::refused)
                    .orElseGet(() -> counted(vote));
        }

        private Step counted(Vote vote) {
            var all = new ArrayList<>(votes);
            all.add(vote);
            return switch (vote.choice()) {
                case DENY -> moved(new Ended.Denied(request, all));
                case APPROVE ->
                        Ballot.full(request, all)
                                ? moved(new Approved(request, all))
                                : moved(new Pending(request, all));
            };
        }
    }

    /** Every slot is filled; the execution may begin. */
    record Approved(ApprovalRequest request, List<Vote> votes) implements Open {
        public Approved {
            votes = Ballot.inFavour(request, votes);
            require(Ballot.full(request, votes), "it is not approved before all its votes are in");
        }

        /** The moment of the last vote. */
        @Override
        public Instant since() {
            return votes.getLast().at();
        }

        /** The last moment at which it can be claimed. */
        @Override
        public Instant until() {
            return since().plus(request.terms().times().claim());
        }

        Step step(Move move, Instant now) {
            return switch (move) {
                case Move.Claim(var digest) -> claimed(digest, now);
                case Move.Revoke revoke -> revoked(this, revoke, now);
                case Move.Spoil(var why) -> moved(new Ended.Stale(request, votes, why, now));
                case Move.Cast _, Move.Cancel _ -> refused(Refusal.NOT_PENDING);
                case Move.Lapse _ -> refused(Refusal.NOT_DUE);
                case Move.Finish _ -> refused(Refusal.NOT_CLAIMED);
            };
        }

        private Step claimed(Digest digest, Instant now) {
            return digest.equals(request.digest())
                    ? moved(new Consumed(request, votes, now))
                    : refused(Refusal.DIGEST_MISMATCH);
        }
    }

    /** The execution has taken it, and no other will. */
    record Consumed(ApprovalRequest request, List<Vote> votes, Instant since) implements Approval {
        public Consumed {
            votes = Ballot.inFavour(request, votes);
            require(Ballot.full(request, votes), "only what was approved is executed");
        }

        Step step(Move move, Instant now) {
            return move instanceof Move.Finish(var ending)
                    ? moved(new Ended.Done(this, ending, now))
                    : refused(Refusal.ALREADY_CLAIMED);
        }
    }

    /**
     * What a move leads to. Past its deadline an open approval refuses every move but {@link
     * Move.Lapse}, whether or not anybody has recorded yet that it expired.
     *
     * @param now the time; when it lies before {@link #since}, that counts instead
     */
    default Step after(Move move, Instant now) {
        var time = new Latest(since()).and(now).seen();
        if (this instanceof Open open && time.isAfter(open.until())) {
            return move instanceof Move.Lapse
                    ? moved(new Ended.Expired(request(), votes(), time))
                    : refused(Refusal.EXPIRED);
        }
        return switch (this) {
            case Pending pending -> pending.step(move, time);
            case Approved approved -> approved.step(move, time);
            case Consumed consumed -> consumed.step(move, time);
            case Ended _ -> refused(Refusal.ENDED);
        };
    }

    /** The state's word in entries and answers. */
    default String wireName() {
        return switch (this) {
            case Pending _ -> "pending";
            case Approved _ -> "approved";
            case Ended.Denied _ -> "denied";
            case Ended.Cancelled _ -> "cancelled";
            case Ended.Expired _ -> "expired";
            case Ended.Stale _ -> "stale";
            case Ended.Revoked _ -> "revoked";
            case Consumed _ -> "consumed";
            case Ended.Done(_, var ending, _) -> "done_" + ending.name().toLowerCase(Locale.ROOT);
        };
    }

    private static Step revoked(Open open, Move.Revoke revoke, Instant now) {
        var objection = Ballot.objectionToRevoking(open.request(), revoke.by());
        return objection.isPresent()
                ? refused(objection.get())
                : moved(
                        new Ended.Revoked(
                                open.request(), open.votes(), revoke.by(), revoke.reason(), now));
    }

    private static Step moved(Approval next) {
        return new Step.Moved(next);
    }

    private static Step refused(Refusal why) {
        return new Step.Refused(why);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
